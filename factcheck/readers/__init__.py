"""The parts of reading articles: finding files, decoding bytes, and what each format says of itself."""

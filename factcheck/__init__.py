"""Source-consistency fact checking for news."""

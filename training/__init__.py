"""Rebuilds the comparison model's weights; not part of the installed package."""

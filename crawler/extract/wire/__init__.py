"""The agency that a story came from, and its dateline. Start at ``find``."""

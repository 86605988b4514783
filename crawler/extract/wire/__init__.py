"""The agency a story came from, and its dateline. ``find`` is the entrance."""

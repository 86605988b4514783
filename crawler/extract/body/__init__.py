"""The body: which of a page's blocks are the story. ``find`` is the entrance."""

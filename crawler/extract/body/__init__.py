"""The body: which of a page's blocks are the story. Start at ``find``."""

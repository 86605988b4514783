"""Who wrote it, and what is a name. ``find`` is the entrance."""

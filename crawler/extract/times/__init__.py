"""When it was published and modified. ``find`` is the entrance."""

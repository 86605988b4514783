"""The editorial photos with caption and credit. ``find`` is the entrance."""

"""An article's editorial photos with caption and credit. Start at ``find``."""

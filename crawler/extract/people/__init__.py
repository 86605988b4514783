"""Who wrote the story, and what counts as a name. Start at ``find``."""

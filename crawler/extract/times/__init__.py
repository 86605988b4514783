"""When the article was published and modified. Start at ``find``."""

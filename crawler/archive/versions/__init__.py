"""Versions of articles: deciding on them, storing, ordering and correcting them."""

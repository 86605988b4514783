"""Versions of articles: decided, stored, put in order, corrected."""

"""Searching the versions for words."""

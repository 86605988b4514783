"""Search the versions for words."""

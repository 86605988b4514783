"""Stories: articles that are copies of one text."""

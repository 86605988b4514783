"""The words of news pages, one file a language, and :mod:`.vocabulary`, which reads them."""

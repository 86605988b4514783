"""Stories that exist only in a page's scripts: as a state (``state``) or as lists (``lists``)."""

"""Stories that stand only in what a script is given: a state (``state``) or lists (``lists``)."""

"""Health: whether a source is seen as it should be, and the hours when it was not.

A run keeps a sample of what it saw. The checks compare a source's samples with each other and name
the hours in which they show trouble; the ledger names the hours without any look.
"""

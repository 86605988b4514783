"""What changed between two content states of an article. Pure: no SQL, no network, no clock."""

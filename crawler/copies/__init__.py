"""Which texts are copies of one another: pure arithmetic on texts, no SQL and no clock."""

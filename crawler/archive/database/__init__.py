"""The database: opening, migrating and querying it, and the views that its users read."""

"""The database: opened, migrated, asked, and the views that its users read."""

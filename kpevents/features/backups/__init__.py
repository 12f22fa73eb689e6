"""The whole installation in one file, and back: on SQLite, on PostgreSQL, and from one to the other."""

"""Finding services: an index in memory, so that what is typed never reaches the database."""

"""Small real servers that stand in for the services of other people."""

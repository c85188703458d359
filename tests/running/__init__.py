"""The whole product as one process group, and what can go wrong with it."""

"""The public face: a person answers one question a page, and sends it."""

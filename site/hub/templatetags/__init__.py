"""The hub in templates."""

"""The service directory: organisations, what they offer, and what answers the telephone now."""

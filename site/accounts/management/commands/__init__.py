"""``manage.py staff``."""

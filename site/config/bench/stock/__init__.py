"""What ours is measured against: django-formtools' own session wizard over the same forms.

Only a web server of the benchmark's own serves it, on the benchmark's own database. It shares
the product's middleware, templates and database; what differs is the wizard and where it keeps
answers: in clear, in a session.
"""

ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "config.bench.stock.settings"}
"""What makes a web server of the product one of the stock wizard."""

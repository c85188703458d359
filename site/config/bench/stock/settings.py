"""The product's settings, the stock wizard and Django's own sessions in the journey's place."""

from config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "config.bench.stock.urls"
SESSION_ENGINE = "django.contrib.sessions.backends.db"

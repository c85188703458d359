"""The web server's way in. Production is the default of every server process."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DATABASE_PATIENCE", "3000")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
if "public" in settings.SURFACES:
    import_module("directory.search").prepare()
gc.collect()
gc.freeze()  # what stays for good is not looked through again in the middle of an answer

"""The web entrance: `gunicorn hemicycle.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")

application = get_wsgi_application()

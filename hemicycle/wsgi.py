"""The web entrance: `gunicorn hemicycle.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")

django = get_wsgi_application()

from hemicycle.warm import warm_up  # noqa: E402
from kit.swift_gate import SwiftGate  # noqa: E402  (it reads the settings and the apps, which are there from here on)

application = SwiftGate(django)

warm_up()

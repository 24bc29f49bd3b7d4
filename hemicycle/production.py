"""Settings for the open internet: `DJANGO_SETTINGS_MODULE=hemicycle.production`.

Refuses to start without a secret, an address and the names it answers to. TLS ends at the proxy in front,
which is believed only when HEMICYCLE_PROXIES says that there is one.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from hemicycle.settings import *  # noqa: F403 (a settings file is the one place for this)


def _required(name: str, sentence: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {sentence}")
    return value


SECRET_KEY = _required("HEMICYCLE_SECRET_KEY", "Make one: openssl rand -base64 48")
BASE_URL = _required(
    "HEMICYCLE_BASE_URL", "Set it to the public address, as in https://events.example.org"
).rstrip("/")
_required("HEMICYCLE_HOSTS", "Set it to the names this site answers to, as in events.example.org")

if urlsplit(BASE_URL).scheme != "https":
    raise ImproperlyConfigured(f"HEMICYCLE_BASE_URL is {BASE_URL}, which is not an https:// address.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("HEMICYCLE_SECRET_KEY is too easy. Make a longer one: openssl rand -base64 48")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "HEMICYCLE_HOSTS is *, which answers to any name. List the names of this site."
    )

CSRF_TRUSTED_ORIGINS = [BASE_URL]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = env.int("HEMICYCLE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes ask from inside, without TLS
if ALLAUTH_TRUSTED_PROXY_COUNT > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

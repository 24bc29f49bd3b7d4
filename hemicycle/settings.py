"""Settings for a machine of one's own: `make run`, `make test`, a trial behind a proxy.

Everything that differs between two installations comes from the environment (the table is in
docs/operators/configuration.md). What never differs and is an idea of its own stands in a module of its own:
`clockwork`, `policy`, `rest`, `sign_in`. `hemicycle.production` hardens these for the open internet.
"""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from hemicycle import clockwork, policy, rest
from hemicycle.build import build_of
from hemicycle.embedded import database_url
from hemicycle.keys import stored_secret
from hemicycle.sign_in import *  # noqa: F403 (settings, each under its own name)

env = environ.Env()

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env.str("HEMICYCLE_VAR", default=str(ROOT / "var"))).resolve()
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
# An address that stands for all of this machine's is none to put into a mail.
REACHABLE = "localhost" if HOST in {"0.0.0.0", "::"} else f"[{HOST}]" if ":" in HOST else HOST  # noqa: S104 (compared, not bound)
BASE_URL = env.str("HEMICYCLE_BASE_URL", default=f"http://{REACHABLE}:{PORT}").rstrip("/")

DEBUG = False
BUILD = build_of(ROOT)
SECRET_KEY = env.str("HEMICYCLE_SECRET_KEY", default="") or stored_secret(VAR / "secret-key")
ALLOWED_HOSTS = env.list("HEMICYCLE_HOSTS", default=["*"])
DEMO_PASSWORD = env.str("HEMICYCLE_DEMO_PASSWORD", default="")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
    "kit",
    "accounts",
    "access",
    "journal",
    "notices",
    "jobs",
    "rooms",
    "events",
    "programme",
    "timetable",
    "abstracts",
    "venue",
    "home",
    "interchange",
    "hemicycle",
]

MIDDLEWARE = [
    "kit.swift.SwiftMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kit.headers.PrivateAnswers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "access.middleware.RightsOnce",
    "accounts.middleware.LanguageAndZone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kit.errors.RefusalsSaid",
]

ROOT_URLCONF = "hemicycle.urls"
WSGI_APPLICATION = "hemicycle.wsgi.application"
FORM_RENDERER = "kit.forms.FieldRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "hemicycle" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "kit.look.look",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "kit.templatetags.ui"],
        },
    }
]

DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", default="") or database_url(VAR))}
DATABASES["default"].update(
    {
        "CONN_MAX_AGE": 600,
        "ATOMIC_REQUESTS": False,
        # For the few constant queries that run with almost every request (kit.light_query); all others bind
        # their values on our side.
        "OPTIONS": {"prepare_threshold": 5, **DATABASES["default"].get("OPTIONS", {})},
        "TEST": {"NAME": env.str("TEST_DATABASE", default="test_hemicycle")},
    }
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default=f"filecache://{VAR / 'cache'}")}

AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique by a constraint on lower(email)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("HEMICYCLE_PROXIES", default=0)
SESSION_COOKIE_NAME = "hc_session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_COOKIE_NAME = "hc_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kit.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = policy.CONTENT_SECURITY_POLICY
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# An abstract by a large collaboration has some hundred people, each with several fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LANGUAGE_COOKIE_NAME = "hc_language"
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("HEMICYCLE_STATIC", default=str(VAR / "static")))
STATICFILES_DIRS = [ROOT / "hemicycle" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "media"},
    },
    # Without an address of its own: files of jobs are handed out by a view that asks for the right.
    "jobs": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "jobs", "directory_permissions_mode": 0o700},
    },
    # Likewise: what people submit is read only through the views that ask who they are.
    "abstracts": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "abstracts", "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

MAIL_FOLDER: Path | None = VAR / "mail"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
    MAIL_FOLDER = None
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_FOLDER
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("HEMICYCLE_MAIL_FROM", default="Hemicycle <no-reply@hemicycle.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# How many clones of an event one act makes, and how many people, sessions, talks and entries it may copy for all of
# them together (measured: a conference of 900 talks with 2,000 people is 5,000 of them, and takes 1.6 s).
CLONES_AT_ONCE = env.int("HEMICYCLE_CLONES_AT_ONCE", default=100)
CLONED_ROWS_AT_ONCE = env.int("HEMICYCLE_CLONED_ROWS_AT_ONCE", default=20_000)

# How many long jobs one person may have under way, and how long one keeps what came of them.
JOBS_PER_PERSON = env.int("HEMICYCLE_JOBS_PER_PERSON", default=3)
JOBS_KEEP_DAYS = env.int("HEMICYCLE_JOBS_KEEP_DAYS", default=7)

QUEUE_FOLDER = VAR / "queue"
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(QUEUE_FOLDER),
        "data_folder_out": str(QUEUE_FOLDER),
        "control_folder": str(QUEUE_FOLDER / "control"),
        "store_processed": False,
    }
    if CELERY_BROKER_URL == "filesystem://"
    else {"socket_timeout": 1.5, "socket_connect_timeout": 1.0, "max_retries": 0}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Long jobs wait in a queue of their own, so that a worker may leave them to another and no mail waits behind
# them. A worker that is told nothing takes from both.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("jobs")]
CELERY_TASK_ROUTES = {"jobs.tasks.run": {"queue": "jobs"}}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = clockwork.CELERY_BEAT_SCHEDULE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
REST_FRAMEWORK = rest.REST_FRAMEWORK
SPECTACULAR_SETTINGS = rest.SPECTACULAR_SETTINGS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "kit.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}

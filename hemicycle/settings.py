"""Settings for a machine of one's own: `make run`, `make test`, a trial behind a proxy.

Everything that differs between two installations comes from the environment (the table is in
docs/operators/configuration.md). `hemicycle.production` hardens these for the open internet.
"""

from pathlib import Path

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from hemicycle.build import build_of
from hemicycle.embedded import database_url
from hemicycle.keys import stored_secret
from hemicycle.policy import CONTENT_SECURITY_POLICY as SECURITY_POLICY

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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.NameAtSignUp"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
ACCOUNT_FORMS = {"signup": "accounts.sign_up.SignUpForm"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own limits: links mailed to people who write an abstract without an account.
ACCOUNT_RATE_LIMITS = {"abstract_link": "20/h/ip,4/h/key"}
# Who takes mails about accounts, by dotted path: the outbox stands on a floor above.
ACCOUNT_MAIL_SENDER = "notices.operations.post_message"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("HEMICYCLE_PROXIES", default=0)
PASSWORD_RESET_TIMEOUT = 24 * 3600

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
CONTENT_SECURITY_POLICY = SECURITY_POLICY
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
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
# A sweep that comes late is not needed any more: the next one does the same.
CELERY_BEAT_SCHEDULE = {
    "sweep the outbox": {"task": "notices.tasks.sweep", "schedule": 15.0, "options": {"expires": 15.0}},
    "write about bookings": {
        "task": "rooms.tasks.sweep_letters",
        "schedule": 15.0,
        "options": {"expires": 15.0},
    },
    "remind of bookings": {
        "task": "rooms.tasks.send_reminders",
        "schedule": 15 * 60.0,
        "options": {"expires": 15 * 60.0},
    },
    "warn before a room is freed": {
        "task": "rooms.tasks.warn_no_shows",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "free rooms nobody came to": {
        "task": "rooms.tasks.release_no_shows",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "ask about long series": {
        "task": "rooms.tasks.ask_about_long_series",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "remind reviewers": {
        "task": "abstracts.tasks.send_due_reminders",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "count the use of rooms again": {
        "task": "rooms.tasks.rebuild_room_days",
        "schedule": crontab(hour="3", minute="10"),
        "options": {"expires": 3600.0},
    },
    "send digests": {
        "task": "notices.tasks.send_digests",
        "schedule": crontab(hour="4", minute="30"),
        "options": {"expires": 3600.0},
    },
    "forget sessions": {
        "task": "accounts.tasks.forget_sessions",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600.0},
    },
    "forget keys of requests": {
        "task": "accounts.tasks.forget_request_keys",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600.0},
    },
    "take up jobs left behind": {"task": "jobs.tasks.sweep", "schedule": 30.0, "options": {"expires": 30.0}},
    "forget jobs": {
        "task": "jobs.tasks.expire",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3600.0},
    },
    "forget files of mails": {
        "task": "notices.tasks.forget_files",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"expires": 3600.0},
    },
    "forget steps of timetables": {
        "task": "timetable.tasks.forget_old_steps",
        "schedule": crontab(hour="4", minute="0"),
        "options": {"expires": 3600.0},
    },
    "forget uploads": {
        "task": "interchange.tasks.sweep_uploads",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api_auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api_auth.ScopeAllows"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["kit.json_bodies.JsonBody"],
    "DEFAULT_PAGINATION_CLASS": "kit.paging.ByCursor",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "kit.api.explain",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hemicycle API",
    "DESCRIPTION": "Events, programmes and calendars. Send a personal token as `Authorization: Bearer …`.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # What several things call alike, under names of their own.
    "ENUM_NAME_OVERRIDES": {
        "EventKind": "events.models.Event.Kind",
        "LinkKind": "programme.models.Link.Kind",
        "EntryKind": ["talk", "session", "break"],
        "ConflictKind": "timetable.api.conflict_fields.KINDS",
        "SpeakerAnswer": ["confirmed", "declined"],
        "TalkOutcome": ["new", "changed", "same", "refused"],
        "BookingOutcome": ["accepted", "pending", "not_allowed"],
        "BookingState": ["pending", "accepted", "cancelled", "rejected"],
        "MailMode": ["none", "owned", "managed", "all"],
        "AccessMode": ["public", "inheriting", "restricted"],
        "AbstractState": "abstracts.models.State",
        "AuthorRole": "abstracts.models.Author.Role",
        "CallFieldKind": "abstracts.models.Field.Kind",
        "QuestionKind": "abstracts.models.Question.Kind",
        "BookOrder": "abstracts.models.Book.Order",
        "EventRole": "events.models.EventRole.Role",
        "CreditRole": "programme.models.Credit.Role",
        "LetterMatch": "abstracts.models.LetterRule.Match",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "kit.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}

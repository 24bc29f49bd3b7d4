"""How the REST API answers, and what its description calls its things, as settings."""

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

"""All addresses: each app brings its own, the roof brings health, the API and the error pages."""

from django.urls import include, path

from hemicycle import health
from hemicycle.api import router
from hemicycle.docs import api_docs, api_schema, docs_of_tag

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include(router.urls)),
    path("api/schema.json", api_schema, name="api-schema"),
    path("api/docs/", api_docs, name="api-docs"),
    path("api/docs/<slug:tag>/", docs_of_tag, name="docs-of-tag"),
    path("", include("kit.urls")),
    path("", include("accounts.urls")),
    path("", include("jobs.urls")),
    path("", include("rooms.urls")),
    path("", include("events.urls")),
    path("", include("programme.urls")),
    path("", include("timetable.urls")),
    path("", include("abstracts.urls")),
    path("", include("venue.urls")),
    path("", include("interchange.urls")),
    path("", include("home.urls")),
]

handler400 = "kit.errors.bad_request"
handler403 = "kit.errors.permission_denied"
handler404 = "kit.errors.not_found"
handler429 = "accounts.views.patience.too_many_requests"  # allauth asks for this one
handler500 = "kit.errors.server_error"

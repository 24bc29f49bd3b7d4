"""The REST API: one router for the view sets of all apps. It lists nothing by itself."""

from rest_framework.routers import SimpleRouter

from events.api import CategoryViewSet, EventViewSet
from timetable.api import ContributionViewSet

router = SimpleRouter()
router.register("categories", CategoryViewSet, basename="api-category")
router.register("events", EventViewSet, basename="api-event")
router.register("contributions", ContributionViewSet, basename="api-contribution")

"""The REST API: one router for the view sets of all apps. It lists nothing by itself."""

from rest_framework.routers import SimpleRouter

from abstracts.api.asks import FieldViewSet, QuestionViewSet
from abstracts.api.assignment_proposals import AssignmentProposalViewSet
from abstracts.api.assignments import AssignmentViewSet
from abstracts.api.books import BookViewSet
from abstracts.api.calls import CallViewSet
from abstracts.api.desk import DeskViewSet
from abstracts.api.letter_files import LetterFileViewSet
from abstracts.api.letter_rules import LetterRuleViewSet
from abstracts.api.letters import LetterViewSet
from abstracts.api.lifted_conflicts import LiftedConflictViewSet
from abstracts.api.own import AbstractFileViewSet, SubmissionViewSet
from abstracts.api.reviewable import ReviewableViewSet
from abstracts.api.reviews import CommentViewSet, ReviewViewSet
from abstracts.api.taking import AbstractExportViewSet, AbstractImportViewSet
from abstracts.api.teams import TeamViewSet
from events.api import CategoryViewSet, EventViewSet
from interchange.api import ScheduleImportViewSet
from jobs.api import JobViewSet
from rooms.api import (
    AttributeViewSet,
    AvailabilityViewSet,
    BlockingViewSet,
    BookingViewSet,
    EquipmentViewSet,
    FeatureViewSet,
    LocationViewSet,
    PlanViewSet,
    RoomViewSet,
)
from timetable.api import (
    ContributionTypeViewSet,
    ContributionViewSet,
    EntryViewSet,
    EventRoomViewSet,
    ProposalViewSet,
    SessionTypeViewSet,
    SessionViewSet,
    TimetableViewSet,
    TrackViewSet,
    VersionViewSet,
)
from venue.api import EventCloneViewSet

router = SimpleRouter()
router.register("categories", CategoryViewSet, basename="api-category")
router.register("events", EventViewSet, basename="api-event")
router.register("events", EventCloneViewSet, basename="api-clone")
router.register("contributions", ContributionViewSet, basename="api-contribution")
router.register("contribution-types", ContributionTypeViewSet, basename="api-contribution-type")
router.register("event-rooms", EventRoomViewSet, basename="api-event-room")
router.register("sessions", SessionViewSet, basename="api-session")
router.register("session-types", SessionTypeViewSet, basename="api-session-type")
router.register("tracks", TrackViewSet, basename="api-track")
router.register("timetable-entries", EntryViewSet, basename="api-entry")
router.register("timetables", TimetableViewSet, basename="api-timetable")
router.register("timetable-versions", VersionViewSet, basename="api-timetable-version")
router.register("timetable-proposals", ProposalViewSet, basename="api-timetable-proposal")
router.register("locations", LocationViewSet, basename="api-location")
router.register("rooms", RoomViewSet, basename="api-room")
router.register("availability", AvailabilityViewSet, basename="api-availability")
router.register("bookings", BookingViewSet, basename="api-booking")
router.register("blockings", BlockingViewSet, basename="api-blocking")
router.register("equipment", EquipmentViewSet, basename="api-equipment")
router.register("room-features", FeatureViewSet, basename="api-feature")
router.register("room-attributes", AttributeViewSet, basename="api-attribute")
router.register("floor-plans", PlanViewSet, basename="api-plan")
router.register("schedule-imports", ScheduleImportViewSet, basename="api-schedule-import")
router.register("calls", CallViewSet, basename="api-call")
router.register("call-fields", FieldViewSet, basename="api-call-field")
router.register("call-questions", QuestionViewSet, basename="api-call-question")
router.register("committees", TeamViewSet, basename="api-team")
router.register("desk", DeskViewSet, basename="api-desk")
router.register("letter-rules", LetterRuleViewSet, basename="api-letter-rule")
router.register("letter-files", LetterFileViewSet, basename="api-letter-file")
router.register("letters", LetterViewSet, basename="api-letter")
router.register("submissions", SubmissionViewSet, basename="api-submission")
router.register("abstract-files", AbstractFileViewSet, basename="api-abstract-file")
router.register("abstract-books", BookViewSet, basename="api-book")
router.register("abstract-exports", AbstractExportViewSet, basename="api-abstract-export")
router.register("abstract-imports", AbstractImportViewSet, basename="api-abstract-import")
router.register("jobs", JobViewSet, basename="api-job")
router.register("assignments", AssignmentViewSet, basename="api-assignment")
router.register("lifted-conflicts", LiftedConflictViewSet, basename="api-lifted-conflict")
router.register("assignment-proposals", AssignmentProposalViewSet, basename="api-assignment-proposal")
router.register("reviewable", ReviewableViewSet, basename="api-reviewable")
router.register("reviews", ReviewViewSet, basename="api-review")
router.register("review-comments", CommentViewSet, basename="api-comment")

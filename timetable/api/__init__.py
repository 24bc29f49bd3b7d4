"""The timetable and its programme over REST: what the pages show and do, for programs."""

from timetable.api.contributions import ContributionViewSet
from timetable.api.entries import EntryViewSet
from timetable.api.event_rooms import EventRoomViewSet
from timetable.api.programme import (
    ContributionTypeViewSet,
    SessionTypeViewSet,
    TrackViewSet,
)
from timetable.api.proposals import ProposalViewSet
from timetable.api.session_work import SessionViewSet
from timetable.api.timetables import TimetableViewSet
from timetable.api.versions import VersionViewSet

__all__ = [
    "ContributionTypeViewSet",
    "ContributionViewSet",
    "EntryViewSet",
    "EventRoomViewSet",
    "ProposalViewSet",
    "SessionTypeViewSet",
    "SessionViewSet",
    "TimetableViewSet",
    "TrackViewSet",
    "VersionViewSet",
]

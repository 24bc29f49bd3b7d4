from programme.models.contribution import Contribution, ContributionType, Subcontribution
from programme.models.credit import Credit, SessionConvener, SubcontributionSpeaker
from programme.models.link import Link
from programme.models.session import Session, SessionType
from programme.models.track import Track, TrackGroup

__all__ = [
    "Contribution",
    "ContributionType",
    "Credit",
    "Link",
    "Session",
    "SessionConvener",
    "SessionType",
    "Subcontribution",
    "SubcontributionSpeaker",
    "Track",
    "TrackGroup",
]

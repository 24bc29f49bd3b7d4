"""What schedule.json has no place for, or refuses as it stands, and how it travels all the same.

The schema lets `conference.meta` hold anything. Our writer puts there, under the name `CARRIED`, the members
of schedule, rooms and talks that the schema would lose; our reader puts them back. Other readers pass over
it.
"""

from typing import Any

from interchange.schedule.draft import DraftSchedule, DraftTalk
from interchange.schedule.json_values import items, legal_tree, line, members, reference

CARRIED = "hemicycle"

SCHEDULE_TEXTS = ("acronym", "slug", "subtitle", "venue", "city", "day_change", "time_zone")
TALK_TEXTS = ("guid", "source_id", "code", "slug", "recording_url", "recording_link")
TALK_REFERENCES = ("links", "attachments")


def restore_schedule(carried: dict[str, Any], draft: DraftSchedule) -> None:
    """Put the carried members of the schedule back."""
    for name in SCHEDULE_TEXTS:
        if name in carried:
            setattr(draft, name, line(carried[name]))
    draft.extras |= legal_tree(members(carried.get("extras")))


def restore_talk(carried: dict[str, Any], talk: DraftTalk) -> None:
    """Put the carried members of one talk back."""
    for name in TALK_TEXTS:
        if name in carried:
            setattr(talk, name, line(carried[name]))
    for name in TALK_REFERENCES:
        if name in carried:
            setattr(talk, name, [reference(link) for link in items(carried[name])])
    if "video_urls" in carried:
        talk.video_urls = [line(url) for url in items(carried["video_urls"])]
    if "answers" in carried:
        talk.answers = legal_tree(items(carried["answers"]))
    talk.extras |= legal_tree(members(carried.get("extras")))

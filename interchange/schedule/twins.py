"""Talks that stand in a file more than once."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from interchange.schedule.draft import DraftSchedule
from interchange.schedule.shape import Talk


def merge_rooms(talks: Sequence[Talk]) -> list[Talk]:
    """The talks, with those that stand once per room made one talk in several rooms.

    They are the same if they share an identity (guid, code or id), the title, the start and the duration.
    """
    merged: dict[object, Talk] = {}
    for place, talk in enumerate(talks):
        identity = talk.guid or talk.code or talk.source_id
        key = (identity, talk.title, talk.starts_at, talk.duration) if identity else place
        known = merged.get(key)
        merged[key] = replace(known, rooms=tuple(dict.fromkeys(known.rooms + talk.rooms))) if known else talk
    return list(merged.values())


def refuse_twins(talks: Sequence[Talk], draft: DraftSchedule) -> None:
    """Note every guid that two different talks claim: neither could be recognised at the next import."""
    rows: dict[str, str] = {}
    for talk in talks:
        if not talk.guid:
            continue
        row = rows.setdefault(talk.guid.lower(), talk.row)
        if row != talk.row:
            shown = {"guid": talk.guid, "row": row}
            draft.cannot(
                f"{talk.row} (“{talk.title}”)", _("Its guid %(guid)s is also that of %(row)s.") % shown
            )

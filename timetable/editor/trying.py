"""What a drop would bring: conflicts, and when the people of a talk are not there. Writes nothing."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timetable.conflicts import Checker, Facts
from timetable.editor.scale import Scale
from timetable.editor.sent import Sent
from timetable.editor.shading import away
from timetable.plan import Changes, PlanEntry
from timetable.plan.days import EventDays
from timetable.plan.growing import grown
from timetable.plan.moving import rearranged
from timetable.plan.neighbours import entry_of

MOST_SAID = 3
NEW = -1
"""The key of what is not in the timetable yet."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How bad it would be ("bad", "warn", or ""), the first things that would be wrong, and what all are called."""

    look: str
    said: list[str]
    titles: list[str]

    @property
    def as_json(self) -> dict[str, Any]:
        return {"look": self.look, "said": self.said, "titles": self.titles}


def trial(checker: Checker, sent: Sent) -> Trial:
    """Of the entries (or the one talk of the tray) in the places that were sent. Raises what moving them raises."""
    changes = _changes(checker, sent)
    posters = {key for key, session in checker.facts.sessions.items() if session.is_poster}
    wanted, longer = grown(checker.plan, changes, posters=posters)
    after: Changes = {
        **changes,
        **{key: wanted.get(key) for key in changes},
        **{one.key: one for one in longer},
    }
    appeared = checker.after(after).appeared
    titles = list(dict.fromkeys(each.title for each in appeared))
    said = [f"{each.title}: {each.sentence()}" for each in appeared[:MOST_SAID]]
    if len(appeared) > MOST_SAID:
        more = len(appeared) - MOST_SAID
        said.append(ngettext("and %(number)d more", "and %(number)d more", more) % {"number": more})
    return Trial(appeared[0].severity.look if appeared else "", said, titles)


def _changes(checker: Checker, sent: Sent) -> Changes:
    talks = sent.keys("talk")
    talk = checker.facts.talks.get(talks[0]) if talks else None
    if talk is None:
        if sent.get("minutes"):
            (key,) = sent.entries[:1]
            entry = entry_of(checker.plan, key)
            return {key: replace(entry, ends_at=entry.starts_at + timedelta(minutes=sent.number("minutes")))}
        facts = checker.facts
        days = EventDays(facts.zone, facts.day_change, facts.starts_at, facts.ends_at)
        return rearranged(checker.plan, days, sent.moves)
    starts_at, room, parent = sent.place
    ends_at = starts_at + timedelta(minutes=talk.minutes)
    return {
        NEW: PlanEntry(
            NEW, starts_at, ends_at, room=room, parent=parent, contribution=talk.id, label=talk.title
        )
    }


def absences(facts: Facts, people: list[int], scale: Scale) -> list[tuple[int, int, str]]:
    """The minutes of the board at which somebody is not there, and who."""
    zero = scale.zero.timestamp()
    day = (zero + scale.first * 60, zero + scale.last * 60)
    found = []
    for person in people:
        known = facts.people.get(person)
        if known is not None and known.available:
            said = _("%(person)s is not there") % {"person": known.name}
            found += [
                (int((since - zero) // 60), int((until - zero) // 60), said)
                for since, until in away(known.available, *day)
            ]
    return found

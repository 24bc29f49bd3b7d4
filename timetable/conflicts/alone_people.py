"""Rules about one entry and its people: whether they can come, said so, and whether the talk is held at all."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timetable.conflicts.conflict import Conflict, conflict, entry_when, place_words
from timetable.conflicts.facts import Facts, hold
from timetable.conflicts.kinds import Kind, Severity
from timetable.conflicts.placed import Placed


def people_available(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """Who speaks or convenes is there from its start to its end."""
    for person in placed.people:
        known = facts.people.get(person)
        if known is not None and known.available and not hold(known.available, placed.start, placed.end):
            yield conflict(
                Kind.PERSON_UNAVAILABLE,
                Severity.ERROR,
                placed,
                facts=facts,
                say=_unavailable,
                people=(person,),
                about=(placed.start, placed.end),
            )


def talk_held(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """The talk is not withdrawn, and nobody who is to speak declined or, where speakers are asked, is silent."""
    talk = placed.talk
    if talk is None:
        return
    if talk.is_withdrawn:
        yield conflict(Kind.WITHDRAWN, Severity.ERROR, placed, facts=facts, say=_withdrawn, about=())
        return
    if talk.declined:
        yield conflict(
            Kind.DECLINED,
            Severity.WARNING,
            placed,
            facts=facts,
            say=_declined,
            people=talk.declined,
            about=(),
        )
    if talk.unanswered and facts.rules.asks_speakers:
        yield conflict(
            Kind.UNCONFIRMED,
            Severity.HINT,
            placed,
            facts=facts,
            say=_unconfirmed,
            people=talk.unanswered,
            about=(),
        )


def _unavailable(it: Conflict) -> str:
    said = {
        "person": it.facts.people_names(it.people),
        "entry": place_words(it.placed[0], it.facts),
        "when": entry_when(it.placed[0], it.facts),
    }
    return _("%(person)s can not come to %(entry)s, %(when)s.") % said


def _withdrawn(it: Conflict) -> str:
    said = {"entry": it.placed[0].label, "when": entry_when(it.placed[0], it.facts)}
    return _("“%(entry)s” was withdrawn and still has its place, %(when)s.") % said


def _declined(it: Conflict) -> str:
    text = ngettext(
        "%(people)s declined to speak in “%(entry)s”, %(when)s.",
        "%(people)s declined to speak in “%(entry)s”, %(when)s.",
        len(it.people),
    )
    return text % _who_and_when(it)


def _unconfirmed(it: Conflict) -> str:
    text = ngettext(
        "%(people)s has not confirmed “%(entry)s”, %(when)s.",
        "%(people)s have not confirmed “%(entry)s”, %(when)s.",
        len(it.people),
    )
    return text % _who_and_when(it)


def _who_and_when(it: Conflict) -> dict[str, str]:
    return {
        "people": it.facts.people_names(it.people),
        "entry": it.placed[0].label,
        "when": entry_when(it.placed[0], it.facts),
    }

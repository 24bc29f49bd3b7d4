"""Rules in words: one sentence that says when a rule fires, and to whom it writes."""

from django.utils.translation import gettext as _

from abstracts.models import LetterRule, State

Match = LetterRule.Match


def when_words(rule: LetterRule) -> str:
    """ "Accepted, in Hulls or Sails, as any type": the states, then what is asked of track and type."""
    states = ", ".join(str(State(state).label) for state in rule.states)
    asked = [words for words in (_track_words(rule), _type_words(rule)) if words]
    return (
        _("%(states)s (%(conditions)s)") % {"states": states, "conditions": "; ".join(asked)}
        if asked
        else states
    )


def whom_words(rule: LetterRule) -> str:
    """ "Submitter, Authors; copies to office@…"."""
    people = ", ".join(str(LetterRule.Recipient(kind).label) for kind in rule.recipients)
    if not rule.copies_to:
        return people
    copies = _("copies to %(addresses)s") % {"addresses": ", ".join(rule.copies_to)}
    return f"{people}; {copies}" if people else copies


def lacks_its_condition(rule: LetterRule) -> bool:
    """Whether it asks for some tracks or types, and all of them were removed: it can not fire any more."""
    tracks = rule.track_match == Match.SOME and not rule.tracks.all()
    return bool(tracks or (rule.type_match == Match.SOME and not rule.types.all()))


def _track_words(rule: LetterRule) -> str:
    if rule.track_match == Match.NONE:
        return _("without a track")
    if rule.track_match == Match.SOME:
        return _("in one of these tracks: %(tracks)s") % {
            "tracks": ", ".join(map(str, rule.tracks.all())) or "—"
        }
    return ""


def _type_words(rule: LetterRule) -> str:
    if rule.type_match == Match.NONE:
        return _("without a type")
    if rule.type_match == Match.SOME:
        return _("as one of these types: %(types)s") % {"types": ", ".join(map(str, rule.types.all())) or "—"}
    return ""

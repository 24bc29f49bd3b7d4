"""What a review still lacks, by the questions and the scale of its call: pairs of a field's name and a sentence."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from abstracts.models import Abstract, Question, Review, Reviewing
from abstracts.reviewing.said import Said
from kit.markdown import TextTooLong, check_markdown

Problem = tuple[str, str]
Action = Review.Action

NEEDS_OTHER = (Action.DUPLICATE, Action.MERGE)


def problems_of_review(abstract: Abstract, said: Said, questions: Sequence[Question]) -> list[Problem]:
    """All of them; empty when it may be submitted."""
    return [
        *_in_proposal(abstract, said),
        *_in_ratings(abstract.call.reviewing, said, questions),
        *_in_comments(said),
    ]


def fits(question: Question, value: int | str | None, reviewing: Reviewing) -> bool:
    """Whether this answers the question at all: a number on the scale, yes or no, or words."""
    if question.kind == Question.Kind.TEXT:
        return isinstance(value, str) and bool(value.strip())
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    if question.kind == Question.Kind.YES_NO:
        return value in (0, 1)
    return reviewing.scale_from <= value <= reviewing.scale_to


def is_answered(value: int | str | None) -> bool:
    return value is not None and str(value).strip() != ""


def _in_proposal(abstract: Abstract, said: Said) -> Iterator[Problem]:
    event = abstract.event_id
    if said.action not in Action.values:
        yield "action", _("Say what you propose.")
    if said.type is not None and said.type.event_id != event:
        yield "type", _("Choose a type of this event.")
    if any(track.event_id != event for track in said.tracks):
        yield "tracks", _("Choose tracks of this event.")
    if said.action == Action.CHANGE_TRACKS and not said.tracks:
        yield "tracks", _("Say which track it fits better.")
    if said.action in NEEDS_OTHER and said.other is None:
        yield "other", _("Name the other abstract by its number: one that you can read.")
    if said.other is not None and (said.other.pk == abstract.pk or said.other.event_id != event):
        yield "other", _("Name another abstract of this event, by its number.")


def _in_ratings(reviewing: Reviewing, said: Said, questions: Sequence[Question]) -> Iterator[Problem]:
    known = {question.pk: question for question in questions}
    if set(said.ratings) - set(known):
        yield "ratings", _("A question that this call does not ask was answered.")
    for key, question in known.items():
        value = said.ratings.get(key)
        if not is_answered(value):
            if question.is_required:
                yield f"question-{key}", _("“%(question)s” must be answered.") % {"question": question}
        elif not fits(question, value, reviewing):
            yield f"question-{key}", _wrong_answer(question, reviewing)
        elif isinstance(value, str) and not _can_be_shown(value):
            yield f"question-{key}", _("The answer is too long, or has too much formatting.")


def _in_comments(said: Said) -> Iterator[Problem]:
    for name in ("committee_comment", "author_comment"):
        try:
            check_markdown(getattr(said, name))
        except TextTooLong as error:
            yield name, str(error)


def _wrong_answer(question: Question, reviewing: Reviewing) -> str:
    words = {"question": question, "from": reviewing.scale_from, "to": reviewing.scale_to}
    if question.kind == Question.Kind.RATING:
        return _("“%(question)s” is answered by a whole number from %(from)d to %(to)d.") % words
    if question.kind == Question.Kind.YES_NO:
        return _("“%(question)s” is answered by yes or no.") % words
    return _("“%(question)s” is answered in words.") % words


def _can_be_shown(text: str) -> bool:
    try:
        check_markdown(text)
    except TextTooLong:
        return False
    return True

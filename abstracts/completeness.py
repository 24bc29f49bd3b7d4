"""What a submission still lacks, by the rules of its call: pairs of a field's name and a sentence.

Words are what stands between white space, as word processors count; characters are Unicode characters, as typed, with
line ends counted once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.models import Author, Call, Field
from abstracts.written import Writer, Written
from kit.markdown import TextTooLong, check_markdown
from programme.models import ContributionType

Problem = tuple[str, str]


def count_words(text: str) -> int:
    return len(text.split())


def count_characters(text: str) -> int:
    return len(text.replace("\r\n", "\n").strip())


def problems_of(
    call: Call, written: Written, *, consents: bool = True, beyond: ContributionType | None = None
) -> list[Problem]:
    """All of them, so that everything can be put right at once; empty when it may be submitted.

    `beyond` is a type of the event that may be chosen though the call does not offer it: one that organisers give.
    """
    return [
        *_in_text(call, written),
        *_in_choices(call, written, beyond),
        *_in_people(call, written.people),
        *_in_answers(call, written.answers),
        *_in_consent(call, written, consents=consents),
    ]


def _in_text(call: Call, written: Written) -> Iterator[Problem]:
    if not written.title.strip():
        yield "title", _("A title is needed.")
    if len(written.title) > 500:
        yield "title", _("The title has more than 500 characters.")
    if call.text_required and not written.text.strip():
        yield "text", _("A text is needed.")
    yield from _too_long("text", written.text, characters=call.most_characters, words=call.most_words)
    try:
        check_markdown(written.text)
    except TextTooLong as error:
        yield "text", str(error)


def _too_long(name: str, text: str, *, characters: int | None, words: int | None) -> Iterator[Problem]:
    if words is not None and (count := count_words(text)) > words:
        yield (
            name,
            (
                ngettext("The text has %(count)d word.", "The text has %(count)d words.", count)
                + " "
                + ngettext("The limit is %(limit)d word.", "The limit is %(limit)d words.", words)
            )
            % {"count": count, "limit": words},
        )
    if characters is not None and (count := count_characters(text)) > characters:
        yield (
            name,
            (
                ngettext("The text has %(count)d character.", "The text has %(count)d characters.", count)
                + " "
                + ngettext(
                    "The limit is %(limit)d character.", "The limit is %(limit)d characters.", characters
                )
            )
            % {"count": count, "limit": characters},
        )


def _in_choices(call: Call, written: Written, beyond: ContributionType | None) -> Iterator[Problem]:
    offered = {track.pk for track in call.tracks.all()}
    if call.track_choice == Call.TrackChoice.NONE and written.tracks:
        yield "tracks", _("This call does not ask for a track.")
    elif any(
        track.event_id != call.event_id or (offered and track.pk not in offered) for track in written.tracks
    ):
        yield "tracks", _("Choose from the tracks that the call offers.")
    if call.track_choice == Call.TrackChoice.ONE and len(written.tracks) > 1:
        yield "tracks", _("Choose one track.")
    if call.tracks_required and not written.tracks:
        yield "tracks", _("Choose a track.")
    types = {kind.pk for kind in call.types.all()}
    if written.type is not None:
        is_offered = written.type.pk in types if types else not written.type.is_private
        if written.type.event_id != call.event_id or not (is_offered or written.type == beyond):
            yield "type", _("Choose from the types that the call offers.")
    elif call.type_required:
        yield "type", _("Choose a type.")
    if not set(written.topics) <= set(call.topics):
        yield "topics", _("Choose from the topics that the call offers.")
    if len(written.keywords) > 20 or any(len(word) > 80 for word in written.keywords):
        yield "keywords", _("At most 20 keywords, of at most 80 characters each.")


def _in_people(call: Call, people: Sequence[Writer]) -> Iterator[Problem]:
    if not any(person.role != Author.Role.NONE for person in people):
        yield "people", _("Name at least one author.")
    if call.speakers == Call.SpeakerChoice.REQUIRED and not any(person.speaks for person in people):
        yield "people", _("Say who speaks.")
    for person in people:
        yield from _in_person(person)
    yield from (("people", sentence) for sentence in problems_among(people))


def problems_among(people: Iterable[Writer]) -> Iterator[str]:
    """Why not even a draft can name these people as they are."""
    seen: set[str] = set()
    for person in people:
        address = person.email.lower()
        if address and address in seen:
            yield _("%(email)s is named twice.") % {"email": person.email}
        seen.add(address)
        if person.role == Author.Role.NONE and not person.speaks:
            yield _("%(name)s neither writes nor speaks.") % {"name": person.name or person.email}


def _in_person(person: Writer) -> Iterator[Problem]:
    if not person.name.strip():
        yield "people", _("Everybody needs a name.")
    if len(person.name) > 300 or any(len(place.name) > 300 for place in person.affiliations):
        yield "people", _("Names and affiliations have at most 300 characters.")
    if person.email:
        try:
            validate_email(person.email)
        except ValidationError:
            yield "people", _("“%(email)s” is not an e-mail address.") % {"email": person.email}


def _in_answers(call: Call, answers: Mapping[str, Any]) -> Iterator[Problem]:
    fields = {str(field.pk): field for field in call.fields.all()}
    if set(answers) - set(fields):
        yield "answers", _("A field that this call does not have was filled in.")
    for key, field in fields.items():
        if field.visibility == Field.Visibility.MANAGERS:
            continue
        yield from ((f"field-{key}", sentence) for sentence in problems_of_answer(field, answers.get(key)))


def problems_of_answer(field: Field, answer: Any) -> Iterator[str]:
    """What is wrong with one answer; None and "" are no answer."""
    if answer is None or answer == "":
        if field.is_required:
            yield _("“%(field)s” must be filled in.") % {"field": field.title}
        return
    kind = Field.Kind(field.kind)
    if kind == Field.Kind.YES_NO and not isinstance(answer, bool):
        yield _("“%(field)s” is answered by yes or no.") % {"field": field.title}
    elif kind == Field.Kind.NUMBER:
        yield from _number_problems(field, answer)
    elif kind == Field.Kind.CHOICE and answer not in field.options:
        yield _("“%(field)s”: choose one of the options.") % {"field": field.title}
    elif kind == Field.Kind.TEXT:
        text = str(answer)
        limits = {"characters": field.most_characters or 20_000, "words": field.most_words}
        for _name, sentence in _too_long("", text, **limits):
            yield _("“%(field)s”: %(problem)s") % {"field": field.title, "problem": sentence}


def _number_problems(field: Field, answer: Any) -> Iterator[str]:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        yield _("“%(field)s” is a number.") % {"field": field.title}
    elif field.lowest is not None and answer < field.lowest:
        yield _("“%(field)s” is at least %(limit)d.") % {"field": field.title, "limit": field.lowest}
    elif field.highest is not None and answer > field.highest:
        yield _("“%(field)s” is at most %(limit)d.") % {"field": field.title, "limit": field.highest}


def _in_consent(call: Call, written: Written, *, consents: bool) -> Iterator[Problem]:
    if call.licences and written.licence not in call.licences:
        yield "licence", _("Choose a licence.")
    if call.consent and not consents:
        yield "consent", _("The consent is needed.")

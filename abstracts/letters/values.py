"""What the placeholders of a letter stand for, for one abstract and one reader."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from abstracts.letters.people import Addressee, submitter_of
from abstracts.links import link_of
from abstracts.models import Abstract, Author, LetterRule, State
from abstracts.telling_authors import comments_with_decision
from kit.addresses import absolute
from kit.plain import title_in_words
from kit.words import moment_words, zone_words

Value = Callable[[Abstract, Addressee], str]


def values_of(abstract: Abstract, reader: Addressee, names: Iterable[str]) -> dict[str, str]:
    """The texts for these placeholders, in the language of the moment. Asks nothing of a loaded abstract, but its
    reviews for what they said."""
    return {name: VALUES[name](abstract, reader) for name in names}


def address_for(abstract: Abstract, reader: Addressee) -> str:
    """Its page; a submitter without an account gets the address that lets them in, and nobody else does."""
    is_guest = reader.why == LetterRule.Recipient.SUBMITTER and reader.user is None
    if is_guest and reader.email.lower() == abstract.submitter_email.lower():
        return link_of(abstract)
    return absolute(abstract.get_absolute_url())


def _recipient_name(abstract: Abstract, reader: Addressee) -> str:
    """A copy reads what the submitter reads."""
    return reader.name or submitter_of(abstract).name


def _invitation_url(abstract: Abstract, reader: Addressee) -> str:
    """The secret is for the address it was meant for; others read the address of the page."""
    is_invited = abstract.state == State.INVITED and reader.why == LetterRule.Recipient.SUBMITTER
    return link_of(abstract) if is_invited else absolute(abstract.get_absolute_url())


def _track(abstract: Abstract, reader: Addressee) -> str:
    if abstract.state == State.ACCEPTED:
        return str(abstract.accepted_track or "")
    return ", ".join(str(track) for track in abstract.submitted_for.all())


def _type(abstract: Abstract, reader: Addressee) -> str:
    kind = abstract.accepted_type if abstract.state == State.ACCEPTED else abstract.type
    return str(kind or "")


def _contribution_url(abstract: Abstract, reader: Addressee) -> str:
    if abstract.state != State.ACCEPTED:
        return ""
    if not abstract.is_released:
        return _("(the address of its page, which is made when the decision is released)")
    return absolute(abstract.contribution.get_absolute_url()) if abstract.contribution else ""


def _deadline(abstract: Abstract, reader: Addressee) -> str:
    until, zone = abstract.revision_until, abstract.event.zone
    if until is None:
        return _("no deadline")
    return f"{moment_words(until, zone=zone)} {zone_words(until, zone=zone)}"


def _review_comments(abstract: Abstract, reader: Addressee) -> str:
    """Numbered, for authors never learn who reviewed."""
    said = enumerate(comments_with_decision(abstract), start=1)
    return "\n\n".join(f"{_('Review %(n)d') % {'n': n}}:\n{text.strip()}" for n, text in said)


def _names(role: str) -> Value:
    def names(abstract: Abstract, reader: Addressee) -> str:
        return ", ".join(author.name for author in abstract.authors.all() if author.role == role)

    return names


def _of_submitter(part: Callable[[str], str]) -> Value:
    return lambda abstract, reader: part(submitter_of(abstract).name)


def _of_target(tell: Callable[[Abstract], Any]) -> Value:
    def told(abstract: Abstract, reader: Addressee) -> str:
        other = abstract.merged_into or abstract.duplicate_of
        return str(tell(other)) if other is not None else ""

    return told


def _first(name: str) -> str:
    return name.strip().rpartition(" ")[0] or name.strip()


def _last(name: str) -> str:
    return name.strip().rpartition(" ")[2]


VALUES: dict[str, Value] = {
    "recipient_name": _recipient_name,
    "event_title": lambda abstract, reader: abstract.event.title,
    "event_url": lambda abstract, reader: absolute(abstract.event.get_absolute_url()),
    "abstract_id": lambda abstract, reader: str(abstract.number),
    "abstract_title": lambda abstract, reader: title_in_words(str(abstract)),
    "abstract_url": address_for,
    "abstract_track": _track,
    "abstract_session": lambda abstract, reader: str(abstract.accepted_session or ""),
    "contribution_type": _type,
    "contribution_url": _contribution_url,
    "primary_authors": _names(Author.Role.AUTHOR),
    "co_authors": _names(Author.Role.CO_AUTHOR),
    "submitter_name": _of_submitter(str),
    "submitter_first_name": _of_submitter(_first),
    "submitter_last_name": _of_submitter(_last),
    "submitter_title": lambda abstract, reader: "",
    "judgment_comment": lambda abstract, reader: abstract.decision_comment,
    "review_comments": _review_comments,
    "revision_comment": lambda abstract, reader: abstract.revision_comment,
    "revision_deadline": _deadline,
    "invitation_url": _invitation_url,
    "target_abstract_id": _of_target(lambda other: other.number),
    "target_abstract_title": _of_target(lambda other: title_in_words(str(other))),
    "target_submitter_name": _of_target(lambda other: submitter_of(other).name),
    "target_submitter_first_name": _of_target(lambda other: _first(submitter_of(other).name)),
    "target_submitter_last_name": _of_target(lambda other: _last(submitter_of(other).name)),
}

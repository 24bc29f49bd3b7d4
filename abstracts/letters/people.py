"""To whom a rule writes about an abstract: each address once, for the first reason that is true."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from abstracts.models import Abstract, Author, LetterRule
from accounts.models import User

COPY = "copy"
"""The reason of those whom the rule names itself."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who gets a letter. `why` is one of LetterRule.Recipient, or COPY."""

    email: str
    name: str
    why: str
    user: User | None = None

    @property
    def language(self) -> str:
        return self.user.language if self.user is not None else ""


def addressees_of(rule: LetterRule, abstract: Abstract) -> list[Addressee]:
    """In order: submitter, authors, co-authors, speakers, copies. Who has no address that could be one is left
    out, and nobody gets the same letter at two."""
    found: dict[str, Addressee] = {}
    known: set[int] = set()
    for person in [*_named(rule, abstract), *(Addressee(email, "", COPY) for email in rule.copies_to)]:
        key = person.user.pk if person.user is not None else None
        if _is_address(person.email) and key not in known:
            found.setdefault(person.email.lower(), person)
            known.update([key] if key is not None else [])
    return list(found.values())


def unreached(rule: LetterRule, abstract: Abstract) -> list[str]:
    """Names of those the rule would write to, and whose address nobody knows."""
    return list(
        dict.fromkeys(person.name for person in _named(rule, abstract) if not _is_address(person.email))
    )


def _named(rule: LetterRule, abstract: Abstract) -> Iterator[Addressee]:
    kinds = LetterRule.Recipient
    if kinds.SUBMITTER in rule.recipients:
        yield submitter_of(abstract)
    # Who said that they are not an author hears no more of it.
    authors = [one for one in abstract.authors.all() if one.answer != Author.Answer.DECLINED]
    roles = ((kinds.AUTHORS, Author.Role.AUTHOR), (kinds.CO_AUTHORS, Author.Role.CO_AUTHOR))
    for kind, role in roles:
        if kind in rule.recipients:
            yield from (_author(one, kind) for one in authors if one.role == role)
    if kinds.SPEAKERS in rule.recipients:
        yield from (_author(one, kinds.SPEAKERS) for one in authors if one.speaks)


def submitter_of(abstract: Abstract) -> Addressee:
    """By their account, if they have one that works; else by the address they gave."""
    user = abstract.submitter
    if user is not None and user.is_active:
        return Addressee(user.email, str(user), LetterRule.Recipient.SUBMITTER, user)
    return Addressee(abstract.submitter_email, abstract.submitter_name, LetterRule.Recipient.SUBMITTER)


def _author(author: Author, why: str) -> Addressee:
    """At the address that stands in the abstract: their account only says the language."""
    user = author.user if author.user is not None and author.user.is_active else None
    return Addressee(author.email, author.name, why, user)


def _is_address(text: str) -> bool:
    """One slip in an imported address must not keep everybody's letters back."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True

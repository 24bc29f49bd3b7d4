"""Addresses that carry their own right: to an abstract for who wrote it without an account, and to an author's answer.

Whoever holds one proves the address it was mailed to. `Abstract.link_round` and the author's address are part of what
is signed: a new round, or another address, makes the earlier links void.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from abstracts.models import Abstract, Author
from kit.addresses import absolute

_to_abstract = Signer(salt="hemicycle.abstracts.link", sep=".")
_to_author = Signer(salt="hemicycle.abstracts.author", sep=".")


def token_of(abstract: Abstract) -> str:
    return _to_abstract.sign(f"{abstract.pk}-{abstract.link_round}")


def link_of(abstract: Abstract) -> str:
    """The whole address for a mail to its submitter or to whom it invites (`{invitation_url}`)."""
    return absolute(
        reverse("abstract-by-link", args=[abstract.event.slug, abstract.number, token_of(abstract)])
    )


def is_token_of(abstract: Abstract, token: str) -> bool:
    """Whether the word opens this abstract, in the round of links that holds now."""
    try:
        return _to_abstract.unsign(token) == f"{abstract.pk}-{abstract.link_round}"
    except BadSignature:
        return False


def question_to(author: Author) -> str:
    """The whole address at which an author says whether they are one."""
    abstract = author.abstract
    token = _to_author.sign(_named(author))
    return absolute(reverse("author-confirm", args=[abstract.event.slug, abstract.number, token]))


def author_of(abstract: Abstract, token: str) -> Author | None:
    """The author whom the word was mailed to; None for a forged one, and for who is no longer named by that address."""
    try:
        named = _to_author.unsign(token)
    except BadSignature:
        return None
    asked = abstract.authors.filter(asked_at__isnull=False)
    return next((author for author in asked if _named(author) == named), None)


def _named(author: Author) -> str:
    return f"{author.pk}-{author.email.lower().encode().hex()}"

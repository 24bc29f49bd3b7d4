"""The links of a contribution, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from kit.links import check_link
from programme.models import Contribution, Link
from programme.operations.values import check_values
from programme.refusals import BadAddress

EDITABLE = frozenset({"url", "title", "kind"})


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link as somebody wants it."""

    url: str
    title: str = ""
    kind: str = Link.Kind.LINK


def replace_links(contribution: Contribution, links: Sequence[LinkDraft]) -> dict[str, tuple[Any, Any]]:
    """Make exactly these its links; returns what changed, for the log. For operations that hold the event.

    Raises BadAddress, TooLong.
    """
    for link in links:
        _check(link)
    before = [LinkDraft(link.url, link.title, str(link.kind)) for link in contribution.links.all()]
    after = [LinkDraft(link.url, link.title, str(Link.Kind(link.kind))) for link in links]
    if before == after:
        return {}
    contribution.links.all().delete()
    Link.objects.bulk_create(
        Link(contribution=contribution, url=link.url, title=link.title, kind=link.kind, position=position)
        for position, link in enumerate(after, start=1)
    )
    return {"links": (_words(before), _words(after))}


def _check(link: LinkDraft) -> None:
    check_values(Link, {"url": link.url, "title": link.title}, editable=EDITABLE)
    try:
        check_link(link.url)
    except ValidationError as error:
        raise BadAddress(" ".join(error.messages)) from error


def _words(links: Sequence[LinkDraft]) -> str:
    return ", ".join(link.title or link.url for link in links)

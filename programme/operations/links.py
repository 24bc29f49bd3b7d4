"""The links of a contribution, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from events.operations import lock_event
from journal.operations import record
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


@transaction.atomic
def set_links(contribution: Contribution, links: Sequence[LinkDraft], *, by: User | None) -> None:
    """Make exactly these the links of the contribution. Raises BadAddress, TooLong."""
    event = lock_event(contribution.event)
    changes = replace_links(contribution, links)
    if changes:
        record(event.logbook, "contribution.edited", by=by, subject=contribution, changes=changes)


def replace_links(contribution: Contribution, links: Sequence[LinkDraft]) -> dict[str, tuple[Any, Any]]:
    """Write the links and return what changed, for the log. For operations that hold the event."""
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

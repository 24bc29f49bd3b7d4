"""An accepted abstract becomes a contribution, once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from abstracts.followed import as_contribution
from abstracts.models import Abstract, Author
from abstracts.operations.people import as_written
from abstracts.written import Writer
from accounts.models import User
from events.models import Event
from programme.models import Credit
from programme.operations import edit_contribution, restore_contribution
from programme.operations.credits import Credited
from programme.operations.many import Draft, create_contributions
from programme.operations.named import Named


def make_contributions(event: Event, abstracts: Sequence[Abstract], *, by: User | None) -> None:
    """Of each of these its contribution: a new one the first time, afterwards the same one, brought back and brought
    up to date. New ones are made together, for there may be a thousand. Whoever calls holds them, and saves the link.
    """
    prefetch_related_objects(
        abstracts,
        "accepted_track",
        "accepted_type",
        "accepted_session__access",
        Prefetch("authors", Author.objects.prefetch_related("affiliations")),
    )
    new = [abstract for abstract in abstracts if abstract.contribution_id is None]
    drafts = [Draft(_decided(abstract), credits_of(abstract)) for abstract in new]
    for abstract, made in zip(new, create_contributions(event, drafts, by=by), strict=True):
        abstract.contribution = made
    made_now = {abstract.pk for abstract in new}
    for abstract in abstracts:
        if abstract.pk not in made_now and (contribution := abstract.contribution) is not None:
            if contribution.deleted_at is not None:
                restore_contribution(contribution, by=by)
            edit_contribution(contribution, by=by, people=credits_of(abstract), **_decided(abstract))


def _decided(abstract: Abstract) -> dict[str, Any]:
    """All values of its contribution: what its authors wrote, and the place it was given."""
    values = {
        **as_contribution(abstract),
        "track": abstract.accepted_track,
        "type": abstract.accepted_type,
    }
    if abstract.accepted_session is not None:
        values["session"] = abstract.accepted_session
    return values


def credits_of(abstract: Abstract) -> list[Credited]:
    """Who is credited with what: authors and co-authors, and then those who speak. Who declined is not named."""
    people = [
        as_written(author) for author in abstract.authors.all() if author.answer != Author.Answer.DECLINED
    ]
    writing = [(_named(person), person.role) for person in people if person.role != Author.Role.NONE]
    speaking = [(_named(person), str(Credit.Role.SPEAKER)) for person in people if person.speaks]
    return [*writing, *speaking]


def _named(person: Writer) -> Named:
    affiliation = "; ".join(place.name for place in person.affiliations)[:300]
    return Named(person.name, person.email, affiliation)

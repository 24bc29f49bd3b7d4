"""Who is named at an abstract."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch

from abstracts.models import Abstract, Affiliation, Author
from abstracts.written import Place, Writer
from accounts.models import User


def people_of(abstract: Abstract) -> list[Writer]:
    """Those named, in order, as they were written."""
    authors = abstract.authors.prefetch_related(
        Prefetch("affiliations", Affiliation.objects.order_by("position"))
    )
    return [as_written(author) for author in authors]


def as_written(author: Author) -> Writer:
    """One author as forms and files say them."""
    places = tuple(Place(place.name, place.ror) for place in author.affiliations.all())
    return Writer(author.name, author.email, author.role, author.speaks, places)


def replace_people(abstract: Abstract, people: Sequence[Writer]) -> dict[str, tuple[Any, Any]]:
    """Make exactly these the people of the abstract; who stays keeps what they confirmed. Returns what changed."""
    before = people_of(abstract)
    if before == list(people):
        return {}
    held = {_key(author.name, author.email): author for author in abstract.authors.all()}
    kept = [held.pop(_key(person.name, person.email), None) for person in people]
    Author.objects.filter(pk__in=[author.pk for author in held.values()]).delete()
    # Addresses may change places among those who stay: nobody may hold one twice, even for a moment.
    for position, (person, author) in enumerate(zip(people, kept, strict=True), start=1):
        _write(abstract, person, author, position)
    return {"people": (_words(before), _words(people))}


def _write(abstract: Abstract, person: Writer, author: Author | None, position: int) -> None:
    row = author or Author(abstract=abstract)
    row.name, row.email, row.role, row.speaks = person.name, person.email, person.role, person.speaks
    row.position = position
    row.user = User.objects.owning(person.email) if person.email else None
    row.save()
    places = tuple(Place(place.name, place.ror) for place in row.affiliations.all())
    if places != person.affiliations:
        row.affiliations.all().delete()
        Affiliation.objects.bulk_create(
            Affiliation(author=row, position=place_position, name=place.name, ror=place.ror)
            for place_position, place in enumerate(person.affiliations, start=1)
        )


def _key(name: str, email: str) -> str:
    """Who it is: the address, else the name."""
    return email.lower() or f"name:{name.strip().lower()}"


def _words(people: Sequence[Writer]) -> str:
    return ", ".join(person.name for person in people)

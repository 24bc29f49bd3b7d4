"""An accepted abstract becomes a contribution, once; and the two are compared afterwards."""

from typing import Any

from abstracts.models import Abstract, Author
from abstracts.operations.people import people_of, replace_people
from abstracts.operations.saving import touch
from abstracts.written import Writer
from accounts.models import User
from programme.models import Credit
from programme.operations import create_contribution, edit_contribution, restore_contribution
from programme.operations.credits import Credited
from programme.operations.named import Named

FOLLOWED = ("title", "abstract", "keywords")
"""Fields of the contribution that come from the abstract."""


def make_contribution(abstract: Abstract, *, by: User | None) -> None:
    """Its contribution: a new one the first time, afterwards the same one, brought back and brought up to date."""
    values: dict[str, Any] = {
        **as_contribution(abstract),
        "track": abstract.accepted_track,
        "type": abstract.accepted_type,
    }
    if abstract.accepted_session is not None:
        values["session"] = abstract.accepted_session
    people = credits_of(abstract)
    if abstract.contribution is None:
        abstract.contribution = create_contribution(abstract.event, by=by, people=people, **values)
        touch(abstract, "contribution")
        return
    if abstract.contribution.deleted_at is not None:
        restore_contribution(abstract.contribution, by=by)
    edit_contribution(abstract.contribution, by=by, people=people, **values)


def as_contribution(abstract: Abstract) -> dict[str, Any]:
    """The values of FOLLOWED as the abstract would have them."""
    return {"title": abstract.title, "abstract": abstract.text, "keywords": list(abstract.keywords)}


def credits_of(abstract: Abstract) -> list[Credited]:
    """Who is credited with what: authors and co-authors, and then those who speak. Who declined is not named."""
    declined = set(abstract.authors.filter(answer=Author.Answer.DECLINED).values_list("name", "email"))
    people = [person for person in people_of(abstract) if (person.name, person.email) not in declined]
    writing = [(_named(person), person.role) for person in people if person.role != Author.Role.NONE]
    speaking = [(_named(person), str(Credit.Role.SPEAKER)) for person in people if person.speaks]
    return [*writing, *speaking]


def join_people(abstract: Abstract, *, by: User | None) -> None:
    """The people of a merged abstract are named at the other one too, after those who stand there."""
    other = abstract.merged_into
    if other is None:
        return
    present = people_of(other)
    known = {_key(person) for person in present}
    joining = [person for person in people_of(abstract) if _key(person) not in known]
    if not joining:
        return
    replace_people(other, [*present, *joining])
    touch(other)
    if other.contribution is not None and other.is_released:
        edit_contribution(other.contribution, by=by, people=credits_of(other))


def _named(person: Writer) -> Named:
    affiliation = "; ".join(place.name for place in person.affiliations)[:300]
    return Named(person.name, person.email, affiliation)


def _key(person: Writer) -> str:
    return person.email.lower() or person.name.lower()

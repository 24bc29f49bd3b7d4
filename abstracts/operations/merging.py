"""The people of a merged abstract join the other one, where that was decided."""

from collections.abc import Sequence

from abstracts.models import Abstract
from abstracts.operations.accepting import credits_of
from abstracts.operations.people import people_of, replace_people
from abstracts.operations.saving import touch
from abstracts.operations.turns import lock_abstract
from abstracts.written import Writer
from accounts.models import User
from programme.operations import edit_contribution


def join_people(abstract: Abstract, *, by: User | None) -> None:
    """Name the people of an abstract at the one it is merged into, after those who stand there; and where that one is
    part of another one by now, at that one too.

    They go along only where it was decided so, and as far as it is released. So they arrive at the last one in
    whatever order the mergers are released.
    """
    if not abstract.merge_people:
        return
    people = people_of(abstract)
    here = abstract
    while here.merged_into is not None and here.merge_people and here.is_released:
        here = lock_abstract(here.merged_into)  # its authors may be writing it
        _name_too(here, people, by=by)


def _name_too(abstract: Abstract, people: Sequence[Writer], *, by: User | None) -> None:
    present = people_of(abstract)
    known = {_key(person) for person in present}
    joining = [person for person in people if _key(person) not in known]
    if not joining:
        return
    replace_people(abstract, [*present, *joining])
    touch(abstract)
    if abstract.contribution is not None and abstract.is_released:
        edit_contribution(abstract.contribution, by=by, people=credits_of(abstract))


def _key(person: Writer) -> str:
    return person.email.lower() or person.name.lower()

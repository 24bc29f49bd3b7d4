"""What hangs on the talks of a page: links, parts with their people, abstracts; each in one query."""

from collections import defaultdict
from collections.abc import Collection

from kit.plain import plain_text
from programme.models import Contribution, Link, Subcontribution
from timetable.agenda import Hanging, Paper, Part, letter

ABOUT = 600
"""Characters of an abstract that stand in a list."""


def hanging_of(talks: Collection[int], *, with_abstracts: bool) -> dict[int, Hanging]:
    """By the keys of the talks, which the reader must be allowed to see."""
    found: dict[int, Hanging] = defaultdict(Hanging)
    for link in Link.objects.filter(contribution__in=talks).order_by("position", "pk"):
        found[link.contribution_id].papers.append(Paper(str(link), link.url, link.kind))
    parts = Subcontribution.objects.filter(contribution__in=talks).order_by("position", "pk")
    for part in parts.prefetch_related("people"):
        mine = found[part.contribution_id].parts
        people = ", ".join(person.name for person in part.people.all())
        mine.append(Part(letter(len(mine)), part.title, part.minutes, people))
    if with_abstracts:
        for talk, about in abouts_of(talks).items():
            found[talk].about = about
    return found


def abouts_of(talks: Collection[int]) -> dict[int, str]:
    """How the abstracts of these talks begin, as plain text."""
    rows = Contribution.objects.filter(pk__in=talks).exclude(abstract="").order_by()
    return {pk: plain_text(text, length=ABOUT) for pk, text in rows.values_list("pk", "abstract")}

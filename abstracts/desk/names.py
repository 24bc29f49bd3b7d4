"""Who wrote the abstracts of a page of the table, where the page names them."""

from collections.abc import Iterable, Sequence

from abstracts.desk.asked import Asked
from abstracts.desk.columns import AUTHORS, Column
from abstracts.desk.rows import names_shown
from abstracts.models import Author
from abstracts.reading import open_to
from abstracts.standing import Standing


def authors_of(
    standing: Standing, asked: Asked, abstracts: Iterable[int], columns: Sequence[Column]
) -> dict[int, str]:
    """Their names in order, by the id of the abstract; one query, none where they are no column."""
    if not any(column.key == AUTHORS for column in columns):
        return {}
    named = open_to(standing).filter(names_shown(standing, asked), pk__in=list(abstracts)).order_by()
    wrote = Author.objects.filter(abstract__in=named.values("pk")).exclude(role=Author.Role.NONE)
    found: dict[int, list[str]] = {}
    for abstract, name in wrote.order_by("abstract", "position", "pk").values_list("abstract", "name"):
        found.setdefault(abstract, []).append(name)
    return {abstract: ", ".join(names) for abstract, names in found.items()}

"""The columns of the table of all abstracts; which are shown stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from abstracts.desk.asked import Order

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Column:
    """`order` is the order that its heading gives, if it has one."""

    key: str
    label: "_StrPromise | str"
    order: str = ""


AUTHORS = "authors"

COLUMNS = (
    Column(AUTHORS, pgettext_lazy("column of abstracts", "Authors")),
    Column("call", pgettext_lazy("column of abstracts", "Call")),
    Column("tracks", pgettext_lazy("column of abstracts", "Tracks")),
    Column("type", pgettext_lazy("column of abstracts", "Type")),
    Column("topics", pgettext_lazy("column of abstracts", "Topics")),
    Column("state", pgettext_lazy("column of abstracts", "State")),
    Column("decision", pgettext_lazy("column of abstracts", "Accepted as")),
    Column("reviews", pgettext_lazy("column of abstracts", "Reviews")),
    Column("reviewing", pgettext_lazy("column of abstracts", "Reviews say")),
    Column("score", pgettext_lazy("column of abstracts", "Score"), Order.SCORE),
    Column("spread", pgettext_lazy("column of abstracts", "Spread"), Order.SPREAD),
    Column("normalised", pgettext_lazy("column of abstracts", "Normalised"), Order.NORMALISED),
    Column("submitted", pgettext_lazy("column of abstracts", "Submitted"), Order.DATE),
)
USUAL = ("tracks", "type", "state", "reviews", "score", "spread")


def columns_in(text: str, columns: Sequence[Column] = COLUMNS) -> tuple[Column, ...]:
    """Those named, in the order of the table; the usual ones where none is."""
    named = set(text.split(".")) & {column.key for column in columns} or set(USUAL)
    return tuple(column for column in columns if column.key in named)

"""Buttons beside the rows of a list, which work without a script: each holds the id of its row."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db.models import Model
from django.http import Http404

from kit.keys import key_of
from kit.ordering import STEPS, moved

Row = TypeVar("Row", bound=Model)


def asked_for(rows: Sequence[Row], text: str | None) -> Row | None:
    """The row whose id was asked for; None where none was. Raises Http404 for an id that no row has."""
    if not text:
        return None
    key = key_of(text)
    found = next((row for row in rows if row.pk == key), None)
    if found is None:
        raise Http404
    return found


def rearranged(rows: Sequence[Row], typed: Mapping[str, str], *, prefix: str = "") -> list[Row] | None:
    """The rows in the order that a button `up` or `down` asks for; None where none was pressed. Raises Http404."""
    for act, step in STEPS.items():
        if row := asked_for(rows, typed.get(prefix + act)):
            return moved(rows, rows.index(row), by=step)
    return None

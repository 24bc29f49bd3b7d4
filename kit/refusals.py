"""Refusals: what the product answers, in a sentence, when it will not do what was asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.html import format_html


class Refused(Exception):
    """Something a person asked for was not done; the message is a sentence for that person.

    Some refusals know a page on which the person can go on: its address and the words of the link to it.
    """

    way_out: tuple[str, str] | None = None
    status: HTTPStatus = HTTPStatus.CONFLICT
    headers: Mapping[str, str] = {}


class TooOften(Refused):
    """It was done so often within an hour that more would flood somebody (429)."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    headers = {"Retry-After": "3600"}


def in_html(refusal: Refused) -> str:
    """The sentence for a page, followed by the link to the way out, if there is one."""
    if refusal.way_out is None:
        return str(refusal)
    address, label = refusal.way_out
    return format_html('{} <a href="{}">{}</a>', str(refusal), address, label)


@contextmanager
def constraint_speaks(constraint: str, *, refusal: Refused, savepoint: bool = True) -> Iterator[None]:
    """Turn the violation of one named database constraint into a refusal; any other error passes.

    Without a `savepoint` the refusal has to leave the transaction around it too.
    """
    try:
        with transaction.atomic(savepoint=savepoint):
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if diagnosis is not None and diagnosis.constraint_name == constraint:
            raise refusal from error
        raise


def require(allowed: bool) -> None:
    """Go on only if allowed; for things whose existence is known to the person (else answer 404)."""
    if not allowed:
        raise PermissionDenied

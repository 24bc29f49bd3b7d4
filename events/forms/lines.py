"""People as they are typed, one a line: a name, or a name and <e-mail>."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.models import EventPerson

LONGEST_NAME = 300


def lines(people: Iterable[EventPerson]) -> str:
    """The people as one would type them."""
    return "\n".join(f"{person.name} <{person.email}>" if person.email else person.name for person in people)


def name_and_email(line: str) -> tuple[str, str]:
    """The parts of “Ada Lovelace <ada@example.org>”; without a name the address is one. Raises ValidationError."""
    line = line.strip()
    name, mark, rest = line.partition("<")
    email = rest.strip().removesuffix(">").strip()
    if mark:
        try:
            email = forms.EmailField(max_length=254).clean(email)
        except ValidationError as error:
            raise ValidationError(
                _("“%(line)s” holds no e-mail address."), params={"line": line[:80]}
            ) from error
    name = name.strip() or email
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError(_("“%(line)s” is no name."), params={"line": line[:80]})
    return name, email

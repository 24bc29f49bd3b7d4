"""The people of a submission out of a file: lists of objects, lists of names, or cells that stand beside each other."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from abstracts.importing.columns import AUTHOR, plain_key
from abstracts.importing.names import marked_places, names_in, person_in
from abstracts.importing.values import filled, is_true, line_of, text_of
from abstracts.models import Author
from abstracts.written import Place, Writer

_FULL = ("name", "full_name", "fullname", "display_name", "public_name")
_FIRST = ("first_name", "first", "given_name", "given", "firstname", "given_names")
_LAST = ("last_name", "last", "family_name", "family", "surname", "lastname")
_MAIL = ("email", "e_mail", "mail", "email_address")
_PLACES = (
    "affiliations",
    "affiliation",
    "institution",
    "institutions",
    "organisation",
    "organization",
    "organisations",
)
_ROLE = ("role", "author_type", "type")
_SPEAKS = ("speaks", "is_speaker", "speaker", "presenter", "is_presenter", "presenting")
_CO_AUTHOR = frozenset({"co-author", "co_author", "coauthor", "secondary", "2"})


def people_of(fields: Mapping[str, Any], numbered: Mapping[str, str]) -> tuple[list[Writer], list[str]]:
    """Who writes and who speaks, in order, and notes on addresses that were left out.

    `numbered` are the columns of forms that ask for each author by themselves.
    """
    marked = marked_places(text_of(fields.get("affiliations", "")))
    authors, mark = _listed(fields.get("authors"), marked)
    authors = authors or _of_columns(numbered) or _one_name(fields)
    co_authors, _mark = _listed(fields.get("co_authors"), marked)
    co_authors = [replace(person, role=Author.Role.CO_AUTHOR) for person in co_authors]
    speakers, speaker_mark = _listed(fields.get("speakers"), marked)
    people = _speaking([*authors, *co_authors], speakers)
    if not marked:
        people = _beside(people, fields, mark or speaker_mark)
    return _with_good_addresses(people)


def submitter_of(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Name and address of who handed it in; the address alone where nothing names them."""
    people, _mark = _listed(fields.get("submitter"), {})
    person = people[0] if people else Writer("")
    email = line_of(fields.get("submitter_email", "")) or person.email
    email = email.split(";")[0].split(",")[0].strip()
    return person.name[:300], email if _is_address(email) else ""


def _listed(value: Any, marked: dict[str, str]) -> tuple[list[Writer], str]:
    """The people of a list or a cell, and the sign that separated them."""
    value = _list_in_a_cell(value)
    if isinstance(value, Mapping):
        value = [value] if _name_of(_plain(value)) else list(value.values())
    if isinstance(value, list | tuple):
        return [person for each in value if (person := _person(each, marked)).name], ""
    text = text_of(value)
    if not text:
        return [], ""
    parts, mark = names_in(text)
    return [person_in(part, marked) for part in parts], mark


def _list_in_a_cell(value: Any) -> Any:
    """A list that somebody wrote into a cell of a table, as JSON."""
    if not (isinstance(value, str) and value.startswith("[") and value.endswith("]")):
        return value
    try:
        return json.loads(value)
    except (json.JSONDecodeError, RecursionError):
        return value


def _person(value: Any, marked: dict[str, str]) -> Writer:
    if not isinstance(value, Mapping):
        return person_in(line_of(value), marked)
    told = _plain(value)
    role = str(next(filled(told, _ROLE), ("", ""))[1]).casefold()
    speaks = any(is_true(each) for _name, each in filled(told, _SPEAKS))
    if role in _CO_AUTHOR:
        kind = Author.Role.CO_AUTHOR
    else:
        kind = Author.Role.NONE if speaks and role in ("none", "speaker", "0") else Author.Role.AUTHOR
    email = line_of(next(filled(told, _MAIL), ("", ""))[1])
    name = _name_of(told) or email.partition("@")[0]
    return Writer(name, email, kind, speaks, tuple(_places(next(filled(told, _PLACES), ("", ""))[1])))


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    return {plain_key(str(key)): each for key, each in value.items()}


def _name_of(told: Mapping[str, Any]) -> str:
    if full := line_of(next(filled(told, _FULL), ("", ""))[1]):
        return full
    return " ".join(line_of(next(filled(told, names), ("", ""))[1]) for names in (_FIRST, _LAST)).strip()


def _places(value: Any) -> Iterable[Place]:
    for each in value if isinstance(value, list | tuple) else [value]:
        if name := line_of(each):
            ror = line_of(each.get("ror", "")) if isinstance(each, Mapping) else ""
            yield Place(name, ror[:30])


def _of_columns(numbered: Mapping[str, str]) -> list[Writer]:
    """ "Author 1", "Author 1 e-mail", "Author 1 affiliation" …"""
    told: dict[int, dict[str, str]] = {}
    for key, text in numbered.items():
        if text and (found := AUTHOR.fullmatch(key)):
            told.setdefault(int(found[1]), {})[found[2] or "name"] = text
    return [person for _number, each in sorted(told.items()) if (person := _person(each, {})).name]


def _one_name(fields: Mapping[str, Any]) -> list[Writer]:
    """A single author whose names stand in two columns; the address of the row is theirs."""
    name = " ".join(line_of(fields.get(part, "")) for part in ("first_name", "last_name")).strip()
    return [Writer(name, line_of(fields.get("submitter_email", "")))] if name else []


def _speaking(people: list[Writer], speakers: list[Writer]) -> list[Writer]:
    """Those who are named as speakers speak; with nobody else named, they wrote it."""
    if not people:
        return [replace(person, speaks=True) for person in speakers]
    found = list(people)
    for speaker in speakers:
        for position, person in enumerate(found):
            if _same(person, speaker):
                found[position] = replace(person, speaks=True)
                break
        else:
            found.append(replace(speaker, role=Author.Role.NONE, speaks=True))
    return found


def _same(one: Writer, other: Writer) -> bool:
    if one.email and other.email:
        return one.email.casefold() == other.email.casefold()
    return one.name.casefold() == other.name.casefold()


def _beside(people: list[Writer], fields: Mapping[str, Any], mark: str) -> list[Writer]:
    """With the affiliations and addresses of cells that have as many parts as there are people."""
    places = _parts(fields.get("affiliations"), len(people), mark)
    emails = _parts(fields.get("emails"), len(people), mark)
    within = ";" if mark == "|" else "|"
    found = []
    for position, person in enumerate(people):
        place = places[position] if position < len(places) else ""
        email = line_of(emails[position]) if position < len(emails) else ""
        if place and not person.affiliations:
            each = place if isinstance(place, list) else str(place).split(within)
            person = replace(person, affiliations=tuple(_places(each)))
        if "@" in email and not person.email:
            person = replace(person, email=email)
        found.append(person)
    return found


def _parts(value: Any, count: int, mark: str) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    text = text_of(value)
    if not text or count == 1:
        return [text] if text else []
    if mark not in ("|", ";", "\n"):
        mark = next((sign for sign in "|;\n" if sign in text), ",")
    if mark not in text and ";" in text:
        mark = ";"
    return [part.strip() for part in text.split(mark)]


def _with_good_addresses(people: list[Writer]) -> tuple[list[Writer], list[str]]:
    """Addresses that are none, or stand twice, are left out; the people stay."""
    notes, seen, found = [], set(), []
    for person in people:
        address = person.email.casefold()
        if address and not _is_address(person.email):
            notes.append(
                _("“%(email)s” is not an e-mail address and was left out.") % {"email": person.email[:80]}
            )
            person = replace(person, email="")
        elif address in seen:
            said = {"email": person.email, "name": person.name[:80]}
            notes.append(_("%(email)s is named twice and was left out at %(name)s.") % said)
            person = replace(person, email="")
        seen.add(address or None)
        found.append(person)
    return found, notes


def _is_address(email: str) -> bool:
    if not email or len(email) > 254:
        return False
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True

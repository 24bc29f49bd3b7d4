"""Values out of published JSON, whatever their type turns out to be."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from interchange.schedule.legal_text import legal_line, legal_passage, legal_text
from interchange.schedule.shape import Person, Reference

PREFERRED_LANGUAGE = "en"

_NOTHING: tuple[Any, ...] = (None, "", [], {})


def line(value: Any) -> str:
    """A text or number as one stripped text; of a translated value the English, else the first language."""
    return legal_line(_text(value))


def passage(value: Any) -> str:
    """A text kept as it stands; of a translated value the English, else the first language."""
    return legal_passage(_text(value))


def first(record: Mapping[str, Any], *names: str) -> Any:
    """The first of these members that holds anything; None if none does."""
    for name in names:
        if record.get(name) not in _NOTHING:
            return record[name]
    return None


def left_over(record: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """The members that hold anything and have no name that we know, to be carried through."""
    return {
        name: legal_tree(value)
        for name, value in record.items()
        if name not in known and value not in _NOTHING
    }


def members(value: Any) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def records(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in a list, with their places in it."""
    for place, item in enumerate(items(value)):
        if isinstance(item, dict):
            yield place, item


def yes_or_no(value: Any) -> bool | None:
    """A bool, also from "true" and "false"; None for anything else."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value.lower()) if isinstance(value, str) else None


def whole_number(value: Any) -> int | None:
    """A number of 0 or more, also from digits in a text; None for anything else."""
    if isinstance(value, float | str):
        value = int(value) if line(value).removesuffix(".0").isascii() and line(value).isdigit() else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def legal_tree(value: Any) -> Any:
    """Any JSON value with legal texts in it, to be carried through."""
    if isinstance(value, str):
        return legal_text(value)
    if isinstance(value, list):
        return [legal_tree(item) for item in value]
    if isinstance(value, dict):
        return {legal_text(key): legal_tree(item) for key, item in value.items()}
    return value


def reference(value: Any) -> Reference:
    """A link or attachment of any dialect: an object, or an address alone."""
    if not isinstance(value, dict):
        return Reference(url=line(value))
    return Reference(
        url=line(first(value, "url", "href", "resource")),
        title=line(first(value, "title", "name", "description")),
        kind=line(value.get("type")).lower(),
        service=line(value.get("service")),
    )


def person(value: Any) -> Person:
    """A person of any dialect: an object, or a name alone."""
    if not isinstance(value, dict):
        return Person(name=line(value))
    return Person(
        name=line(first(value, "name", "public_name", "full_public_name", "display_name")),
        guid=line(value.get("guid")) or None,
        code=line(first(value, "code", "source_code")),
        source_id=line(first(value, "id", "source_id")),
        email=line(value.get("email")),
        biography=passage(first(value, "biography", "description", "abstract")),
        avatar=address(first(value, "avatar", "avatar_url")),
        url=line(value.get("url")),
        role=line(value.get("role")),
        links=tuple(reference(link) for link in items(first(value, "source_links", "links"))),
        answers=tuple(legal_tree(items(value.get("answers")))),
    )


def address(value: Any) -> str:
    """An address alone, or the one in an object such as an image."""
    return line(value["url"] if isinstance(value, dict) and "url" in value else value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        texts = {language: text for language, text in value.items() if isinstance(text, str) and text.strip()}
        return texts.get(PREFERRED_LANGUAGE) or next(iter(texts.values()), "")
    return ""

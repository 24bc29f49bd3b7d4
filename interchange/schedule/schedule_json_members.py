"""Tracks, persons and references as the schema of schedule.json wants them: what does not fit is left out."""

import re
from typing import Any

from interchange.schedule.shape import Person, Reference, Track

REFERENCE_KINDS = {"slides", "paper", "web", "blog", "article", "media", "related", "activitypub"}
CODE = re.compile(r"[A-Z0-9]+$", re.ASCII)
SLUG = re.compile(r"[a-z0-9_-]+[a-z0-9]$", re.ASCII)


def track_shown(track: Track) -> dict[str, Any]:
    fitting = {"slug": track.slug if SLUG.match(track.slug) else "", "color": track.color}
    return {"name": track.name, **filled(fitting)}


def person_shown(person: Person) -> dict[str, Any]:
    """A person in pretalx's dialect, never with the e-mail address: the file is public.

    `public_name` would make it a person of frab's dialect as well, which the schema forbids.
    """
    number = person.source_id.removeprefix("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    return {
        "name": person.name,
        **({"id": int(person.source_id)} if is_number else {}),
        **filled(
            {
                "source_id": "" if is_number else person.source_id,
                "code": person.code if CODE.match(person.code) else "",
                "source_code": "" if CODE.match(person.code) else person.code,
                "guid": person.guid or "",
                "biography": person.biography,
                "avatar": person.avatar,
                "url": person.url,
                "role": person.role,
                "links": [reference_shown(link) for link in person.links],
                "source_links": []
                if all(map(fits, person.links))
                else list(map(whole_reference, person.links)),
                "answers": list(person.answers),
            }
        ),
    }


def fits(reference: Reference) -> bool:
    """Whether the schema has a place for all of it."""
    return not reference.service and (not reference.kind or reference.kind in REFERENCE_KINDS)


def reference_shown(reference: Reference) -> dict[str, str]:
    """As far as the schema has a place for it."""
    kind = reference.kind if reference.kind in REFERENCE_KINDS else ""
    return {"url": reference.url, **filled({"title": reference.title, "type": kind})}


def whole_reference(reference: Reference) -> dict[str, str]:
    """All of it, to be carried beside the schema."""
    return {
        "url": reference.url,
        **filled({"title": reference.title, "type": reference.kind, "service": reference.service}),
    }


def different(name: str, own: str, published: str) -> dict[str, str]:
    """A member to be carried if what was published is not what we have, also where we have nothing."""
    return {} if own == published else {name: own}


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Those that hold anything."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}

"""What a contribution has from its abstract: the texts that authors write. Its place in the programme is decided.

What an organiser leaves out of the contribution is remembered by a print of its value: a newer edit shows again.
"""

import json
from hashlib import sha256
from typing import Any

from abstracts.models import Abstract


def as_contribution(abstract: Abstract) -> dict[str, Any]:
    """The values of the contribution as the abstract would have them."""
    return {"title": abstract.title, "abstract": abstract.text, "keywords": list(abstract.keywords)}


def differing_fields(abstract: Abstract) -> list[str]:
    """Which of them the contribution has otherwise, but for those that were left so; nothing where there is none to
    show, or it was deleted."""
    return [name for name in _different(abstract) if not _was_left(abstract, name)]


def fields_left(abstract: Abstract) -> list[str]:
    """Which of them the contribution has otherwise because somebody left it so."""
    return [name for name in _different(abstract) if _was_left(abstract, name)]


def prints_of(abstract: Abstract) -> dict[str, str]:
    """Of the values that the contribution has otherwise now, for `Abstract.left_apart`."""
    values = as_contribution(abstract)
    return {name: _print(values[name]) for name in _different(abstract)}


def _different(abstract: Abstract) -> list[str]:
    contribution = abstract.contribution
    if contribution is None or contribution.deleted_at is not None or not abstract.is_released:
        return []
    return [name for name, value in as_contribution(abstract).items() if getattr(contribution, name) != value]


def _was_left(abstract: Abstract, name: str) -> bool:
    left = abstract.left_apart.get(name)
    return left is not None and left == _print(as_contribution(abstract)[name])


def _print(value: Any) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()

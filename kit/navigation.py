"""What a navigation shows: links, and groups of links under a heading."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One way to go: a crumb, a tab, an entry of the side navigation."""

    label: str
    url: str
    current: bool = False
    icon: str = ""
    count: int | None = None
    alarm: bool = False
    """The count asks for attention."""


@dataclass(frozen=True)
class Group:
    """Links under one heading; the first group of a side navigation has none."""

    title: str
    links: Sequence[Link]

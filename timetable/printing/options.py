"""What a printed programme holds, and how it looks: the options of Indico, and two layouts."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

PAPERS = {"A4": _("A4"), "A3": _("A3"), "letter": _("Letter")}
LAYOUTS = {"list": _("Simple list"), "booklet": _("Booklet with running heads")}


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """The defaults are what everybody gets who asks for nothing."""

    layout: str = "list"
    paper: str = "A4"
    landscape: bool = False
    cover: bool = True
    contents: bool = True
    session_contents: bool = False
    title: bool = True
    talks: bool = True
    abstracts: bool = True
    poster_abstracts: bool = False
    affiliations: bool = True
    durations: bool = False
    breaks: bool = True
    session_pages: bool = False
    session_descriptions: bool = True
    session_dates: bool = False
    unscheduled: bool = False
    speakers: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """What another release knew and this one does not is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known})

    @property
    def page_size(self) -> str:
        """As CSS says it."""
        return f"{self.paper} landscape" if self.landscape else self.paper

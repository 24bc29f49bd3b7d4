"""What the address of the desk asks for: filters and an order. It is what saved views keep."""

from dataclasses import dataclass
from typing import Self

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import pgettext_lazy

from abstracts.models import State
from abstracts.review_states import ReviewState
from kit.keys import key_of

LONGEST_WORDS = 200
NONE = "none"
"""In place of a track or a type: those that have none."""


class Stage(TextChoices):
    """States of abstracts, and what lies across them."""

    OPEN = "open", pgettext_lazy("abstracts at the desk", "To decide")
    ALL = "all", pgettext_lazy("abstracts at the desk", "All")
    UNRELEASED = "unreleased", pgettext_lazy("abstracts at the desk", "Decided, not released")


class Order(TextChoices):
    NUMBER = "number", pgettext_lazy("order of abstracts", "Number")
    SCORE = "score", pgettext_lazy("order of abstracts", "Score")
    NORMALISED = "normalised", pgettext_lazy("order of abstracts", "Normalised score")
    SPREAD = "spread", pgettext_lazy("order of abstracts", "Spread")
    TITLE = "title", pgettext_lazy("order of abstracts", "Title")
    DATE = "date", pgettext_lazy("order of abstracts", "Newest first")


STAGES = (*Stage.values, *(state.value for state in State if state not in (State.DRAFT, State.INVITED)))


@dataclass(frozen=True, slots=True)
class Asked:
    """`track` and `type` are ids as text, or NONE; `answer` is the id of a field, a colon, and what was answered.
    `low` and `high` limit the mean score, `fewest` and `most` how many reviews there are."""

    words: str = ""
    stage: str = Stage.OPEN
    call: int = 0
    track: str = ""
    type: str = ""
    reviewing: str = ""
    topic: str = ""
    answer: str = ""
    low: float | None = None
    high: float | None = None
    fewest: int | None = None
    most: int | None = None
    disagree: bool = False
    order: str = Order.NUMBER
    shows_authors: bool = False

    @classmethod
    def of(cls, given: QueryDict, *, stage: str = Stage.OPEN) -> Self:
        """What can not be understood is not asked for. `stage` is meant where none is given."""
        return cls(
            words=given.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS],
            stage=_one_of(STAGES, given.get("state", ""), stage),
            call=key_of(given.get("call", "")),
            track=_place(given.get("track", "")),
            type=_place(given.get("type", "")),
            reviewing=_one_of(ReviewState.values, given.get("reviewing", ""), ""),
            topic=given.get("topic", "").replace("\x00", "")[:100],
            answer=answer_in(given.get("answer", "")),
            low=_number(given.get("low", "")),
            high=_number(given.get("high", "")),
            fewest=_count(given.get("fewest", "")),
            most=_count(given.get("most", "")),
            disagree=given.get("disagree") == "1",
            order=_one_of(Order.values, given.get("order", ""), Order.NUMBER),
            shows_authors=given.get("authors") == "1",
        )

    @property
    def narrows(self) -> bool:
        """Whether some filter beside the state is set."""
        places = (self.call, self.track, self.type, self.topic, self.answer)
        chosen = (self.words, *places, self.reviewing, self.disagree)
        limits = (self.low, self.high, self.fewest, self.most)
        return any(chosen) or any(limit is not None for limit in limits)


def _one_of(known: "list[str] | tuple[str, ...]", text: str, otherwise: str) -> str:
    return text if text in known else otherwise


def _place(text: str) -> str:
    return text if text == NONE or key_of(text) else ""


def answer_in(text: str) -> str:
    """What `Asked.answer` may be; "" for everything else."""
    field, _colon, answer = text.partition(":")
    return text if key_of(field) and answer and len(text) <= LONGEST_WORDS * 2 and "\x00" not in text else ""


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", ".")[:10])
    except ValueError:
        return None
    return number if abs(number) <= 1000 else None


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

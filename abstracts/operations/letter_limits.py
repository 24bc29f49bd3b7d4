"""Whoever decides, releases and takes back again and again, or withdraws and undoes that, floods nobody (S78)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.letters.drafts import Draft
from abstracts.models import Abstract, Letter
from abstracts.refusals import TooManyLetters

LATELY = timedelta(hours=1)
MOST_AN_HOUR = 5
"""Letters about one abstract to one address, where somebody sends them by hand."""
MOST_BY_ACTS = 10
"""The same where they tell of an act: whoever would cause one more waits."""

Place = tuple[int, str]
"""The id of an abstract, and an address."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter said: about which state, and in which words."""

    state: str
    subject: str
    body: str


Lately = dict[Place, list[Told]]
"""The letters of the last hour, the newest first."""


def told_lately(abstracts: Collection[int]) -> Lately:
    """About these abstracts, by their ids; one query."""
    letters = Letter.objects.filter(abstract__in=abstracts, created_at__gt=timezone.now() - LATELY)
    found: Lately = defaultdict(list)
    values = letters.order_by("-created_at", "-pk").values_list(
        "abstract", "recipient", "state", "subject", "body"
    )
    for abstract, recipient, *said in values:
        found[abstract, recipient.lower()].append(Told(*said))
    return found


def not_yet_told(drafts: Iterable[Draft], lately: Lately) -> list[Draft]:
    """Those that say something else than the last that their reader was told within the hour."""
    return [draft for draft in drafts if _said(draft) not in _last(lately, draft)]


def check_not_flooded(places: Iterable[tuple[Abstract, str]], lately: Lately) -> None:
    """Raise TooManyLetters where an address had its letters of this hour about the abstract.

    The address is not named: an author may be told this, and not know to whom copies go.
    """
    for abstract, recipient in places:
        if len(lately.get((abstract.pk, recipient.lower()), ())) >= MOST_BY_ACTS:
            raise TooManyLetters(
                _(
                    "%(n)d letters about #%(number)d went to the same person within an hour. Nothing was changed. Wait"
                    " before you do what would send one more."
                )
                % {"n": MOST_BY_ACTS, "number": abstract.number}
            )


def _said(draft: Draft) -> Told:
    return Told(draft.abstract.state, draft.subject, draft.body)


def _last(lately: Lately, draft: Draft) -> Sequence[Told]:
    """What the reader was last told: several letters, where several rules wrote about the state."""
    letters = lately.get((draft.abstract.pk, draft.reader.email.lower()), [])
    other = next((n for n, told in enumerate(letters) if told.state != letters[0].state), len(letters))
    return letters[:other]

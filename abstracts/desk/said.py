"""What all reviews of an event say: scores, made fair among each other, and proposals. Kept while no review changes.

Six thousand reviews take as long to reckon with as the rest of the page, and most pages of the desk are asked for when
none has changed since the last one. So each process remembers the last few results, by the stamp that the frame has.
"""

from collections import OrderedDict, defaultdict
from threading import Lock

from abstracts.models import Review
from abstracts.review_states import Proposed
from abstracts.scores import Score, scores_from
from abstracts.standing import Standing

Said = tuple[dict[int, Score], dict[int, list[Proposed]]]
"""By the id of the abstract: its score, and what its reviews propose."""

KEPT = 8

_kept: "OrderedDict[tuple[int, str, frozenset[int]], Said]" = OrderedDict()
_lock = Lock()


def said_at(standing: Standing, stamp: str) -> Said:
    """Of all reviews of the event, as of this stamp; but of what is kept from the person, none is even counted."""
    key = (standing.event.pk, stamp, standing.barred)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = _read(standing)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _read(standing: Standing) -> Said:
    sent = Review.objects.filter(abstract__event=standing.event, submitted_at__isnull=False)
    given: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    proposed: dict[int, list[Proposed]] = defaultdict(list)
    values = sent.order_by("pk").values_list(
        "abstract", "abstract__call", "reviewer", "score", "track", "action", "type"
    )
    for abstract, call, reviewer, score, track, action, kind in values:
        if abstract in standing.barred:
            continue
        proposed[abstract].append(Proposed(track, action, kind))
        if score is not None:
            given[call].append((abstract, reviewer, float(score)))
    scores: dict[int, Score] = {}
    for reviews in given.values():
        scores |= scores_from(reviews)
    return scores, dict(proposed)

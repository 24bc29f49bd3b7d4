"""Which abstracts of a call are like each other: the cosine of their words, weighted by how rare each word is (TF-IDF).

A hint at duplicates, from titles and texts alone. Words that more than a fifth of the abstracts use tell nothing; a
title counts three times. Kept until an abstract of the call changes.
"""

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max

from abstracts.models import Abstract, State
from kit.later import run_later

WORD = re.compile(r"[^\W\d_]{3,}")
MOST_OFTEN = 0.2
LEAST = 0.25
"""Less alike than this is not worth saying."""
LIKELY_DUPLICATE = 0.7
KEPT = 5
MOST_WORDS = 40
"""Of each abstract, the most telling ones say which others are worth comparing with it."""
MOST_AT_ONCE = 300
"""More abstracts are compared by a worker: thousands take seconds."""
PATIENCE = 120
"""Seconds after which a worker that did not answer is asked again."""
TITLE_COUNTS = 3
DAY = 24 * 3600

Likeness = Mapping[int, list[tuple[int, float]]]
"""By the id of an abstract: up to KEPT others with how like they are, from 0 to 1, the most like first."""


def similar_in(call: int) -> Likeness:
    """Of all that was sent to the call; takes seconds for thousands, unless nothing changed since the last time."""
    key, fingerprint = _key(call), _fingerprint(call)
    kept = cache.get(key)
    if kept is not None and kept[0] == fingerprint:
        return dict(kept[1])
    texts = _sent(call).values_list("pk", "title", "text")
    found = likeness((pk, f"{title} " * TITLE_COUNTS + text) for pk, title, text in texts)
    cache.set(key, (fingerprint, found), DAY)
    return found


def similar_soon(call: int) -> tuple[Likeness, bool]:
    """For a page that can not wait: what is known, and whether a worker looks anew. Small calls are compared now."""
    kept, fingerprint = cache.get(_key(call)), _fingerprint(call)
    if kept is not None and kept[0] == fingerprint:
        return dict(kept[1]), False
    if fingerprint[1] <= MOST_AT_ONCE:
        return similar_in(call), False
    if cache.add(f"{_key(call)}-asked", True, PATIENCE):
        run_later("abstracts.tasks.find_similar", call=call)
    return known_in(call), True


def known_in(call: int) -> Likeness:
    """What was found the last time, perhaps before the latest changes; nothing where nobody looked yet."""
    kept = cache.get(_key(call))
    return {} if kept is None else dict(kept[1])


def likeness(texts: Iterable[tuple[int, str]]) -> dict[int, list[tuple[int, float]]]:
    """Of texts by id. The work is in the pairs that share a word that is not common."""
    counts = {key: Counter(WORD.findall(text.casefold())) for key, text in texts}
    spread = Counter(word for words in counts.values() for word in words)
    limit = max(2, MOST_OFTEN * len(counts))
    rarity = {word: math.log(len(counts) / n) + 1 for word, n in spread.items() if 1 < n <= limit}
    weights = {key: _weighted(words, rarity, spread, len(counts)) for key, words in counts.items()}
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for one, other in _candidates(weights):
        value = sum(weight * weights[other].get(word, 0.0) for word, weight in weights[one].items())
        if value >= LEAST:
            found[one].append((other, value))
            found[other].append((one, value))
    return {key: sorted(near, key=lambda pair: (-pair[1], pair[0]))[:KEPT] for key, near in found.items()}


def _candidates(weights: Mapping[int, Mapping[str, float]]) -> Iterator[tuple[int, int]]:
    """Pairs that share enough of their most telling words to be worth comparing whole."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for key, words in weights.items():
        shared: dict[int, float] = defaultdict(float)
        for word, weight in heapq.nlargest(MOST_WORDS, words.items(), key=lambda pair: pair[1]):
            for other, of_other in holders[word]:
                shared[other] += weight * of_other
            holders[word].append((key, weight))
        yield from ((key, other) for other, value in shared.items() if value >= LEAST / 4)


def _weighted(
    words: Counter[str], rarity: Mapping[str, float], spread: Mapping[str, int], whole: int
) -> dict[str, float]:
    """A vector of length 1. Words that nobody else uses only make it longer, so what is shared weighs less."""
    weights = {word: (1 + math.log(n)) * rarity[word] for word, n in words.items() if word in rarity}
    own = sum(
        ((1 + math.log(n)) * (math.log(whole) + 1)) ** 2 for word, n in words.items() if spread[word] == 1
    )
    length = math.sqrt(sum(weight * weight for weight in weights.values()) + own)
    return {word: weight / length for word, weight in weights.items()} if length else {}


def _sent(call: int) -> Any:
    return Abstract.objects.sent().filter(call=call).exclude(state=State.WITHDRAWN).order_by("pk")


def _fingerprint(call: int) -> tuple[str, int]:
    newest = _sent(call).order_by().aggregate(at=Max("updated_at"), count=Count("pk"))
    return str(newest["at"]), newest["count"]


def _key(call: int) -> str:
    return f"abstracts-alike-{call}"

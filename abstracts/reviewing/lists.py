"""What a member of the committee takes home: abstracts of their own tracks with full texts, blind where they must be.

(Indico #7660: reviewers could neither list nor export texts.)
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from abstracts.completeness import count_words
from abstracts.models import Abstract, Review
from abstracts.reading import given_to, hides_authors, led_by
from abstracts.reviewing.sheet import answers_of, for_reading
from abstracts.standing import Standing


def taken_home(standing: Standing, *, track: int = 0) -> "QuerySet[Any]":
    """Of their own tracks and what was given to them, by number; other tracks that they may only read are not in it."""
    own = Q(pk__in=given_to(standing).values("pk")) | Q(pk__in=led_by(standing).values("pk"))
    found = for_reading(Abstract.objects.filter(own, event=standing.event)).order_by("number")
    if track:
        found = found.filter(
            pk__in=Abstract.reviewed_for.through.objects.filter(track=track).values("abstract")
        )
    return found.prefetch_related("authors__affiliations")


def table_of(standing: Standing, abstracts: "QuerySet[Any]") -> tuple[list[str], list[list[object]]]:
    """Headings and rows. There is no column of authors unless some of them may be known."""
    found = list(abstracts)
    named = {abstract.pk for abstract in found if not hides_authors(standing, abstract)}
    fields = list(
        dict.fromkeys(field for abstract in found for field, _answer in answers_of(standing, abstract))
    )
    mine = _own_reviews(standing, [abstract.pk for abstract in found])
    headings = [
        _("Number"),
        _("Title"),
        _("Tracks"),
        _("Type"),
        _("Topics"),
        _("Keywords"),
        _("Words"),
        _("Text"),
    ]
    headings += [_("Authors")] if named else []
    headings += [field.title for field in fields] + [_("My review"), _("My score")]
    rows = [
        [
            *_facts(abstract),
            *([_authors(abstract) if abstract.pk in named else ""] if named else []),
            *_answered(standing, abstract, [field.pk for field in fields]),
            *mine.get(abstract.pk, ("", None)),
        ]
        for abstract in found
    ]
    return headings, rows


def as_text(standing: Standing, abstract: Abstract) -> str:
    """One abstract as a text file, in Markdown as it was written."""
    lines = [f"# {abstract.number} {abstract.title}", ""]
    tracks = ", ".join(str(track) for track in abstract.reviewed_for.all())
    facts = [(_("Tracks"), tracks), (_("Topics"), ", ".join(abstract.topics))]
    if not hides_authors(standing, abstract):
        facts.append((_("Authors"), _authors(abstract)))
    facts += [(field.title, str(answer)) for field, answer in answers_of(standing, abstract)]
    lines += [f"{name}: {value}" for name, value in facts if value]
    return "\n".join([*lines, "", abstract.text, ""])


def _facts(abstract: Abstract) -> Iterator[object]:
    yield abstract.number
    yield abstract.title
    yield ", ".join(str(track) for track in abstract.reviewed_for.all())
    yield str(abstract.type or "")
    yield ", ".join(abstract.topics)
    yield ", ".join(abstract.keywords)
    yield count_words(abstract.text)
    yield abstract.text


def _authors(abstract: Abstract) -> str:
    names = []
    for author in abstract.authors.all():
        places = ", ".join(place.name for place in author.affiliations.all())
        names.append(f"{author.name} ({places})" if places else author.name)
    return "; ".join(names)


def _answered(standing: Standing, abstract: Abstract, fields: list[int]) -> Iterator[object]:
    answers = {field.pk: answer for field, answer in answers_of(standing, abstract)}
    for key in fields:
        yield answers.get(key, "")


def _own_reviews(standing: Standing, keys: list[int]) -> dict[int, tuple[str, object]]:
    mine = Review.objects.filter(reviewer=standing.user, abstract__in=keys, submitted_at__isnull=False)
    return {review.abstract_id: (review.get_action_display(), review.score) for review in mine}

"""One abstract as the desk shows it: the text, its people where the person may know them, and what reviewers say."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from abstracts.answered import in_words
from abstracts.completeness import count_words
from abstracts.desk.frame import Frame
from abstracts.desk.opinions import Answer, Opinion, opinions_of
from abstracts.desk.rows import Row
from abstracts.followed import differing_fields
from abstracts.models import (
    Abstract,
    AbstractFile,
    AbstractVersion,
    Affiliation,
    Author,
    Comment,
    Field,
    Letter,
    Reviewing,
)
from abstracts.reading import hides_authors, is_blind
from abstracts.reviewing.sheet import TELLING
from abstracts.standing import Standing
from events.models import Event

BLINDING = {
    Reviewing.Blinding.OPEN: pgettext_lazy("kind of reviewing", "Open"),
    Reviewing.Blinding.SINGLE: pgettext_lazy("kind of reviewing", "Single-blind"),
    Reviewing.Blinding.DOUBLE: pgettext_lazy("kind of reviewing", "Double-blind"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`names` says whether people are shown; `may_show_names` whether they would be if they were asked for."""

    abstract: Abstract
    row: Row
    words: int
    names: bool
    may_show_names: bool
    authors: list[dict[str, Any]]
    files: list[dict[str, Any]]
    answers: list[Answer]
    opinions: list[Opinion]
    versions: int
    letters: int
    comments: int
    differs: bool

    @property
    def blinding(self) -> str:
        return str(BLINDING[Reviewing.Blinding(self.abstract.call.reviewing.blinding)])


def sheet_of(standing: Standing, row: Row, frame: Frame, *, shows_authors: bool) -> Sheet:
    """Two queries. While it is blind, organisers see who wrote it only after they asked for it."""
    abstract = _abstracts().get(pk=row.pk)
    blind = is_blind(abstract)
    may_show = not hides_authors(standing, abstract)
    names = may_show and (shows_authors or not blind)
    return Sheet(
        abstract=abstract,
        row=row,
        words=count_words(abstract.text),
        names=names,
        may_show_names=may_show and blind,
        authors=abstract.desk_authors if names else [],
        files=_files(abstract, event=standing.event, names=names),
        answers=_answers(abstract, is_manager=standing.is_manager, names=may_show),
        opinions=opinions_of(abstract, frame.calls[row.call]) if row.leads else [],
        versions=abstract.desk_versions,
        letters=abstract.desk_letters if row.leads else 0,
        comments=abstract.desk_comments if row.leads else 0,
        differs=bool(differing_fields(abstract)) if row.leads else False,
    )


def _abstracts() -> Any:
    whole = Abstract.objects.defer(*TELLING).select_related(
        *("call__reviewing", "event", "type", "accepted_track", "accepted_type", "accepted_session"),
        *("merged_into", "duplicate_of", "decided_by", "contribution"),
    )
    heard = Comment.objects.filter(deleted_at=None).exclude(audience=Comment.Audience.CHAIRS)
    return whole.annotate(
        desk_authors=ArraySubquery(_people()),
        desk_files=ArraySubquery(_uploads()),
        desk_fields=ArraySubquery(_asked()),
        desk_versions=_count(AbstractVersion.objects.all()),
        desk_letters=_count(Letter.objects.all()),
        desk_comments=_count(heard),
    )


def _people() -> Any:
    places = Affiliation.objects.filter(author=OuterRef("pk")).order_by("position", "pk")
    told = JSONObject(
        **{name: name for name in ("name", "email", "role", "speaks", "answer")},
        places=ArraySubquery(places.values_list("name")),
    )
    return Author.objects.filter(abstract=OuterRef("pk")).order_by("position", "pk").values(json=told)


def _uploads() -> Any:
    told = JSONObject(**{name: name for name in ("pk", "name", "size", "position", "blind", "blind_size")})
    return AbstractFile.objects.filter(abstract=OuterRef("pk")).order_by("position", "pk").values(json=told)


def _asked() -> Any:
    """The fields of its call."""
    told = JSONObject(**{name: name for name in ("pk", "title", "kind", "visibility", "reviewers_see")})
    return Field.objects.filter(call=OuterRef("call")).order_by("position", "pk").values(json=told)


def _count(rows: Any) -> Coalesce:
    counted = rows.filter(abstract=OuterRef("pk")).order_by().values("abstract").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def _files(abstract: Any, *, event: Event, names: bool) -> list[dict[str, Any]]:
    """Under the name that tells nothing while people are not shown; without the clean copy then not at all."""
    shown = [file for file in abstract.desk_files if names or file["blind"]]
    return [
        {
            "name": file["name"] if names else _blind_name(abstract, file),
            "size": file["size" if names else "blind_size"],
            "url": reverse("review-file", args=[event.slug, abstract.number, file["pk"]])
            + ("?authors=1" if names else ""),
        }
        for file in shown
    ]


def _blind_name(abstract: Abstract, file: dict[str, Any]) -> str:
    return f"abstract-{abstract.number}-{file['position']}.{file['name'].rpartition('.')[2].lower()}"


def _answers(abstract: Any, *, is_manager: bool, names: bool) -> list[Answer]:
    """What was filled in beyond title and text. Fields of the organisers are theirs alone; those that reviewers do not
    see may tell who wrote it."""
    shown = [
        field
        for field in abstract.desk_fields
        if is_manager
        or (field["visibility"] != Field.Visibility.MANAGERS and (names or field["reviewers_see"]))
    ]
    given = [(field["title"], abstract.answers.get(str(field["pk"]))) for field in shown]
    return [Answer(title, str(in_words(value)), []) for title, value in given if value not in (None, "")]

"""The page of an abstract for its authors, and what they do there."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from abstracts.answered import answered
from abstracts.differing import Piece, pieces
from abstracts.frame import Visit, show, visit_of_author
from abstracts.hands import Hand, author_at, let_go, writer_at
from abstracts.models import Abstract, AbstractVersion, Call, Field, Letter, State
from abstracts.operations.confirming import ask_authors, to_ask
from abstracts.operations.undoing_withdrawal import undo_withdrawal, way_back
from abstracts.operations.withdrawing import discard_draft, withdraw
from abstracts.reviewing.discussion import comments_to_authors
from abstracts.standing import manages_abstracts
from abstracts.telling_authors import told_reviews
from accounts.requests import MemberRequest
from kit.files import sent_to_save
from kit.htmx import go_to
from kit.plain import title_in_words
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from programme.models import Contribution


@dataclass(frozen=True, slots=True)
class Step:
    """One version beside the one before it."""

    version: AbstractVersion
    title: list[Piece]
    text: list[Piece]


@require_safe
def abstract(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where it stands, what it says, and what its authors may do. Organisers are sent to their desk."""
    try:
        hand = author_at(request, slug, number)
    except Http404:
        found = writer_at(request, slug, number).abstract
        return go_to(request, f"{reverse('desk', args=[found.event.slug])}?abstract={found.number}")
    abstract = hand.abstract
    if hand.is_unsent and hand.writes:
        return go_to(request, reverse("abstract-edit", args=[abstract.event.slug, number]))
    here = visit_of_author(request, slug)
    context: dict[str, Any] = {
        "abstract": abstract,
        "call": abstract.call,
        "hand": hand,
        "state": abstract.shown_state,
        "tone": TONES.get(abstract.shown_state, ""),
        "authors": list(abstract.authors.prefetch_related("affiliations")),
        "tracks": list(abstract.submitted_for.all()),
        "answers": _answers(abstract),
        "files": list(abstract.files.all()),
        "steps": steps_of(abstract) if hand.writes else [],
        "letters": _letters(hand),
        "reviews": told_reviews(abstract),
        "comments": comments_to_authors(abstract),
        "talk": _talk(here, abstract),
        "waiting": to_ask(abstract).count() if hand.writes else 0,
    }
    return show(request, here, "calls", "abstracts/submit/abstract.html", **context)


@require_POST
def abstract_withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take it out, with a moment to think again."""
    hand = author_at(request, slug, number)
    require(hand.may_withdraw)
    way = way_back(hand.abstract)
    try:
        withdraw(hand.abstract, by=hand.by, revision=hand.abstract.revision)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        undo = reverse("abstract-undo", args=[hand.abstract.event.slug, number, way])
        say(
            request,
            _("Withdrew “%(abstract)s”") % {"abstract": title_in_words(str(hand.abstract))},
            undo=undo,
        )
    return go_to(request, hand.abstract)


@require_POST
def abstract_undo(request: HttpRequest, slug: str, number: int, way: str) -> HttpResponse:
    """Take the withdrawal back."""
    hand = author_at(request, slug, number)
    require(hand.by_link or (hand.user is not None and hand.abstract.submitter_id == hand.user.pk))
    try:
        undo_withdrawal(hand.abstract, way, by=hand.by)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        say(
            request, _("“%(abstract)s” is submitted again") % {"abstract": title_in_words(str(hand.abstract))}
        )
    return go_to(request, hand.abstract)


@require_POST
def abstract_discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Throw a draft away."""
    hand = author_at(request, slug, number)
    require(hand.writes and hand.abstract.state == State.DRAFT)
    call, name = hand.abstract.call, title_in_words(str(hand.abstract))
    try:
        discard_draft(hand.abstract)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, hand.abstract)
    let_go(request, hand.abstract)
    say(request, _("Threw the draft “%(abstract)s” away") % {"abstract": name})
    if Call.objects.visible_to(request.user).filter(pk=call.pk).exists():
        return go_to(request, call)
    return go_to(request, reverse("my-abstracts" if hand.user else "home"))


@require_POST
def abstract_ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask the authors who were held back."""
    hand = author_at(request, slug, number)
    require(hand.writes and not hand.is_unsent)
    asked, held = ask_authors(hand.abstract, by=hand.by)
    if asked:
        say(
            request,
            ngettext("Asked %(count)d author", "Asked %(count)d authors", asked) % {"count": asked},
        )
    if held:
        say_failure(request, _("Only a few new people can be written to in an hour. Ask the others later."))
    return go_to(request, hand.abstract)


@require_safe
def abstract_file(request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponseBase:
    """A file as it was uploaded; for its authors, and for organisers."""
    hand = writer_at(request, slug, number)
    if hand.as_manager and not manages_abstracts(request.user, hand.abstract.event):
        raise Http404
    file = get_object_or_404(hand.abstract.files, pk=pk)
    return sent_to_save(file.content.open("rb"), name=file.name, content_type=file.media_type)


@login_required
@require_safe
def my_abstracts(request: MemberRequest, slug: str = "") -> HttpResponse:
    """What the person submitted or is named at, of all events or of one; newest events first."""
    found = Abstract.objects.of_person(request.user).select_related("event", "call")
    rows = found.order_by("-event__starts_at", "event", "number")
    if slug:
        rows = rows.alias(lower_slug=Lower("event__slug")).filter(lower_slug=slug.lower())
    abstracts = [(one, one.shown_state, TONES.get(one.shown_state, "")) for one in rows]
    if slug:
        if not abstracts:
            raise Http404
        here = visit_of_author(request, slug)
        return show(request, here, "calls", "abstracts/submit/my_event.html", abstracts=abstracts)
    return render(request, "abstracts/submit/mine.html", {"abstracts": abstracts})


TONES = {
    State.DRAFT: "warn",
    State.INVITED: "accent",
    State.SUBMITTED: "accent",
    State.REVISION: "warn",
    State.ACCEPTED: "ok",
    State.REJECTED: "bad",
}
"""How the chip of a state looks."""


def steps_of(abstract: Abstract) -> list[Step]:
    """Its versions but the first, each beside the one before; newest first."""
    versions = list(abstract.versions.select_related("by"))
    steps = [
        Step(after, pieces(before.title, after.title), pieces(before.text, after.text))
        for before, after in pairwise(versions)
    ]
    return steps[::-1]


def _talk(here: Visit, abstract: Abstract) -> Contribution | None:
    """What became of it, once that is told and as far as the reader sees it in the programme."""
    if not abstract.is_released or abstract.contribution_id is None:
        return None
    return Contribution.objects.visible_to(here.keyring).filter(pk=abstract.contribution_id).first()


def _answers(abstract: Abstract) -> list[tuple[Field, Any]]:
    """Custom fields with what was answered; those of organisers only are not for authors."""
    shown = abstract.call.fields.exclude(visibility=Field.Visibility.MANAGERS)
    return answered(shown, abstract.answers)


def _letters(hand: Hand) -> list[Letter]:
    """Those that were written to the person."""
    mine = hand.addresses
    return [one for one in hand.abstract.letters.all() if one.recipient.lower() in mine]

"""What stands in the form of an abstract: as typed just now, as typed earlier and not saved, or as it was saved."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from abstracts.forms.sheet import SubmissionSheet, writer_for
from abstracts.hands import Hand
from abstracts.models import Abstract, UnsavedEdit
from abstracts.operations.handing_in import seal_of
from abstracts.operations.submitting import written_of
from abstracts.operations.unsaved import keep_unsaved
from kit.keys import is_key

NOT_TYPED = ("csrfmiddlewaretoken", "revision", "writer", "act", "files")


def sheet_of(request: HttpRequest, hand: Hand) -> SubmissionSheet:
    """The form as typed, now or earlier, or as it was saved."""
    abstract = hand.abstract
    unsaved = unsaved_of(hand) if request.method != "POST" else None
    earlier = as_posted(unsaved.fields) if unsaved is not None else None
    return SubmissionSheet(
        request.POST if request.method == "POST" else earlier,
        call=abstract.call,
        written=written_of(abstract),
        me=writer_for(hand.user, name=abstract.submitter_name, email=abstract.submitter_email),
        consents=abstract.consented_at is not None,
        as_manager=hand.as_manager,
        preview=reverse("abstract-preview", args=[abstract.event.slug, abstract.number]),
    )


def unsaved_of(hand: Hand) -> UnsavedEdit | None:
    """What this person typed into the form of a submitted abstract, and has not saved."""
    if hand.is_unsent:
        return None
    return UnsavedEdit.objects.filter(abstract=hand.abstract, user=hand.user).first()


def keep_typed(request: HttpRequest, hand: Hand) -> None:
    """Keep what was posted beside the submitted abstract. Raises what `keep_unsaved` raises."""
    seal = request.POST.get("revision", "")
    keep_unsaved(hand.abstract, typed_fields(request), user=hand.user, seal=seal)


def typed_fields(request: HttpRequest) -> dict[str, list[str]]:
    """The fields of the form as they were posted, for keeping."""
    return {name: request.POST.getlist(name) for name in request.POST if name not in NOT_TYPED}


def as_posted(fields: Mapping[str, Any]) -> QueryDict:
    """Kept fields as a form takes them."""
    posted = QueryDict(mutable=True)
    for name, said in fields.items():
        posted.setlist(name, [str(one) for one in said])
    return posted


def seen_of(abstract: Abstract) -> str:
    """What the form carries, to notice who else changed it: a draft counts, what is submitted has a seal.

    The count goes up by what the committee does, too, which authors are not told.
    """
    return str(abstract.revision) if abstract.submitted_at is None else seal_of(written_of(abstract))


def revision_of(request: HttpRequest) -> int | None:
    """What the person saw; None, and so no check, only where the form did not say."""
    given = request.POST.get("revision", "")
    return int(given) if is_key(given) else None

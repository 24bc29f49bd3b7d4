"""What authors fill in beyond title and text, and what reviewers answer: a list, and one form beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from abstracts.forms.asks import FieldForm, QuestionForm
from abstracts.models import Call, Field, Question
from abstracts.operations import (
    add_field,
    add_question,
    edit_field,
    edit_question,
    order_fields,
    order_questions,
    remove_field,
    remove_question,
)
from abstracts.views.call_frame import show
from abstracts.views.fetch import chaired_call
from accounts.requests import MemberRequest
from kit.arranging import asked_for, rearranged
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say, say_failure


@dataclass(frozen=True, slots=True)
class Asks:
    """A list of a call: what its rows are called there and in addresses, their form, and their operations."""

    rows: str
    one: str
    page: str
    form: type[FieldForm | QuestionForm]
    new: dict[str, Any]
    add: Callable[..., Any]
    edit: Callable[..., None]
    order: Callable[..., None]
    remove: Callable[..., None]


FIELDS = Asks(
    rows="fields",
    one="field",
    page="manage-call-fields",
    form=FieldForm,
    new={"kind": Field.Kind.TEXT, "visibility": Field.Visibility.SUBMITTERS, "reviewers_see": True},
    add=add_field,
    edit=edit_field,
    order=order_fields,
    remove=remove_field,
)
QUESTIONS = Asks(
    rows="questions",
    one="question",
    page="manage-call-questions",
    form=QuestionForm,
    new={"kind": Question.Kind.RATING, "is_required": True, "counts": True, "weight": 1},
    add=add_question,
    edit=edit_question,
    order=order_questions,
    remove=remove_question,
)


@login_required
@require_http_methods(["GET", "POST"])
def manage_call_fields(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    """With ?field= the form is of that one. POST saves it, or `up`, `down` and `remove` name one."""
    return _page(request, chaired_call(request, pk, call), FIELDS)


@login_required
@require_http_methods(["GET", "POST"])
def manage_call_questions(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    """With ?question= the form is of that one. POST saves it, or `up`, `down` and `remove` name one."""
    return _page(request, chaired_call(request, pk, call), QUESTIONS)


def _page(request: MemberRequest, call: Call, asks: Asks) -> HttpResponse:
    rows = list(getattr(call, asks.rows).all())
    row = asked_for(rows, request.GET.get(asks.one))
    typed = request.POST if request.POST.get("act") == "save" else None
    form = asks.form(typed, initial=_values(row, asks) if row else asks.new)
    if request.method == "POST" and typed is None:
        _arrange(request, call, asks, rows)
        return go_to(request, request.path)
    if typed is not None and form.is_valid() and _saved(request, call, asks, row, form):
        return go_to(request, request.path)
    context = {"rows": rows, "row_word": asks.one, "one": row, "form": form}
    return show(request, call, asks.page, f"abstracts/calls/{asks.rows}.html", **context)


def _values(row: Field | Question, asks: Asks) -> dict[str, Any]:
    return {name: getattr(row, name) for name in asks.form.base_fields}


def _arrange(request: MemberRequest, call: Call, asks: Asks, rows: list[Field | Question]) -> None:
    if arranged := rearranged(rows, request.POST):
        asks.order(call, **{asks.rows: arranged}, by=request.user)
    elif row := asked_for(rows, request.POST.get("remove")):
        name = str(row)
        try:
            asks.remove(row, by=request.user)
            say(request, _("Removed “%(thing)s”") % {"thing": name})
        except Refused as refusal:
            say_failure(request, str(refusal))


def _saved(
    request: MemberRequest,
    call: Call,
    asks: Asks,
    row: Field | Question | None,
    form: FieldForm | QuestionForm,
) -> bool:
    try:
        if row is None:
            row = asks.add(call, by=request.user, **form.cleaned_data)
        else:
            asks.edit(row, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    say(request, _("Saved “%(thing)s”") % {"thing": row})
    return True

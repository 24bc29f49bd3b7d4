"""What authors fill in beyond title and text, and what reviewers answer: a list, and one form beside it."""

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
from abstracts.views.call_frame import arranged, asked_for, show
from abstracts.views.fetch import chaired_call
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say, say_failure

NEW_FIELD = {"kind": Field.Kind.TEXT, "visibility": Field.Visibility.SUBMITTERS, "reviewers_see": True}
NEW_QUESTION = {"kind": Question.Kind.RATING, "is_required": True, "counts": True, "weight": 1}


@login_required
@require_http_methods(["GET", "POST"])
def manage_call_fields(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    """With ?field= the form is of that one. POST saves it, or `up`, `down` and `remove` name one."""
    found = chaired_call(request, pk, call)
    fields = list(found.fields.all())
    field = asked_for(fields, request.GET.get("field"))
    typed = request.POST if request.POST.get("act") == "save" else None
    form = FieldForm(typed, initial=_values(field, FieldForm) if field else NEW_FIELD)
    if request.method == "POST" and typed is None:
        _arrange_fields(request, found, fields)
        return go_to(request, request.path)
    if typed is not None and form.is_valid() and _saved_field(request, found, field, form):
        return go_to(request, request.path)
    return show(
        request,
        found,
        "manage-call-fields",
        "abstracts/calls/fields.html",
        fields=fields,
        one=field,
        form=form,
    )


@login_required
@require_http_methods(["GET", "POST"])
def manage_call_questions(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    """With ?question= the form is of that one. POST saves it, or `up`, `down` and `remove` name one."""
    found = chaired_call(request, pk, call)
    questions = list(found.questions.all())
    question = asked_for(questions, request.GET.get("question"))
    typed = request.POST if request.POST.get("act") == "save" else None
    form = QuestionForm(typed, initial=_values(question, QuestionForm) if question else NEW_QUESTION)
    if request.method == "POST" and typed is None:
        _arrange_questions(request, found, questions)
        return go_to(request, request.path)
    if typed is not None and form.is_valid() and _saved_question(request, found, question, form):
        return go_to(request, request.path)
    return show(
        request,
        found,
        "manage-call-questions",
        "abstracts/calls/questions.html",
        questions=questions,
        one=question,
        form=form,
    )


def _values(row: Field | Question, form: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}


def _arrange_fields(request: MemberRequest, call: Call, fields: list[Field]) -> None:
    by = request.user
    field = arranged(request, fields, order=lambda rows: order_fields(call, fields=rows, by=by))
    if field is None:
        return
    name = str(field)
    try:
        remove_field(field, by=by)
        say(request, _("Removed “%(thing)s”") % {"thing": name})
    except Refused as refusal:
        say_failure(request, str(refusal))


def _arrange_questions(request: MemberRequest, call: Call, questions: list[Question]) -> None:
    by = request.user
    question = arranged(request, questions, order=lambda rows: order_questions(call, questions=rows, by=by))
    if question is None:
        return
    name = str(question)
    try:
        remove_question(question, by=by)
        say(request, _("Removed “%(thing)s”") % {"thing": name})
    except Refused as refusal:
        say_failure(request, str(refusal))


def _saved_field(request: MemberRequest, call: Call, field: Field | None, form: FieldForm) -> bool:
    try:
        if field is None:
            field = add_field(call, by=request.user, **form.cleaned_data)
        else:
            edit_field(field, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    say(request, _("Saved “%(thing)s”") % {"thing": field})
    return True


def _saved_question(
    request: MemberRequest, call: Call, question: Question | None, form: QuestionForm
) -> bool:
    try:
        if question is None:
            question = add_question(call, by=request.user, **form.cleaned_data)
        else:
            edit_question(question, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    say(request, _("Saved “%(thing)s”") % {"thing": question})
    return True

"""One letter rule: its words, whom it writes to, its files, and how its letter reads for a real abstract."""

from dataclasses import fields
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from abstracts.forms.letters import LetterFileForm, LetterRuleForm
from abstracts.letters.checking import RuleWritten, problems_of_rule
from abstracts.letters.doors import written_about_for
from abstracts.letters.drafts import Draft, Planned, write
from abstracts.letters.loading import loaded
from abstracts.letters.people import Addressee, addressees_of, submitter_of
from abstracts.letters.placeholders import PLACEHOLDERS
from abstracts.letters.preview import pretended
from abstracts.models import Abstract, LetterRule
from abstracts.operations.letter_files import add_letter_file, remove_letter_file
from abstracts.operations.letter_rules import BadRuleFields, add_rule, edit_rule, written_of_rule
from abstracts.refusals import BadFile
from abstracts.standing import standing_of
from abstracts.views.fetch import chaired_event
from abstracts.views.letter_frame import letters_frame
from accounts.requests import MemberRequest
from events.models import Event
from kit.htmx import go_to
from kit.keys import key_of
from kit.toasts import say, say_failure


@login_required
@require_http_methods(["GET", "POST"])
def letter_rule_new(request: MemberRequest, pk: int) -> HttpResponse:
    """A new rule, in use, that ends the search."""
    return _rule_page(request, chaired_event(request, pk), None)


@login_required
@require_http_methods(["GET", "POST"])
def letter_rule(request: MemberRequest, pk: int, rule: int) -> HttpResponse:
    """POST saves; with act=preview it only shows the letter for the abstract of this number, as typed."""
    event = chaired_event(request, pk)
    return _rule_page(request, event, _rule(event, rule))


@login_required
@require_POST
def letter_rule_files(request: MemberRequest, pk: int, rule: int) -> HttpResponse:
    """POST adds `file`, or takes away the one whose id is `remove`."""
    event = chaired_event(request, pk)
    found = _rule(event, rule)
    if asked := request.POST.get("remove"):
        file = get_object_or_404(found.files.select_related("rule__event__logbook"), pk=key_of(asked))
        remove_letter_file(file, by=request.user)
        say(request, _("Removed “%(file)s”") % {"file": file.name})
        return go_to(request, _address(found))
    form = LetterFileForm(request.POST, request.FILES)
    if not form.is_valid():
        say_failure(request, _("Choose a file first."))
        return go_to(request, _address(found))
    upload = form.cleaned_data["file"]
    try:
        file = add_letter_file(found, name=upload.name, content=upload.read(), by=request.user)
        say(request, _("Added “%(file)s”") % {"file": file.name})
    except BadFile as refusal:
        say_failure(request, str(refusal))
    return go_to(request, _address(found))


def _rule_page(request: MemberRequest, event: Event, rule: LetterRule | None) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = LetterRuleForm(typed, event=event, initial=_initial(event, rule))
    wants_preview = request.POST.get("act") == "preview"
    if typed is not None and form.is_valid():
        if wants_preview:
            form.take(problems_of_rule(form.written(), event=event.pk))
        elif _saved(request, event, rule, form) is not None:
            return go_to(request, reverse("letter-rules", args=[event.pk]))
    number = key_of(request.POST.get("abstract", "") or request.GET.get("abstract", ""))
    abstract = _example(request, event, number, rule.states if rule is not None else [])
    context = {
        **letters_frame(request, event, current="letter-rules"),
        "form": form,
        "rule": rule,
        "placeholders": PLACEHOLDERS.items(),
        "file_form": LetterFileForm(),
        "example": abstract,
        "draft": _draft(form, rule, abstract) if abstract is not None else None,
        "wants_preview": wants_preview,
    }
    return render(request, "abstracts/letters/rule.html", context)


def _saved(
    request: MemberRequest, event: Event, rule: LetterRule | None, form: LetterRuleForm
) -> LetterRule | None:
    try:
        if rule is None:
            saved = add_rule(event, form.written(), by=request.user)
            say(request, _("Added “%(rule)s”") % {"rule": saved})
        else:
            saved = edit_rule(rule, form.written(), by=request.user)
            say(request, _("Saved “%(rule)s”") % {"rule": saved})
    except BadRuleFields as refusal:
        form.take(refusal.problems)
        return None
    return saved


def _initial(event: Event, rule: LetterRule | None) -> dict[str, Any]:
    if rule is None:
        return {
            "stops": True,
            "is_active": True,
            "recipients": ["submitter"],
            "reply_to": event.contact_email,
        }
    written = written_of_rule(rule)
    values = {name: getattr(written, name) for name in LetterRuleForm.base_fields}
    return {
        **values,
        "tracks": [track.pk for track in written.tracks],
        "types": [kind.pk for kind in written.types],
    }


def _example(request: MemberRequest, event: Event, number: int, states: list[str]) -> Abstract | None:
    """The abstract of this number, if the person may read letters about it; else the last one, if possible in one of
    these states."""
    found = (
        written_about_for(standing_of(request.user, event)).order_by("-number").values_list("pk", flat=True)
    )
    asked = found.filter(number=number).first() if number else None
    key = asked or found.filter(state__in=states).first() or found.first()
    return next(iter(loaded([key])), None) if key else None


def _draft(form: LetterRuleForm, rule: LetterRule | None, abstract: Abstract) -> Draft | None:
    """The letter as typed, to its first reader; None while what is typed can not be read."""
    if form.is_bound and not form.is_valid():
        return None
    if form.is_bound:
        shown = _unsaved(form.written())
    elif rule is not None:
        shown = rule
    else:
        return None
    pretended(abstract, shown)
    readers = addressees_of(shown, abstract)
    reader: Addressee = readers[0] if readers else submitter_of(abstract)
    return write(Planned(abstract, shown, reader))


def _unsaved(written: RuleWritten) -> LetterRule:
    """For a look at its letter; conditions count for nothing there."""
    names = [field.name for field in fields(RuleWritten) if field.name not in ("tracks", "types")]
    return LetterRule(**{name: getattr(written, name) for name in names})


def _address(rule: LetterRule) -> str:
    return reverse("letter-rule", args=[rule.event_id, rule.pk])


def _rule(event: Event, key: int) -> LetterRule:
    rule = get_object_or_404(event.letter_rules.select_related("event__logbook"), pk=key)
    rule.event = event
    return rule

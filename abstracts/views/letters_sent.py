"""Letters: those a release would send, and those that were sent."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from abstracts.letters.doors import held_back_for, letters_open_to, written_about_for
from abstracts.letters.drafts import write_all
from abstracts.letters.mails import MAIL_STATES
from abstracts.letters.preview import preview_of
from abstracts.letters.words import when_words
from abstracts.models import Letter, State
from abstracts.operations.letters import send_again, write_anew
from abstracts.standing import Standing, standing_of
from abstracts.views.fetch import chaired_event
from abstracts.views.letter_frame import letters_frame
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.navigation import Link
from kit.refusals import Refused
from kit.toasts import say, say_failure

ON_A_PAGE = 50


@login_required
@require_safe
def letter_preview(request: MemberRequest, pk: int) -> HttpResponse:
    """All letters of the decisions that are held back. GET ?rule= (id), ?state=, ?q=, ?page=."""
    event = chaired_event(request, pk)
    standing = standing_of(request.user, event)
    preview = preview_of(event.pk, held_back_for(standing).values_list("pk", flat=True))
    rule, state = key_of(request.GET.get("rule", "")), request.GET.get("state", "")
    found = preview.filtered(rule=rule, state=state, text=request.GET.get("q", ""))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **letters_frame(request, event, current="letter-preview"),
        "preview": preview,
        "rules": [(rule, when_words(rule), count) for rule, count in preview.by_rule],
        "page": page,
        "drafts": write_all(page.object_list),
        "asked": {"rule": rule, "state": state},
        "is_filtered": bool(rule or state or request.GET.get("q")),
    }
    return render(request, "abstracts/letters/preview.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def letters_sent(request: MemberRequest, pk: int) -> HttpResponse:
    """GET ?mail=sent|waiting|failed, ?rule=, ?abstract= (number), ?q=, ?page=. POST sends a letter `again` (its id), or
    writes those about the abstract of the number `anew`."""
    event = chaired_event(request, pk)
    standing = standing_of(request.user, event)
    if request.method == "POST":
        try:
            _act(request, standing)
        except Refused as refusal:
            say_failure(request, str(refusal))
        return go_to(request, request.get_full_path())
    everything = letters_open_to(standing)
    found = _asked_for(request, everything)
    number = key_of(request.GET.get("abstract", ""))
    context = {
        **letters_frame(request, event, current="letters-sent"),
        "page": Paginator(_with_all(found), ON_A_PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(request, everything, number),
        "label": _("State of the mail"),
        "abstract": written_about_for(standing).filter(number=number).first() if number else None,
        "mail": request.GET.get("mail", ""),
        "zone": event.zone,
    }
    return render(request, "abstracts/letters/sent.html", context)


def _act(request: MemberRequest, standing: Standing) -> None:
    if asked := request.POST.get("again"):
        letters = letters_open_to(standing).select_related("abstract", "rule", "notice__user")
        letter = send_again(get_object_or_404(letters, pk=key_of(asked)), by=request.user)
        say(request, _("Sent again to %(email)s") % {"email": letter.recipient})
    elif asked := request.POST.get("anew"):
        abstract = get_object_or_404(written_about_for(standing), number=key_of(asked))
        count = write_anew(abstract, by=request.user)
        said = ngettext("Sent %(count)d letter", "Sent %(count)d letters", count)
        say(request, said % {"count": count})
    else:
        raise Http404


def _asked_for(request: MemberRequest, letters: "QuerySet[Letter]") -> "QuerySet[Letter]":
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if words.lstrip("#").isdigit():
        letters = letters.filter(abstract__number=key_of(words.lstrip("#")))
    elif words:
        letters = letters.filter(
            Q(recipient__icontains=words) | Q(subject__icontains=words) | Q(abstract__title__icontains=words)
        )
    if number := key_of(request.GET.get("abstract", "")):
        letters = letters.filter(abstract__number=number)
    if rule := key_of(request.GET.get("rule", "")):
        letters = letters.filter(rule=rule)
    if (state := request.GET.get("about", "")) in State.values:
        letters = letters.filter(state=state)
    return letters.filter(MAIL_STATES.get(request.GET.get("mail", ""), Q()))


def _with_all(letters: "QuerySet[Letter]") -> "QuerySet[Letter]":
    return letters.select_related("abstract", "rule", "notice", "by")


def _tabs(request: MemberRequest, letters: "QuerySet[Letter]", number: int) -> list[Link]:
    """By what became of the mails, each with its count."""
    if number:
        letters = letters.filter(abstract__number=number)
    here = (
        reverse("letters-sent", args=[request.resolver_match.kwargs["pk"]]) if request.resolver_match else ""
    )
    of_one = f"&abstract={number}" if number else ""
    words = {"": _("All"), "sent": _("Sent"), "waiting": _("Waiting"), "failed": _("Not delivered")}
    current = request.GET.get("mail", "")
    links = []
    for key, label in words.items():
        count = letters.filter(MAIL_STATES.get(key, Q())).count()
        alarm = key == "failed" and count > 0
        links.append(Link(label, f"{here}?mail={key}{of_one}", key == current, count=count, alarm=alarm))
    return links

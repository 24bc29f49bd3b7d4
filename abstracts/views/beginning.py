"""Beginning an abstract: at once with an account, by a mailed link without one."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from abstracts.forms.guest import GuestForm, LinksForm
from abstracts.frame import Visit, show, visit
from abstracts.hands import author_at, hold, let_go
from abstracts.links import is_token_of
from abstracts.models import Abstract, Call
from abstracts.operations.guests import begin_as_guest, claim, send_links
from abstracts.permissions import can_submit_to
from abstracts.views.signed_out import sent_by_nobody, typed_before
from abstracts.views.writing import begin
from accounts.models import User
from accounts.views.patience import too_many_requests
from kit.htmx import go_to
from kit.refusals import Refused, require
from kit.toasts import say, say_failure

RATE = "abstract_link"
"""How often links are mailed, by address of the network and by e-mail address (`ACCOUNT_RATE_LIMITS`)."""


@require_http_methods(["GET", "POST"])
def abstract_new(request: HttpRequest, slug: str, call: int) -> HttpResponse:
    """The empty form; to who is not signed in, the question for an address."""
    if answer := sent_by_nobody(request):
        return answer
    request = typed_before(request) or request
    here = visit(request, slug)
    found = get_object_or_404(here.calls.select_related("reviewing"), pk=call)
    found.event = here.event
    if isinstance(request.user, User):
        return begin(request, here, found, by=request.user)
    return _guest(request, here, found)


@require_safe
def abstract_by_link(request: HttpRequest, slug: str, number: int, token: str) -> HttpResponse:
    """Who holds the link goes on to the abstract, and the session remembers them: the link stands in no address then.

    A link that opens nothing is answered the same whether there is such an event and number or not.
    """
    abstracts = Abstract.objects.filter(event__slug__iexact=slug, event__deleted_at__isnull=True)
    abstract = abstracts.filter(number=number).select_related("event", "call").first()
    if abstract is None or not is_token_of(abstract, token):
        return render(request, "abstracts/submit/dead_link.html", status=HTTPStatus.NOT_FOUND)
    hold(request, abstract)
    if abstract.submitted_at is None:
        return go_to(request, reverse("abstract-edit", args=[abstract.event.slug, number]))
    return go_to(request, abstract)


@require_POST
def abstract_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take what one wrote by a link into one's account."""
    hand = author_at(request, slug, number)
    require(hand.by_link and hand.user is not None)
    if hand.user is None:
        return go_to(request, hand.abstract)
    try:
        claim(hand.abstract, by=hand.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        let_go(request, hand.abstract)
        say(request, _("“%(abstract)s” belongs to your account now") % {"abstract": hand.abstract})
    return go_to(request, hand.abstract)


@require_http_methods(["GET", "POST"])
def abstract_links(request: HttpRequest, slug: str, call: int) -> HttpResponse:
    """Who lost the mail gets their links again. The answer is the same whatever the address."""
    here = visit(request, slug)
    found = get_object_or_404(here.calls, pk=call)
    form = LinksForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not ratelimit.consume(request, action=RATE, key=email):
            return too_many_requests(request)
        send_links(found, email=email)
        return go_to(request, f"{reverse('abstract-sent', args=[here.event.slug, found.pk])}?again=1")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return show(request, here, "calls", "abstracts/submit/links.html", status=status, form=form, call=found)


@require_safe
def abstract_sent(request: HttpRequest, slug: str, call: int) -> HttpResponse:
    """Look into your mailbox. Who asked `again` for links is not told whether there were any."""
    here = visit(request, slug)
    found = get_object_or_404(here.calls, pk=call)
    again = request.GET.get("again") == "1"
    return show(request, here, "calls", "abstracts/submit/sent.html", call=found, again=again)


def _guest(request: HttpRequest, here: Visit, call: Call) -> HttpResponse:
    form = GuestForm(request.POST if request.method == "POST" else None)
    may_submit = can_submit_to(request.user, call, here.now)
    if may_submit and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not ratelimit.consume(request, action=RATE, key=email):
            return too_many_requests(request)
        try:
            begin_as_guest(call, name=form.cleaned_data["name"], email=email)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_to(request, reverse("abstract-sent", args=[here.event.slug, call.pk]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "call": call, "may_submit": may_submit}
    return show(request, here, "calls", "abstracts/submit/guest.html", status=status, **context)

"""For admins: mails that went to files, and the outbox with what could not be delivered."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from home import mailbox
from kit.toasts import say
from notices.models import Notice
from notices.operations import retry


@login_required
@require_safe
def mail(request: MemberRequest) -> HttpResponse:
    """The mails in the folder; `?name=` shows one."""
    _admins_only(request)
    if settings.MAIL_FOLDER is None:
        raise Http404
    chosen = None
    if name := request.GET.get("name"):
        chosen = mailbox.one(settings.MAIL_FOLDER, name)
        if chosen is None:
            raise Http404
    context = {
        "mails": mailbox.newest(settings.MAIL_FOLDER),
        "chosen": chosen,
        "folder": settings.MAIL_FOLDER,
    }
    return render(request, "home/mail.html", context)


@login_required
@require_safe
def outbox(request: MemberRequest) -> HttpResponse:
    """What is owed, and what was given up with the reason."""
    _admins_only(request)
    given_up = Paginator(Notice.objects.given_up().order_by("-given_up_at"), 50)
    context = {
        "owed": Notice.objects.owed().count(),
        "waiting_for": Notice.objects.oldest_owed_age(),
        "given_up": given_up.get_page(request.GET.get("page")),
        "keeps_mail": settings.MAIL_FOLDER is not None,
    }
    return render(request, "home/outbox.html", context)


@login_required
@require_POST
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Another round of tries for a dead letter."""
    _admins_only(request)
    notice = get_object_or_404(Notice.objects.given_up(), pk=pk)
    retry(notice)
    say(request, _("Trying again to reach %(address)s") % {"address": notice.recipient})
    return redirect("outbox")


def _admins_only(request: MemberRequest) -> None:
    if not request.user.is_admin:
        raise Http404

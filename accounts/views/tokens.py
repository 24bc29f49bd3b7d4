"""One's own API tokens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts import operations
from accounts.forms import TokenForm
from accounts.navigation import account_tabs
from accounts.views.doors import person_of, personal
from kit.toasts import say


@personal
@require_http_methods(["GET", "POST"])
@sensitive_variables("text")
def tokens(request: HttpRequest) -> HttpResponse:
    """The list and the form; a new token is shown in the answer to the form and never again."""
    user, now = person_of(request), timezone.now()
    form = TokenForm(request.POST or None)
    text = ""
    if form.is_valid():
        _token, text = operations.create_token(
            user,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at(now),
        )
        form = TokenForm()
    context = {
        "form": form,
        "new_token": text,
        "tokens": user.api_tokens.usable(now),
        "zone": user.time_zone or "UTC",
        "tabs": account_tabs("tokens"),
    }
    return render(request, "accounts/tokens.html", context)


@personal
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    token = get_object_or_404(person_of(request).api_tokens, pk=token_id)
    operations.revoke_token(token)
    say(request, _("Revoked the token “%(name)s”") % {"name": token.name})
    return redirect("tokens")

"""Addresses of accounts, relative to the root. allauth's pages stand under /accounts/, except those we replace."""

from allauth.account import views as allauth_views
from allauth.account.urls import urlpatterns as allauth_patterns
from django.urls import URLPattern, include, path
from django.views.generic import RedirectView

from accounts.views import calendar, groups, patience, people, profile, tokens
from accounts.views.doors import secret_address

# Signing in by a mailed code is not offered.
NOT_TAKEN = {"account_login", "account_email", "account_confirm_login_code"}

from_allauth = [
    URLPattern(page.pattern, secret_address(page.callback), page.default_args, page.name)
    for page in allauth_patterns
    if page.name not in NOT_TAKEN
]

urlpatterns = [
    path("accounts/login/", secret_address(patience.sign_in), name="account_login"),
    path("accounts/", include(from_allauth)),
    path("me/", RedirectView.as_view(pattern_name="profile")),
    path("me/profile/", profile.profile, name="profile"),
    path("me/emails/", secret_address(allauth_views.email), name="account_email"),
    path("me/tokens/", tokens.tokens, name="tokens"),
    path("me/tokens/<int:token_id>/revoke/", tokens.revoke, name="revoke-token"),
    path("me/calendar/", calendar.calendar, name="calendar"),
    path("me/calendar/reset/", calendar.reset_calendar, name="reset-calendar"),
    path("people/search/", people.search_people, name="people-search"),
    path("admin/groups/", groups.groups, name="groups"),
    path("admin/groups/<int:group_id>/", groups.group, name="group"),
    path("admin/groups/<int:group_id>/rename/", groups.rename_group, name="rename-group"),
    path("admin/groups/<int:group_id>/delete/", groups.delete_group, name="delete-group"),
    path(
        "admin/groups/<int:group_id>/members/<int:user_id>/remove/",
        groups.remove_member,
        name="remove-member",
    ),
]

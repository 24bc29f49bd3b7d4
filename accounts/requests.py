"""A request of somebody who signed in: what a view behind `login_required` is handed."""

from django.http import HttpRequest

from accounts.models import User


class MemberRequest(HttpRequest):
    user: User

"""May they?"""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def can_keep_groups(user: User | AnonymousUser) -> bool:
    return isinstance(user, User) and user.is_active and user.is_admin

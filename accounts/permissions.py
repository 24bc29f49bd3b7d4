"""May they?"""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def can_keep_groups(user: User | AnonymousUser) -> bool:
    """Groups are of the whole installation, so administrators keep them."""
    return isinstance(user, User) and user.is_active and user.is_admin

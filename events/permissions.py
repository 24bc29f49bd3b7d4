"""May they? Each question takes the person, or the keyring fetched once for several questions."""

from django.contrib.auth.models import AnonymousUser

from access.filters import Person, keyring_of
from access.models import AccessList
from accounts.models import User
from events.models import Category, Event


def can_manage_category(user: Person, category: Category) -> bool:
    """Who manages it, or a category above it."""
    return _runs(user, category.access)


def can_manage_event(user: Person, event: Event) -> bool:
    """Who manages it, or a category above it."""
    return _runs(user, event.access)


def can_see_event(user: Person, event: Event) -> bool:
    """What `Event.objects.visible_to` asks in SQL, of one event that is at hand (and not deleted)."""
    keyring = keyring_of(user)
    let_in = event.access.is_open or not set(keyring.invited).isdisjoint(event.access.reach)
    return (let_in and not event.is_draft) or can_manage_event(keyring, event)


def can_create_in(user: User | AnonymousUser, category: Category) -> bool:
    """Put an event into the category: who runs it, who holds that duty, or anybody who sees an open one."""
    return Category.objects.open_for_creation(user).filter(pk=category.pk).exists()


def can_create_given(user: User | AnonymousUser, category: Category, *, holds_create: bool) -> bool:
    """The same for somebody who sees the category and does not run it, once their duty there is known."""
    return user.is_authenticated and (holds_create or category.anyone_may_create)


def can_move_event(user: User | AnonymousUser, event: Event, *, to: Category) -> bool:
    """Rights at both ends: run the event, and be allowed to put one into the other category."""
    return can_manage_event(user, event) and can_create_in(user, to)


def can_clone_event(user: User | AnonymousUser, event: Event, *, into: Category) -> bool:
    """Rights at both ends, as for moving it."""
    return can_move_event(user, event, to=into)


def can_move_category(user: Person, category: Category, *, to: Category) -> bool:
    """Rights at both ends: run where it hangs and where it would hang."""
    keyring = keyring_of(user)
    source = category.parent
    return source is not None and _runs(keyring, source.access) and _runs(keyring, to.access)


def _runs(user: Person, access: AccessList) -> bool:
    """Full management, here or anywhere on the way up (`access.filters.run_by` for one list)."""
    keyring = keyring_of(user)
    return keyring.is_admin or not set(keyring.managed).isdisjoint(access.path)

"""The category tree: grow it, change it, move a branch, remove an empty one."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from access.models import AccessList
from access.operations import move_access_list, open_access_list
from accounts.models import User
from events.models import Category, Event
from events.operations.turns import lock_events
from events.refusals import NotEmpty, RootStays, WouldBeACircle
from events.signals import openness_changed
from journal.operations import differences, open_logbook, record
from kit.moments import zone
from kit.refusals import constraint_speaks

EDITABLE = frozenset({"title", "description", "time_zone", "anyone_may_create", "position"})


@transaction.atomic
def root_category() -> Category:
    """The top of the tree, made public when it does not exist yet."""
    root = Category.objects.filter(parent__isnull=True).first()
    if root is not None:
        return root
    return Category.objects.create(
        title=_("All events"),
        access=open_access_list(mode=AccessList.Mode.PUBLIC),
        logbook=open_logbook(),
    )


@transaction.atomic
def create_category(
    parent: Category,
    *,
    title: str,
    by: User | None,
    description: str = "",
    time_zone: str | None = None,
    anyone_may_create: bool = False,
    mode: str = AccessList.Mode.INHERITING,
) -> Category:
    """A new, empty category, the last of its parent's; its time zone is the parent's unless one is given."""
    category = Category.objects.create(
        parent=parent,
        title=title,
        description=description,
        time_zone=zone(time_zone or parent.time_zone).key,
        anyone_may_create=anyone_may_create,
        position=parent.children.count() + 1,
        depth=parent.depth + 1,
        access=open_access_list(parent=parent.access, mode=mode),
        logbook=open_logbook(),
    )
    record(category.logbook, "category.created", by=by, subject=category)
    record(parent.logbook, "category.created", by=by, subject=category)
    return category


@transaction.atomic
def edit_category(category: Category, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields. Raises UnknownZone."""
    _known(values)
    if "time_zone" in values:
        zone(values["time_zone"])
    _refresh_locked(category)
    changes = differences(category, values)
    if not changes:
        return
    for name in changes:
        setattr(category, name, values[name])
    category.save(update_fields=list(changes))
    if "title" in changes:  # their pages name it
        lock_events(Event.objects.below(category))
        Event.objects.below(category).update(revision=F("revision"))
    record(category.logbook, "category.edited", by=by, subject=category, changes=changes)


@transaction.atomic
def move_category(category: Category, *, to: Category, by: User | None) -> None:
    """Hang a category, with everything below it, under another one. Raises WouldBeACircle and RootStays."""
    # One mover at a time: two moves that cross could only end in a deadlock.
    Category.objects.select_for_update(no_key=True).get(parent__isnull=True)
    category.refresh_from_db()
    to.refresh_from_db()
    if category.parent is None:
        raise RootStays(_("The top category stays where it is."))
    before = category.parent
    lock_events(Event.objects.below(category))
    circle = WouldBeACircle(_("A category can not be moved below itself."))
    with constraint_speaks("access_tree_has_no_circle", refusal=circle):
        move_access_list(category.access, parent=to.access)
    category.parent = to
    category.save(update_fields=["parent"])
    Category.objects.below(category).update(depth=F("depth") + to.depth + 1 - category.depth)
    category.refresh_from_db()
    for logbook in {category.logbook, before.logbook, to.logbook}:
        record(logbook, "category.moved", by=by, subject=category, changes={"parent": (before, to)})
    openness_changed.send(sender=Category, events=Event.objects.below(category))


@transaction.atomic
def delete_category(category: Category, *, by: User | None) -> None:
    """Remove an empty category for good. Raises NotEmpty (deleted events count: they can be restored)."""
    # Whoever is just adding something below holds a shared lock on the list; wait for them.
    access = AccessList.objects.select_for_update().get(pk=category.access_id)
    parent = category.parent
    if parent is None:
        raise RootStays(_("The top category can not be deleted."))
    if category.children.exists():
        raise NotEmpty(_("There are categories in it. Move or delete them first."))
    if Event.objects.filter(category=category).exists():
        raise NotEmpty(
            _("There are events in it, perhaps deleted ones. Move them to another category first.")
        )
    record(parent.logbook, "category.deleted", by=by, subject=category)
    Category.objects.filter(pk=category.pk).delete()
    access.delete()


def _refresh_locked(category: Category) -> None:
    category.refresh_from_db(from_queryset=Category.objects.select_for_update(no_key=True))


def _known(values: dict[str, Any]) -> None:
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A category has no editable {', '.join(sorted(unknown))}.")

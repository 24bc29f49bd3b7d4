"""Views of the desk that a person keeps: theirs alone, so no log tells of them."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from abstracts.models import SavedView
from accounts.models import User
from events.models import Event
from kit.refusals import Refused, constraint_speaks

MOST_VIEWS = 50
LONGEST_NAME = 80
LONGEST_QUERY = 2000
NOT_KEPT = ("abstract", "page", "csrfmiddlewaretoken")


class BadView(Refused):
    """A view without a name, with one that is taken, or one too many."""


@transaction.atomic
def save_view(event: Event, *, by: User, name: str, query: str) -> SavedView:
    """Keep the filters under the name; a view of that name takes the new ones. Raises BadView."""
    name = _checked(name)
    asked = QueryDict(query[:LONGEST_QUERY], mutable=True)
    for key in NOT_KEPT:
        asked.pop(key, None)
    mine = SavedView.objects.filter(event=event, user=by)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise BadView(_("You keep %(most)d views. Remove one first.") % {"most": MOST_VIEWS})
    view, _created = SavedView.objects.update_or_create(
        event=event, user=by, name=name, defaults={"query": asked.urlencode()[:LONGEST_QUERY]}
    )
    return view


@transaction.atomic
def rename_view(view: SavedView, *, name: str) -> None:
    """Raises BadView."""
    view.name = _checked(name)
    taken = BadView(_("You have a view named “%(name)s” already.") % {"name": view.name})
    with constraint_speaks("saved_view_name_once_per_person", refusal=taken):
        view.save(update_fields=["name"])


def remove_view(view: SavedView) -> None:
    view.delete()


def _checked(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME:
        raise BadView(_("A view needs a name of at most %(most)d characters.") % {"most": LONGEST_NAME})
    return name

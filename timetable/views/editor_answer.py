"""What the script of the editor is answered: the cards and parts it does not have yet, as JSON."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.requests import MemberRequest
from events.models import Event
from kit.words import clock_words
from timetable.editor.desk import Desk
from timetable.editor.state import step_words
from timetable.models import Step
from timetable.views.editor_forms import choice_of
from timetable.views.editor_parts import parts_of

MOST_NEWS = 5


def answer(request: MemberRequest, desk: Desk, *, has: QueryDict, since: str) -> dict[str, Any]:
    """`has` names in `cards` and `parts` the versions on the page; what is the same is not sent again.

    `order` is there only when other cards than before are on the board, or in another order.
    """
    cards, parts = _versions(has.get("cards", "")), _versions(has.get("parts", ""))
    order = [str(fragment.key) for fragment in desk.fragments]
    written = parts_of(request, desk, choice_of(request.GET, desk.event, desk.plan))
    found: dict[str, Any] = {
        "token": _token(desk.event, desk.state.saved),
        "day": desk.view.day.isoformat(),
        "cards": {
            fragment.key: fragment.html
            for fragment in desk.fragments
            if cards.get(str(fragment.key)) != fragment.version
        },
        "parts": {
            name: [part.version, part.html]
            for name, part in written.items()
            if parts.get(name) != part.version
        },
        "tray": _("%(number)d of %(all)d") % {"number": desk.tray.waiting, "all": desk.tray.of},
        "news": news_of(desk, since, by=request),
    }
    if order != list(cards):
        found["order"] = order
    return found


def token_of(event: Event) -> str:
    """The state of the event, and the newest act in it."""
    return _token(event, Step.objects.filter(event=event).only("pk").first())


def _token(event: Event, newest: Step | None) -> str:
    return f"{event.revision}.{newest.pk if newest else 0}"


def news_of(desk: Desk, since: str, *, by: MemberRequest) -> dict[str, Any]:
    """What others did since: sentences, the newest first, and the entries they touched."""
    step = since.partition(".")[2]
    if not (step.isascii() and step.isdigit() and len(step) < 19):
        return {"said": [], "entries": []}
    others = Step.objects.filter(event=desk.event, pk__gt=int(step)).exclude(by=by.user)
    steps = list(others.select_related("by")[:MOST_NEWS])
    said = [
        _("%(person)s, %(time)s: %(act)s")
        % {
            "person": step.by or _("Somebody"),
            "time": clock_words(step.at, zone=desk.event.zone),
            "act": step_words(step),
        }
        for step in steps
    ]
    return {"said": said, "entries": sorted({int(key) for step in steps for key in step.after})}


def _versions(text: str) -> dict[str, str]:
    """ "12:ab3f,13:9c" in order; what makes no sense is nothing that one has."""
    pairs = (pair.partition(":") for pair in text.split(",") if ":" in pair)
    return {key: version for key, _colon, version in pairs}

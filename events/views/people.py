"""The people of an event: search, edit; chairpersons and contacts in order."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.forms import PersonForm, RolesForm
from events.models import Event, EventPerson, EventRole
from events.navigation import event_side
from events.operations import add_person, edit_person, people_named, remove_person, set_roles
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure

ON_A_PAGE = 100


@login_required
@require_http_methods(["GET", "POST"])
def event_people(request: MemberRequest, pk: int) -> HttpResponse:
    """The list, searched with ?q=; one form for a new person, or with ?person= for that one; the roles."""
    event = managed_event(request, pk)
    here = reverse("event-people", args=[event.pk])
    person = _asked(request, event)
    act = request.POST.get("act")
    form = PersonForm(request.POST if act == "save" else None, initial=_initial(person))
    roles_form = RolesForm(request.POST if act == "roles" else None, event=event)
    if request.method == "POST" and _done(request, event, person, form, roles_form):
        return go_to(request, here)
    context = {
        **event_side(event, current="event-people"),
        **_list(request, event),
        "person": person,
        "form": form,
        "roles_form": roles_form,
        "here": here,
    }
    return render(request, "events/manage/people.html", context)


def _asked(request: MemberRequest, event: Event) -> EventPerson | None:
    """The person of this event that ?person= names."""
    asked = request.GET.get("person", "")
    if not asked:
        return None
    return get_object_or_404(event.people, pk=key_of(asked))


def _initial(person: EventPerson | None) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PersonForm.base_fields} if person else {}


def _list(request: MemberRequest, event: Event) -> dict[str, Any]:
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    people = event.people.prefetch_related("roles")
    if asked:
        people = people.filter(
            Q(name__icontains=asked) | Q(email__icontains=asked) | Q(affiliation__icontains=asked)
        )
    return {"page": Paginator(people, ON_A_PAGE).get_page(request.GET.get("page")), "asked": asked}


def _done(
    request: MemberRequest, event: Event, person: EventPerson | None, form: PersonForm, roles_form: RolesForm
) -> bool:
    match request.POST.get("act"):
        case "save":
            return form.is_valid() and _saved(request, event, person, form)
        case "roles":
            return roles_form.is_valid() and _assigned(request, event, roles_form)
        case _:
            _remove(request, event)
            return True


def _saved(request: MemberRequest, event: Event, person: EventPerson | None, form: PersonForm) -> bool:
    try:
        if person is None:
            person = add_person(event, by=request.user, **form.cleaned_data)
            say(request, _("Added %(person)s") % {"person": person})
        else:
            edit_person(person, by=request.user, **form.cleaned_data)
            say(request, _("Saved %(person)s") % {"person": person})
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return False
    return True


@transaction.atomic
def _assigned(request: MemberRequest, event: Event, form: RolesForm) -> bool:
    for role in EventRole.Role.values:
        set_roles(event, role=role, people=people_named(event, form.cleaned_data[role]), by=request.user)
    say(request, _("Saved chairpersons and contacts"))
    return True


def _remove(request: MemberRequest, event: Event) -> None:
    asked = request.POST.get("remove", "")
    person = get_object_or_404(event.people, pk=key_of(asked))
    try:
        name = str(person)
        remove_person(person, by=request.user)
        say(request, _("Removed %(person)s") % {"person": name})
    except Refused as refusal:
        say_failure(request, str(refusal))

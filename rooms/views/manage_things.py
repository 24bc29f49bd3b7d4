"""Equipment with its features, and attributes: short lists, each with one form."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure
from rooms.forms.manage_things import AttributeForm, EquipmentForm, FeatureForm
from rooms.models import Attribute, Equipment, Feature
from rooms.navigation import rooms_side
from rooms.operations.attributes import add_attribute, edit_attribute, remove_attribute
from rooms.operations.equipment import (
    add_equipment,
    add_feature,
    edit_equipment,
    edit_feature,
    remove_equipment,
    remove_feature,
)
from rooms.views.manage_fetch import settings_for_those_who_run_all

Thing: TypeAlias = Equipment | Feature | Attribute
ADD: dict[type[Any], Callable[..., Any]] = {
    Equipment: add_equipment,
    Feature: add_feature,
    Attribute: add_attribute,
}
EDIT: dict[type[Any], Callable[..., Any]] = {
    Equipment: edit_equipment,
    Feature: edit_feature,
    Attribute: edit_attribute,
}
REMOVE: dict[type[Any], Callable[..., Any]] = {
    Equipment: remove_equipment,
    Feature: remove_feature,
    Attribute: remove_attribute,
}


@login_required
@require_http_methods(["GET", "POST"])
def equipment_page(request: MemberRequest) -> HttpResponse:
    """?equipment= and ?feature= name the one to change; without, the forms add one."""
    settings_for_those_who_run_all(request)
    here = reverse("manage-equipment")
    equipment, feature = _asked(request, Equipment, "equipment"), _asked(request, Feature, "feature")
    act = request.POST.get("act")
    form = EquipmentForm(request.POST if act == "equipment" else None, equipment=equipment, prefix="e")
    feature_form = FeatureForm(request.POST if act == "feature" else None, feature=feature, prefix="f")
    if request.method == "POST":
        done = (
            _saved(request, Equipment, equipment, form)
            or _saved(request, Feature, feature, feature_form)
            or _removed(request, {"remove": Equipment, "remove_feature": Feature})
        )
        if done:
            return go_to(request, here)
    context = {
        **rooms_side(request.user, current="manage-equipment"),
        "all_equipment": list(
            Equipment.objects.annotate(room_count=Count("rooms")).prefetch_related("features")
        ),
        "all_features": list(Feature.objects.annotate(kind_count=Count("equipment"))),
        "equipment": equipment,
        "feature": feature,
        "form": form,
        "feature_form": feature_form,
        "here": here,
    }
    return render(request, "rooms/manage/equipment.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def attributes_page(request: MemberRequest) -> HttpResponse:
    """?attribute= names the one to change; without, the form adds one."""
    settings_for_those_who_run_all(request)
    here = reverse("manage-attributes")
    attribute = _asked(request, Attribute, "attribute")
    act = request.POST.get("act")
    form = AttributeForm(request.POST if act == "attribute" else None, attribute=attribute)
    if request.method == "POST" and (
        _saved(request, Attribute, attribute, form) or _removed(request, {"remove": Attribute})
    ):
        return go_to(request, here)
    context = {
        **rooms_side(request.user, current="manage-attributes"),
        "attributes": list(Attribute.objects.annotate(room_count=Count("values"))),
        "attribute": attribute,
        "form": form,
        "here": here,
    }
    return render(request, "rooms/manage/attributes.html", context)


def _asked(request: MemberRequest, kind: type[Any], name: str) -> Any:
    """The one that the address names; None where it names none."""
    asked = request.GET.get(name, "")
    return get_object_or_404(kind, pk=key_of(asked)) if asked else None


def _saved(request: MemberRequest, kind: type[Any], thing: Thing | None, form: forms.Form) -> bool:
    if not form.is_valid():
        return False
    try:
        if thing is None:
            added = ADD[kind](by=request.user, **form.cleaned_data)
            say(request, _("Added “%(thing)s”") % {"thing": added})
        else:
            EDIT[kind](thing, by=request.user, **form.cleaned_data)
            say(request, _("Saved “%(thing)s”") % {"thing": thing})
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return False
    return True


def _removed(request: MemberRequest, kinds: dict[str, type[Any]]) -> bool:
    """A button `remove` (or another of these names) holds the key of what goes."""
    for name, kind in kinds.items():
        asked = request.POST.get(name, "")
        if not asked:
            continue
        thing = get_object_or_404(kind, pk=key_of(asked))
        said = _("Removed “%(thing)s”") % {"thing": thing}
        try:
            REMOVE[kind](thing, by=request.user)
            say(request, said)
        except Refused as refusal:
            say_failure(request, str(refusal))
        return True
    return False

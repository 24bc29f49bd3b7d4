"""What coordinators type: a block of their session, a talk of it into one of its blocks, the talk itself."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.forms import MarkdownField
from programme.forms.talk import LONGEST
from programme.models import Contribution
from timetable.forms.slot import BlockField, SlotForm
from timetable.models import Slot
from timetable.session_desk import SessionDesk


class RevisionMixin(forms.Form):
    """Carries the revision that the person saw: who was quicker is noticed."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def expected(self, slot: Slot) -> dict[int, int]:
        seen = self.cleaned_data.get("revision")
        return {} if seen is None else {slot.pk: seen}


class SessionBlockForm(RevisionMixin, SlotForm):
    """When and where a block is; the rooms are those the person knows of."""

    title = forms.CharField(label=gettext_lazy("title of this block"), max_length=300, required=False)
    parent = None  # type: ignore[assignment]
    is_pinned = None  # type: ignore[assignment]

    field_order = ("title",)

    def __init__(self, *args: Any, desk: SessionDesk, slot: Slot | None = None, **options: Any) -> None:
        initial = {"revision": slot.revision} if slot else {"minutes": 60}
        super().__init__(*args, event=desk.session.event, slot=slot, initial=initial, **options)
        cast("forms.ModelChoiceField[Any]", self.fields["room"]).queryset = desk.rooms


class SessionTalkForm(RevisionMixin, SlotForm):
    """A talk in a block of the session; without a start it comes after what is there."""

    contribution = forms.ModelChoiceField(label=gettext_lazy("Talk"), queryset=Contribution.objects.none())
    is_pinned = None  # type: ignore[assignment]

    field_order = ("contribution", "parent", "day", "clock", "minutes")

    def __init__(self, *args: Any, desk: SessionDesk, slot: Slot | None = None, **options: Any) -> None:
        initial = {**(options.pop("initial", None) or {}), **({"revision": slot.revision} if slot else {})}
        super().__init__(*args, event=desk.session.event, slot=slot, initial=initial, **options)
        del self.fields["room"]
        parent = cast(BlockField, self.fields["parent"])
        parent.queryset, parent.required = desk.own_blocks, True
        parent.empty_label = None
        if slot is not None:
            del self.fields["contribution"]
            return
        for name in ("day", "clock", "minutes"):
            self.fields[name].required = False
        self.fields["minutes"].help_text = _("The talk's own length when left empty.")
        self.fields["clock"].help_text = _(
            "After what is there when left empty. Times are those of %(zone)s."
        ) % {"zone": desk.session.event.time_zone}
        self.initial.pop("day", None)
        waiting = cast("forms.ModelChoiceField[Any]", self.fields["contribution"])
        waiting.queryset = desk.talks.filter(pk__in=[talk.pk for talk in desk.waiting])

    def clean(self) -> dict[str, Any]:
        """A clock time alone is on the day of the block."""
        values = self.cleaned_data
        if values.get("clock") is not None and not values.get("day") and values.get("parent"):
            values["day"] = values["parent"].day
        return super().clean()


class SessionTalkDetailsForm(forms.Form):
    """Of a talk what its session may say about it."""

    title = forms.CharField(label=Contribution._meta.get_field("title").verbose_name, max_length=500)
    abstract = MarkdownField(
        label=Contribution._meta.get_field("abstract").verbose_name,
        required=False,
    )
    minutes = forms.IntegerField(
        label=Contribution._meta.get_field("minutes").verbose_name,
        min_value=0,
        max_value=LONGEST,
    )

    def __init__(self, *args: Any, talk: Contribution, **options: Any) -> None:
        initial = {name: getattr(talk, name) for name in self.base_fields}
        super().__init__(*args, **options | {"initial": initial})

    @property
    def changes(self) -> dict[str, Any]:
        """What somebody touched: what others changed meanwhile stays."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

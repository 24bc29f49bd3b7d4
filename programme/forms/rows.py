"""The rows of a talk's form: people, links and parts, each with its place in the order."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import EventPerson
from kit.forms import MarkdownField
from kit.links import LONGEST_LINK, check_link
from programme.forms.people import EventPeople, PeopleField, PersonField
from programme.models import Credit, Link
from programme.operations import Credited, LinkDraft, Named, PartDraft

MOST_ROWS = 200


class CreditForm(forms.Form):
    """A person and what they do in the talk. E-mail and affiliation are for somebody new."""

    person = PersonField(label=gettext_lazy("Name"), max_length=300)
    email = forms.EmailField(label=gettext_lazy("e-mail"), max_length=254, required=False)
    affiliation = forms.CharField(label=gettext_lazy("affiliation"), max_length=300, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("role"), choices=Credit.Role.choices, initial=Credit.Role.SPEAKER
    )

    def __init__(self, *args: Any, among: EventPeople, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(PersonField, self.fields["person"]).offer(among)

    @property
    def credited(self) -> Credited:
        person = self.cleaned_data["person"]
        if not isinstance(person, EventPerson):
            person = Named(person, self.cleaned_data["email"], self.cleaned_data["affiliation"])
        return person, self.cleaned_data["role"]


class LinkForm(forms.Form):
    url = forms.CharField(label=gettext_lazy("address"), max_length=LONGEST_LINK, validators=[check_link])
    title = forms.CharField(label=gettext_lazy("title"), max_length=500, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=Link.Kind.choices, initial=Link.Kind.LINK)

    @property
    def draft(self) -> LinkDraft:
        return LinkDraft(**{name: self.cleaned_data[name] for name in ("url", "title", "kind")})


class PartForm(forms.Form):
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    title = forms.CharField(label=gettext_lazy("title"), max_length=500)
    minutes = forms.IntegerField(label=gettext_lazy("minutes"), min_value=0, max_value=1440, initial=10)
    code = forms.CharField(label=gettext_lazy("code"), max_length=30, required=False)
    description = MarkdownField(label=gettext_lazy("description"), required=False)
    speakers = PeopleField(label=gettext_lazy("speakers"), required=False)

    @property
    def draft(self) -> PartDraft:
        values = {name: self.cleaned_data[name] for name in ("pk", "title", "minutes", "code", "description")}
        return PartDraft(speakers=tuple(self.cleaned_data["speakers"]), **values)


class Rows(forms.BaseFormSet):
    """Rows in the order of their numbers; without a number a row comes last."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("position")
        form.fields["DELETE"].label = _("take out")

    @property
    def kept(self) -> list[Any]:
        """The filled rows that stay, in order."""
        return [form for form in self.ordered_forms if form.has_changed() or form.initial]


def _rows(form: type[forms.Form], *, extra: int) -> Any:
    return forms.formset_factory(
        form,
        formset=Rows,
        extra=extra,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )


CreditRows = _rows(CreditForm, extra=2)
LinkRows = _rows(LinkForm, extra=1)
PartRows = _rows(PartForm, extra=1)

"""What a person types to protect a thing and to let others in."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access.models import AccessList, Grant
from accounts.models import Group, User
from accounts.people import handle_of, person_named
from kit.forms import Combobox

VIEW_OR_MANAGE = [
    (Grant.VIEW, _("see it")),
    (Grant.MANAGE, _("manage it, and everything in it")),
]


class ModeForm(forms.Form):
    """Public, as above, or restricted. The top of a tree has nothing above it."""

    def __init__(self, *args: Any, access: AccessList, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"mode": access.mode}, **options})
        modes = [mode for mode in AccessList.Mode if access.parent_id or mode != AccessList.Mode.INHERITING]
        choices = [(mode.value, mode.label) for mode in modes]
        self.fields["mode"] = forms.ChoiceField(
            label=_("Who may see it"), choices=choices, widget=forms.RadioSelect
        )


class PersonBox(Combobox):
    """Shows the name of the person that was picked, when a form comes back."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"source": reverse("people-search")}

    def shown_for(self, value: Any) -> str:
        return str(person_named(value) or value) if value else ""


class PersonField(forms.CharField):
    """One active person, picked from the suggestions or by e-mail address; cleaned to the person or None."""

    widget = PersonBox
    default_error_messages: ClassVar = {
        "nobody": _("There is nobody called “%(text)s” here. Choose one of the people offered.")
    }

    def __init__(self, *, max_length: int = 254, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def clean(self, value: Any) -> User | None:
        text = super().clean(value)
        if not text:
            return None
        person = person_named(text)
        if person is None:
            raise ValidationError(self.error_messages["nobody"], code="nobody", params={"text": text[:60]})
        return person

    def prepare_value(self, value: Any) -> Any:
        return handle_of(value) if isinstance(value, User) else value


class PrincipalField(forms.CharField):
    """A person picked from the suggestions, the exact name of a group, or an e-mail address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=PersonBox(), max_length=254, **options)

    def clean(self, value: Any) -> User | Group | str:
        text = super().clean(value)
        if not text:
            return ""
        person = person_named(text)
        if person is not None:
            return person
        group = Group.objects.filter(name__iexact=text).first()
        if group is not None:
            return group
        try:
            validate_email(text)
        except ValidationError as error:
            unknown = _(
                "“%(text)s” is no person or group here. To invite somebody, enter their e-mail address."
            )
            raise ValidationError(unknown, code="unknown", params={"text": text[:60]}) from error
        return str(text)


class GrantForm(forms.Form):
    """Whom to let in, and how far; `permissions` adds the duties that an app declares."""

    to = PrincipalField(
        label=_("Person, group or e-mail address"),
        help_text=_("Somebody without an account gets a mail and has the right once they sign up."),
    )

    def __init__(
        self, *args: Any, permissions: list[tuple[str, Any]] = VIEW_OR_MANAGE, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["permission"] = forms.ChoiceField(
            label=pgettext("what a person may do", "May"), choices=permissions
        )

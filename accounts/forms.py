"""What people type about themselves, their tokens and their groups."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Group, Scope, User
from kit.forms import ZoneField

# A line break in a name would become one in a mail's header or a calendar's line.
ONE_LINE = RegexValidator(
    r"[\x00-\x1f\x7f\x85\u2028\u2029]",
    inverse_match=True,
    message=_("Write this in one line, without control characters."),
)


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name"),
        max_length=User._meta.get_field("name").max_length,
        validators=[ONE_LINE],
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )


class NameAtSignUp(forms.Form):
    """What sign-up asks beyond e-mail and password (`ACCOUNT_SIGNUP_FORM_CLASS`)."""

    name = name_field()

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is saved."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(forms.Form):
    """Name, affiliation, language, time zone."""

    name = name_field()
    affiliation = forms.CharField(
        label=_("Affiliation"),
        max_length=User._meta.get_field("affiliation").max_length,
        required=False,
        validators=[ONE_LINE],
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As my browser prefers")), *settings.LANGUAGES],
        required=False,
        help_text=_("Also the language of mails to you."),
    )
    time_zone = ZoneField(
        label=_("Time zone"),
        max_length=64,
        required=False,
        help_text=_("Such as Europe/Zurich. Left empty, times are shown in the zone of each event."),
    )


class TokenForm(forms.Form):
    """A new API token."""

    DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("", _("Until revoked"))]

    name = forms.CharField(
        label=_("Name"), max_length=100, validators=[ONE_LINE], help_text=_("What you will use it for.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )
    lasts = forms.ChoiceField(label=_("Valid for"), choices=DAYS, required=False, initial="90")

    def expires_at(self, now: datetime) -> datetime | None:
        """When a token made `now` ends; None means never."""
        days = self.cleaned_data["lasts"]
        return now + timedelta(days=int(days)) if days else None


class GroupForm(forms.Form):
    """The name of a group."""

    name = forms.CharField(
        label=_("Name"),
        max_length=Group._meta.get_field("name").max_length,
        validators=[ONE_LINE],
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class MemberForm(forms.Form):
    """Somebody to add to a group."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Any confirmed address of the person."))

"""What a reviewer tells about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from abstracts.models import ReviewerProfile
from abstracts.operations.wishes import MOST_LIMIT

KNOWN = [
    (0, pgettext_lazy("how well a reviewer knows a topic", "Not at all")),
    (1, pgettext_lazy("how well a reviewer knows a topic", "A little")),
    (2, pgettext_lazy("how well a reviewer knows a topic", "Well")),
    (3, pgettext_lazy("how well a reviewer knows a topic", "Expert")),
]


class ProfileForm(forms.Form):
    """`competences` once it is valid: by topic."""

    load_limit = forms.IntegerField(
        label=gettext_lazy("Most abstracts you take"),
        help_text=gettext_lazy("Leave it empty to leave it to the organisers."),
        min_value=0,
        max_value=MOST_LIMIT,
        required=False,
    )

    def __init__(
        self, *args: Any, topics: list[str], profile: ReviewerProfile | None, **options: Any
    ) -> None:
        known = profile.competences if profile is not None else {}
        initial: dict[str, Any] = {"load_limit": profile.load_limit if profile is not None else None}
        initial |= {_name(place): known.get(topic, 0) for place, topic in enumerate(topics)}
        super().__init__(*args, **{**options, "initial": initial})
        self.topics = topics
        for place, topic in enumerate(topics):
            self.fields[_name(place)] = forms.TypedChoiceField(
                label=topic,
                choices=KNOWN,
                coerce=int,
                empty_value="0",
                widget=forms.RadioSelect,
            )

    @property
    def topic_fields(self) -> list[Any]:
        return [self[_name(place)] for place in range(len(self.topics))]

    @property
    def competences(self) -> dict[str, int]:
        return {topic: int(self.cleaned_data[_name(place)]) for place, topic in enumerate(self.topics)}


def _name(place: int) -> str:
    return f"topic-{place}"

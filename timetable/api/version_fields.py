"""What is told of the versions of a timetable over REST, and what is sent to publish one."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from events.models import Event
from rooms.api.query import Query, wrong
from rooms.api.strict import Strict
from timetable.api.entry_fields import EntrySerializer, shown_in
from timetable.models import Version
from timetable.operations.publishing import LONGEST_NAME, LONGEST_NOTE
from timetable.plan import Plan
from timetable.versions import Change, Edition, Kind
from timetable.versions.news import News

DRAFT = "draft"


class VersionSerializer(serializers.ModelSerializer[Version]):
    published_at = serializers.DateTimeField(source="made_at")
    published_by = serializers.SerializerMethodField()

    class Meta:
        model = Version
        fields = ["id", "event", "number", "name", "note", "published_at", "published_by"]
        read_only_fields = fields

    def get_published_by(self, version: Version) -> str | None:
        return str(version.made_by) if version.made_by else None


class WholeVersionSerializer(VersionSerializer):
    entries = EntrySerializer(many=True, help_text="What was held then, withdrawn talks left out.")

    class Meta(VersionSerializer.Meta):
        fields = [*VersionSerializer.Meta.fields, "entries"]
        read_only_fields = fields


class ChangeSerializer(serializers.Serializer[Any]):
    """One entry that is not as it was; `before` is null for what is new, `after` for what is gone."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=[kind.value for kind in Kind]))
    before = EntrySerializer(allow_null=True)
    after = EntrySerializer(allow_null=True)


class DiffSerializer(serializers.Serializer[Any]):
    changes = ChangeSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which can not be the name of an attribute."""
        ends = {name: serializers.CharField(help_text="A number, or “draft”.") for name in ("from", "to")}
        return {**ends, **super().get_fields()}


class NewsLineSerializer(serializers.Serializer[Any]):
    """One change in words, on the clocks of the event; `talk` is the number of a talk you may see."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=[kind.value for kind in Kind]))
    title = serializers.CharField()
    old_title = serializers.CharField(help_text="Empty where it is the same.")
    before = serializers.CharField(help_text="When and where it was; empty where that did not change.")
    now = serializers.CharField(help_text="When and where it is; empty when it is gone.")
    talk = serializers.IntegerField(allow_null=True)


class NewsSerializer(serializers.Serializer[Any]):
    """A version and what changed with it; of the first one only how many entries it holds."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    note = serializers.CharField()
    published_at = serializers.DateTimeField()
    is_first = serializers.BooleanField()
    entries = serializers.IntegerField()
    changes = NewsLineSerializer(many=True)


class DiffQuery(Query):
    def get_fields(self) -> dict[str, Any]:
        """With `from`, which can not be the name of an attribute."""
        first = serializers.CharField(
            required=False, max_length=9, help_text="Number of a version; the newest without."
        )
        last = serializers.CharField(
            required=False, max_length=9, help_text="Number of a version; the draft without."
        )
        return {**super().get_fields(), "from": first, "to": last}


class PublishGiven(Strict):
    name = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_NAME)
    note = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_NOTE, help_text="Markdown; everybody reads it."
    )
    tell = serializers.BooleanField(
        required=False, help_text="Write to those concerned, which is so without."
    )
    number = serializers.IntegerField(
        required=False, min_value=1, help_text="The number it would have: 409 if somebody else was quicker."
    )


class OutlookSerializer(serializers.Serializer[Any]):
    """What publishing would do."""

    number = serializers.IntegerField()
    changes = ChangeSerializer(many=True)
    conflicts = serializers.IntegerField(help_text="Open ones; they are listed at `conflicts/`.")
    hard_conflicts = serializers.IntegerField(help_text="Those of them that can not be held.")
    unconfirmed = serializers.IntegerField(help_text="Speakers who did not confirm, where they are asked.")
    mails = serializers.IntegerField(help_text="How many people would be written to.")
    unreached = serializers.ListField(child=serializers.CharField(), help_text="Whose address nobody knows.")


def change_shown(change: Change, before: Edition, after: Edition, *, event: Event) -> dict[str, Any]:
    was, now = change.before, change.after
    return {
        "kinds": [kind.value for kind in change.kinds],
        "before": shown_in(before.plan, was.entry, event=event, revisions={}) if was else None,
        "after": shown_in(after.plan, now.entry, event=event, revisions={}) if now else None,
    }


def news_shown(news: News) -> dict[str, Any]:
    """The fields of a NewsSerializer."""
    version = news.version
    return {
        "number": version.number,
        "name": version.name,
        "note": version.note,
        "published_at": version.made_at,
        "is_first": news.is_first,
        "entries": news.count,
        "changes": [
            {
                "kinds": [kind.value for kind in line.change.kinds],
                "title": line.title,
                "old_title": line.old_title,
                "before": line.before,
                "now": line.now,
                "talk": talk,
            }
            for line, talk in news.lines
        ],
    }


def entries_shown(plan: Plan, *, event: Event) -> list[dict[str, Any]]:
    return [shown_in(plan, entry, event=event, revisions={}) for entry in plan.values()]


def number_of(text: str, field: str) -> int:
    """Raises ValidationError for what is no number of a version."""
    if not (text.isascii() and text.isdigit()):
        raise wrong(field, _("Give the number of a version, or “draft”."))
    return int(text)

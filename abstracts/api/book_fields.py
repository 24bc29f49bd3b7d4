"""Shapes of the book of abstracts, of exports and of imports."""

from typing import Any

from rest_framework import serializers

from abstracts.exporting.files import FORMATS
from abstracts.models import Book
from kit.tables import MOST_BYTES
from rooms.api.query import KeyField, Query
from rooms.api.strict import Strict


class BookSerializer(serializers.ModelSerializer[Book]):
    """`event` is the number of the event; `own_name` names the PDF that was uploaded instead of ours, if any."""

    abstracts = serializers.SerializerMethodField(help_text="How many are in the book that was made last.")

    class Meta:
        model = Book
        fields = (
            "event", "title", "introduction", "closing", "order", "style", "corresponding", "show_numbers",
            "each_on_a_page", "is_public", "own_name", "made_at", "abstracts",
        )  # fmt: skip
        read_only_fields = ("event", "own_name", "made_at")

    def get_abstracts(self, book: Book) -> int:
        return len(book.made_of)


class BookGiven(Strict):
    """What changes; the rest stays."""

    title = serializers.CharField(required=False, allow_blank=True, max_length=300)
    introduction = serializers.CharField(required=False, allow_blank=True)
    closing = serializers.CharField(required=False, allow_blank=True)
    order = serializers.ChoiceField(Book.Order.choices, required=False)
    style = serializers.ChoiceField(Book.Style.choices, required=False)  # type: ignore[assignment]
    corresponding = serializers.ChoiceField(Book.Corresponding.choices, required=False)
    show_numbers = serializers.BooleanField(required=False)
    each_on_a_page = serializers.BooleanField(required=False)
    is_public = serializers.BooleanField(required=False)


class MakeGiven(Strict):
    """`everything`: a copy for oneself, with what only some may see; without, the one for everybody."""

    everything = serializers.BooleanField(required=False)


class ExportQuery(Query):
    """The filters of the desk work here as well: `q`, `state`, `call`, `track`, `type` …"""

    event = serializers.CharField(max_length=80, help_text="Number or address.")
    file = serializers.ChoiceField(list(FORMATS), required=False, help_text="json where nothing is said.")


class SubmissionsGiven(Strict):
    """A file, and the call it is for."""

    call = KeyField()
    file = serializers.FileField(help_text="CSV, XLSX, JSON or JSON lines, at most 10 MB.")
    add_missing = serializers.BooleanField(
        required=False, help_text="Tracks, types and topics too; true if not said."
    )
    strict = serializers.BooleanField(
        required=False, help_text="Skip what the rules of the call would refuse."
    )

    def validate_file(self, file: Any) -> Any:
        if (file.size or 0) > MOST_BYTES:
            raise serializers.ValidationError(f"At most {MOST_BYTES // 1024**2} MB.")
        return file


class ImportRowSerializer(serializers.Serializer[Any]):
    """What becomes of a row. `reason` says why it is skipped, `notes` what was left out or lacks."""

    row = serializers.IntegerField()
    outcome = serializers.ChoiceField(["created", "updated", "same", "skipped"])
    number = serializers.IntegerField(required=False)
    code = serializers.CharField(required=False)
    title = serializers.CharField(required=False)
    fields_changed = serializers.ListField(child=serializers.CharField(), required=False)
    notes = serializers.ListField(child=serializers.CharField(), required=False)
    reason = serializers.CharField(required=False)


class AbstractImportSerializer(serializers.Serializer[Any]):
    """What an import did, or with `dry_run` would do."""

    call = serializers.CharField()
    dry_run = serializers.BooleanField()
    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    same = serializers.IntegerField()
    skipped = serializers.IntegerField()
    added = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())
    skipped_rows = ImportRowSerializer(many=True)
    noted_rows = ImportRowSerializer(many=True)

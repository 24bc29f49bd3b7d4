"""The book of abstracts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from abstracts.models.file import private_folder
from events.models import Event


class Book(models.Model):
    """How the book of an event is made; or one that was made elsewhere and uploaded (`own_file`).

    `made_file` is the last one that was made for everybody, `made_of` the ids of the contributions in it: once one of
    them is not for everybody any more, the file is nobody's.
    """

    class Order(models.TextChoices):
        NUMBER = "number", _("Number")
        TITLE = "title", _("Title")
        BOARD = "board", _("Board number")
        SESSION_TITLE = "session_title", _("Session, then title")
        SESSION_BOARD = "session_board", _("Session, then board number")
        SESSION_SCHEDULE = "session_schedule", _("Session, then time")
        SPEAKER = "speaker", _("Speaker")
        SCHEDULE = "schedule", _("Time")
        TRACK_TITLE = "track_title", _("Track, then title")

    class Corresponding(models.TextChoices):
        NONE = "none", _("Nobody")
        SUBMITTER = "submitter", _("The submitter")
        SPEAKERS = "speakers", _("The speakers")

    class Style(models.TextChoices):
        ONE_COLUMN = "one", _("One column")
        TWO_COLUMNS = "two", _("Two columns")

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="book")
    title = models.CharField(_("title"), max_length=300, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    closing = models.TextField(_("closing words"), blank=True)
    order = models.CharField(_("order"), max_length=16, choices=Order, default=Order.NUMBER)
    corresponding = models.CharField(
        _("whose address is printed"), max_length=9, choices=Corresponding, default=Corresponding.NONE
    )
    style = models.CharField(_("style"), max_length=3, choices=Style, default=Style.ONE_COLUMN)
    show_numbers = models.BooleanField(_("print the numbers"), default=True)
    each_on_a_page = models.BooleanField(_("begin each on a new page"), default=False)
    is_public = models.BooleanField(_("everybody may download it"), default=False)
    own_file = models.FileField(storage=private_folder, max_length=100, blank=True)
    own_name = models.CharField(max_length=200, blank=True)
    made_file = models.FileField(storage=private_folder, max_length=100, blank=True)
    made_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_of = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    def __str__(self) -> str:
        return self.title or str(self.event)

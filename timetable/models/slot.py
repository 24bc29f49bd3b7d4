"""When and where things happen: one table of slots."""

from datetime import date, datetime

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.filters import Keyring, Person, keyring_of, run_by, visible_to
from events.models import Event, EventRoom
from kit.moments import day_of
from programme.models import Contribution, Credit, Session


class SlotQuerySet(models.QuerySet["Slot"]):
    def visible_to(self, user: Person) -> "SlotQuerySet":
        """Of what the event shows (never its draft), what is `open_to` the person."""
        return self.filter(is_shown=True).open_to(user)

    def open_to(self, user: Person) -> "SlotQuerySet":
        """Slots whose contribution, session or (for breaks) event the person may see.

        A block shows when its session shows or any contribution in it does (Indico's rule), and the breaks in
        it show with it. Of the draft of a timetable only those who run the event may be shown anything: ask that
        first, or use `visible_to`.
        """
        keyring = keyring_of(user)
        contribution = _contribution_shows(keyring)
        block = _block_shows(keyring)
        pause = Q(contribution__isnull=True, session__isnull=True) & (
            (Q(parent__isnull=True) & _open_to(keyring, "event__access"))
            | Q(Exists(Slot.every.filter(block, pk=OuterRef("parent"))))
        )
        return self.filter(contribution | block | pause, event__deleted_at__isnull=True)

    def top_level(self) -> "SlotQuerySet":
        return self.filter(parent__isnull=True)

    def between(self, starts_at: datetime, ends_at: datetime) -> "SlotQuerySet":
        """Slots that begin in the half-open period."""
        return self.filter(starts_at__gte=starts_at, starts_at__lt=ends_at)

    def with_contents(self) -> "SlotQuerySet":
        """With room, session, and contribution with its track and speakers: ten queries however many slots.

        Rooms and tracks are few and shared, so they are fetched beside the slots and not joined to each.
        """
        speakers = Prefetch(
            "contribution__credits", Credit.objects.filter(role=Credit.Role.SPEAKER).select_related("person")
        )
        shared = ("room", "parent__room", "session__track", "contribution__track")
        return self.select_related("contribution").prefetch_related(*shared, speakers)

    def for_calendars(self) -> "SlotQuerySet":
        """With all a calendar entry says. The speakers come as one text: a thousand rows of them are slow to make."""
        name, affiliation = Cast("person__name", TextField()), Cast("person__affiliation", TextField())
        named = Case(
            When(person__affiliation="", then=name),
            default=Concat(name, Value(" ("), affiliation, Value(")"), output_field=TextField()),
        )
        speakers = Credit.objects.filter(contribution=OuterRef("contribution"), role=Credit.Role.SPEAKER)
        in_one = StringAgg(named, delimiter=", ", order_by=("position", "pk"), output_field=TextField())
        names = speakers.order_by().values("contribution").annotate(names=in_one).values("names")
        shared = ("room", "parent__room", "session__track", "contribution__track")
        slots = self.select_related("contribution").prefetch_related(*shared)
        return slots.annotate(speaker_names=Coalesce(Subquery(names), Value(""), output_field=TextField()))

    def in_order(self) -> "SlotQuerySet":
        return self.order_by("starts_at", "room__position", "position", "pk")


Slots = models.Manager.from_queryset(SlotQuerySet)


class WorkingSlots(Slots):
    """The slots organisers work on: each is what the event holds, once, shown already or not."""

    def get_queryset(self) -> SlotQuerySet:  # type: ignore[override]
        return super().get_queryset().filter(is_working=True)  # type: ignore[return-value]


class ShownSlots(Slots):
    """The slots the event shows: the working ones of a live timetable, else copies of the version published last."""

    def get_queryset(self) -> SlotQuerySet:  # type: ignore[override]
        return super().get_queryset().filter(is_shown=True)  # type: ignore[return-value]


class Slot(models.Model):
    """A block of a session, a contribution, or (neither of them) a break.

    A block may hold contributions and breaks: one level of nesting. A contribution that is held in two
    rooms, or twice, has two slots. A slot may have no length (announcements, doors open).

    While a timetable is worked on in drafts, what is shown are copies (`is_shown`, not `is_working`) of the working
    slots (`is_working`, not `is_shown`) as they were when they were published. In a live timetable a slot is both.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="slots"
    )
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="slots"
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    description = models.CharField(_("note"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey(
        EventRoom,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name=_("room"),
    )
    position = models.PositiveIntegerField(default=0)
    is_pinned = models.BooleanField(_("stays where it is"), default=False)
    is_working = models.BooleanField(default=True, editable=False)
    is_shown = models.BooleanField(default=True, editable=False)
    copy_of = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    """Of a copy: the id of the working slot it is a copy of, which may be gone by now."""
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    speaker_names: str  # given by `for_calendars()`

    objects = WorkingSlots()
    shown = ShownSlots()
    every = Slots()

    class Meta:
        ordering = ["starts_at", "pk"]
        base_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lte=F("ends_at")), name="slot_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True) | Q(contribution__isnull=True), name="slot_holds_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(session__isnull=True), name="block_is_at_top_level"
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=False) | Q(contribution__isnull=False) | ~Q(title=""),
                name="break_has_a_title",
            ),
            models.CheckConstraint(
                condition=Q(is_working=True, copy_of__isnull=True)
                | Q(is_working=False, is_shown=True, copy_of__isnull=False),
                name="slot_is_worked_on_or_a_shown_copy",
            ),
            models.UniqueConstraint(fields=["copy_of"], name="slot_has_one_copy"),
        ]
        indexes = [models.Index(fields=["event", "starts_at"], name="slot_of_event")]

    def __str__(self) -> str:
        return self.label

    @property
    def lasting_id(self) -> int:
        """The same for a slot and its copies: what calendars know it by."""
        return self.copy_of or self.pk

    @property
    def is_break(self) -> bool:
        return self.session_id is None and self.contribution_id is None

    @property
    def is_block(self) -> bool:
        return self.session_id is not None

    @property
    def label(self) -> str:
        """What the slot is called: the contribution, the session (with the block's own title), or the break."""
        if self.contribution:
            return self.contribution.title
        if self.session:
            return f"{self.session.title}: {self.title}" if self.title else self.session.title
        return self.title

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def day(self) -> date:
        """The day of the programme it belongs to, in the event's zone."""
        return day_of(self.starts_at, self.event.zone, self.event.day_change)


def _contribution_shows(keyring: Keyring) -> Q:
    alive = Q(contribution__withdrawn_at__isnull=True, contribution__deleted_at__isnull=True)
    return Q(contribution__isnull=False) & alive & _open_to(keyring, "contribution__access")


def _block_shows(keyring: Keyring) -> Q:
    inside = Slot.every.filter(_contribution_shows(keyring), parent=OuterRef("pk"))
    shows = _open_to(keyring, "session__access") | Q(Exists(inside))
    return Q(session__deleted_at__isnull=True, session__isnull=False) & shows


def _open_to(keyring: Keyring, via: str) -> Q:
    return (Q(event__is_draft=False) & visible_to(keyring, via)) | run_by(keyring, via)

"""What publishing would do: what changes, what is still wrong, and which mails would leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

from events.models import Event, EventPerson
from programme.models import Credit
from timetable.conflicts.conflict import Conflict
from timetable.conflicts.found import open_conflicts
from timetable.letters import Letter, letters_about, without_letter
from timetable.models import TimetableSettings
from timetable.versions import Change, Edition, shown_edition, working_edition


@dataclass
class Outlook:
    """Each part is read when it is asked for."""

    event: Event
    settings: TimetableSettings

    @cached_property
    def before(self) -> Edition:
        return shown_edition(self.settings)

    @cached_property
    def after(self) -> Edition:
        return working_edition(self.event)

    @cached_property
    def changes(self) -> list[Change]:
        return self.after.changes_since(self.before)

    @cached_property
    def conflicts(self) -> Sequence[Conflict]:
        return open_conflicts(self.event)

    @cached_property
    def letters(self) -> list[Letter]:
        """Nobody is told of changes of a live timetable: they showed at once."""
        if self.settings.is_live:
            return []
        return letters_about(
            self.event, self.changes, is_first=not self.before.plan, closed=self.before.closed
        )

    @cached_property
    def unreached(self) -> list[EventPerson]:
        return [] if self.settings.is_live else without_letter(self.event, self.changes, self.letters)

    @cached_property
    def unconfirmed(self) -> list[Credit]:
        """Speakers of what would be shown who did not say that they come; none where nobody asks them."""
        if not self.settings.asks_speakers:
            return []
        talks = {entry.contribution for entry in self.after.held.values()} - {None}
        credits = Credit.objects.filter(contribution__in=talks, role=Credit.Role.SPEAKER)
        missing = credits.exclude(answer=Credit.Answer.CONFIRMED).select_related("person", "contribution")
        return list(missing.order_by("contribution__number", "position"))

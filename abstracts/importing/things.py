"""Tracks, types and topics that submissions name: found in the event, or, where wanted, added."""

from typing import Any

from django.utils.translation import gettext as _

from abstracts.models import Call
from accounts.models import User
from kit.refusals import Refused
from programme.models import ContributionType, Track
from programme.operations import add_contribution_type, add_track


class NotKnown(Refused):
    """The event has nothing of that name."""


class Things:
    """`added` says what was made, in words. Whoever uses it holds the event."""

    def __init__(self, call: Call, *, by: User | None, add: bool) -> None:
        self.added: list[str] = []
        self._call, self._by, self._add = call, by, add
        self._tracks: dict[str, Track] = {}
        for track in call.event.tracks.all():
            self._tracks[_plain(track.name)] = track
        for track in call.event.tracks.exclude(code=""):
            self._tracks.setdefault(_plain(track.code), track)
        self._types = {_plain(kind.name): kind for kind in call.event.contribution_types.all()}
        self._offered = {track.pk for track in call.tracks.all()}
        self._offered_types = {kind.pk for kind in call.types.all()}
        self._topics = {_plain(topic): topic for topic in call.topics}

    def track(self, name: str) -> Track:
        """By name or code, without regard to case. Raises NotKnown, and what adding it raises."""
        found = self._tracks.get(_plain(name))
        if found is None:
            if not self._add:
                raise NotKnown(
                    _("There is no track “%(name)s”. Choose to add what is missing, or correct it.")
                    % {"name": name[:60]}
                )
            found = self._made(_("track"), name, add_track(self._call.event, by=self._by, name=name))
            self._tracks[_plain(name)] = found
        if self._add and self._offered and found.pk not in self._offered:
            self._call.tracks.add(found)
            self._offered.add(found.pk)
        return found

    def type(self, name: str) -> ContributionType | None:
        """The type of that name; None for no name."""
        if not name:
            return None
        found = self._types.get(_plain(name))
        if found is None:
            if not self._add:
                raise NotKnown(
                    _("There is no type “%(name)s”. Choose to add what is missing, or correct it.")
                    % {"name": name[:60]}
                )
            made = add_contribution_type(self._call.event, by=self._by, name=name)
            found = self._types[_plain(name)] = self._made(_("type"), name, made)
        if self._add and self._offered_types and found.pk not in self._offered_types:
            self._call.types.add(found)
            self._offered_types.add(found.pk)
        return found

    def topics(self, names: tuple[str, ...]) -> list[str]:
        """As the call calls them; new ones are added to those it offers."""
        found = []
        for name in names:
            known = self._topics.get(_plain(name))
            if known is None:
                if not self._add:
                    raise NotKnown(
                        _("The call has no topic “%(name)s”. Choose to add what is missing, or correct it.")
                        % {"name": name[:60]}
                    )
                known = self._topics[_plain(name)] = self._made(_("topic"), name, name)
            found.append(known)
        return found

    def keep_topics(self) -> None:
        """Write the topics that were added."""
        topics = list(self._topics.values())
        if topics != list(self._call.topics):
            self._call.topics = topics
            self._call.save(update_fields=["topics"])

    def _made(self, kind: str, name: str, thing: Any) -> Any:
        self.added.append(f"{kind}: {name[:100]}")
        return thing


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

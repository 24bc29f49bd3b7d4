"""Owners, equipment, features and attributes that a list of rooms names: found here, or made by those who may."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from kit.tables import heading_key
from rooms.importing.room_columns import ATTRIBUTE
from rooms.importing.room_lines import RoomLine
from rooms.models import Attribute, Equipment, Feature, Room
from rooms.operations.attributes import add_attribute
from rooms.operations.equipment import add_equipment, add_feature, edit_equipment
from rooms.refusals import MayNotBook, NotEditable


def tidy(value: Any) -> Any:
    """A value as a table gives it back: composed, without space around it, its lines ended one way."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


class Things:
    """Everything there is, by its name without regard to case.

    After a row was taken back, `forget` what it made.
    """

    def __init__(self, *, by: User | None, may_add: bool) -> None:
        self.may_add = may_add
        self._by = by
        self._owners: dict[str, User | None] = {}
        self._read()

    def forget(self) -> None:
        """Look again what there is, if anything was made."""
        if self._made:
            self._read()

    def _read(self) -> None:
        self._made = False
        every = Equipment.objects.prefetch_related("features")
        self._equipment = {thing.name.casefold(): thing for thing in every}
        self._serves = {thing.pk: {one.pk for one in thing.features.all()} for thing in every}
        self._features: dict[str, Feature] = {}
        for feature in Feature.objects.all():
            self._features[feature.title.casefold()] = feature
        for feature in Feature.objects.all():
            self._features[feature.name.casefold()] = feature
        self._attributes = {heading_key(one.name): one for one in Attribute.objects.all()}

    # Owners

    def owner(self, line: RoomLine) -> User | None:
        """The active person who proved the address; None without one."""
        address = (line.owner or "").strip()
        if not address:
            return None
        if address not in self._owners:
            found = User.objects.owning(address)
            self._owners[address] = found if found is not None and found.is_active else None
        return self._owners[address]

    def notes(self, line: RoomLine) -> list[str]:
        """What the row says that can not be followed, and does not keep the room out."""
        if line.owner and self.owner(line) is None:
            return [
                _("Nobody here has the address {address}; the owner stays.").format(address=line.owner[:100])
            ]
        return []

    # Equipment and features

    def equipment_differs(self, line: RoomLine, room: Room) -> bool:
        """Whether the room has other equipment than the row says, or lacks a feature it names."""
        has = {thing.name.casefold(): thing for thing in room.equipment.all()}
        wanted = has.keys() if line.equipment is None else {name.casefold() for name in line.equipment}
        beyond = [has[name] for name in has.keys() - wanted]
        stand_ins = all(self._stands_in(thing, line) for thing in beyond)
        return not (
            wanted <= has.keys()
            and stand_ins
            and all(self._met(name, has.values()) for name in line.features)
        )

    def _stands_in(self, thing: Equipment, line: RoomLine) -> bool:
        """Whether the room has it for the features the row names, though the row does not name it."""
        features = {
            self._features[name.casefold()].pk for name in line.features if name.casefold() in self._features
        }
        serves = self._serves.get(thing.pk, set())
        return bool(serves) and serves <= features

    def equipment_of(self, line: RoomLine, room: Room | None) -> list[Equipment] | None:
        """What the row says stands in the room, made where it is new; None where it says nothing."""
        if line.equipment is None and not line.features:
            return None
        if line.equipment is None:
            found = list(room.equipment.all()) if room else []
        else:
            found = [self._kind(name) for name in line.equipment]
        for name in line.features:
            if not self._met(name, found):
                found.append(self._server(name))
        return found

    def _met(self, name: str, equipment: Iterable[Equipment]) -> bool:
        feature = self._features.get(name.casefold())
        return feature is not None and any(
            feature.pk in self._serves.get(thing.pk, set()) for thing in equipment
        )

    def _kind(self, name: str) -> Equipment:
        found = self._equipment.get(name.casefold())
        if found is None:
            self._must_be_allowed(_("There is no equipment “{name}”.").format(name=name[:60]))
            found = self._keep(add_equipment(name=name[:100], by=self._by))
        return found

    def _server(self, name: str) -> Equipment:
        """Equipment that serves the feature and nothing else; one called like it is made to, or made."""
        feature = self._features.get(name.casefold())
        if feature is None:
            self._must_be_allowed(_("There is no feature “{name}”.").format(name=name[:60]))
            feature = add_feature(name=slugify(name)[:60] or "feature", title=name[:100], by=self._by)
            self._made = True
            self._features[name.casefold()] = feature
        for thing in self._equipment.values():
            if self._serves.get(thing.pk) == {feature.pk}:
                return thing
        no_equipment = _("No equipment is good for “{name}” alone.").format(name=name[:60])
        self._must_be_allowed(no_equipment)
        known = self._equipment.get(feature.title.casefold())
        if known is None:
            made = add_equipment(name=feature.title, features=[feature], by=self._by)
        else:
            made = known
            edit_equipment(made, name=made.name, features=[*made.features.all(), feature], by=self._by)
        return self._keep(made)

    def _keep(self, thing: Equipment) -> Equipment:
        self._made = True
        self._equipment[thing.name.casefold()] = thing
        self._serves[thing.pk] = set(thing.features.values_list("pk", flat=True))
        return thing

    # Attributes

    def answers_that_differ(self, line: RoomLine, room: Room) -> list[str]:
        """The columns of the attributes whose value is another."""
        answers = {value.attribute_id: tidy(value.value) for value in room.attribute_values.all()}
        differ = []
        for name, text in line.attributes.items():
            attribute = self.attribute(name)
            if (answers.get(attribute.pk, "") if attribute else "") != tidy(text):
                differ.append(f"{ATTRIBUTE}{name}")
        return differ

    def attribute(self, name: str) -> Attribute | None:
        return self._attributes.get(heading_key(name)) or self._attributes.get(heading_key(slugify(name)))

    def answers_of(self, line: RoomLine) -> dict[Attribute, str]:
        """What the row answers, by attribute, which is made where it is new and answered."""
        answers = {}
        for name, text in line.attributes.items():
            attribute = self.attribute(name) or (self._new_attribute(name) if text else None)
            if attribute is not None:
                answers[attribute] = text
        return answers

    def _new_attribute(self, name: str) -> Attribute:
        self._must_be_allowed(_("There is no attribute “{name}”.").format(name=name[:60]))
        short = slugify(name)[:60]
        if not short:
            raise NotEditable(_("The attribute “{name}” needs a name in letters.").format(name=name[:60]))
        made = add_attribute(name=short, title=name.replace("_", " ").capitalize()[:100], by=self._by)
        self._made = True
        self._attributes[heading_key(made.name)] = made
        return made

    def _must_be_allowed(self, sentence: str) -> None:
        if not self.may_add:
            raise MayNotBook(f"{sentence} {_('Those who run all rooms add it.')}")

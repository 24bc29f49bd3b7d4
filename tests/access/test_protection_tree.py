"""Whatever trees, moves, modes and rights: SQL answers as the rules read aloud would."""

from dataclasses import dataclass, field

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from access.filters import keyring_of, run_by, visible_to
from access.models import AccessList, Grant
from access.operations import grant, move_access_list, open_access_list, revoke, set_mode
from accounts.models import Group, User

Mode = AccessList.Mode
PERMISSIONS = [Grant.VIEW, Grant.MANAGE, "create"]
PEOPLE = ["ann", "bea", "cid"]
LOOKERS = [*PEOPLE, "stranger"]
places = st.integers(min_value=0, max_value=30)


@dataclass
class Node:
    """One thing of the oracle's tree: plain Python, no paths, no caches."""

    pk: int
    parent: "Node | None"
    mode: str
    rights: set[tuple[str, str]] = field(default_factory=set)

    def is_below(self, other: "Node") -> bool:
        return self is other or (self.parent is not None and self.parent.is_below(other))

    def is_run_by(self, holders: set[str]) -> bool:
        """Full management here, or of what contains it."""
        here = any((holder, Grant.MANAGE) in self.rights for holder in holders)
        return here or (self.parent is not None and self.parent.is_run_by(holders))

    def is_seen_by(self, holders: set[str]) -> bool:
        return self.is_run_by(holders) or self.lets_in(holders)

    def lets_in(self, holders: set[str]) -> bool:
        """Public: everybody. Restricted: who holds any right here. Inheriting: those, or whom the parent lets in."""
        if self.mode == Mode.PUBLIC or any(holder in holders for holder, _permission in self.rights):
            return True
        return self.mode == Mode.INHERITING and self.parent is not None and self.parent.lets_in(holders)


class ProtectionTree(RuleBasedStateMachine):
    """Random edits on both trees; now and then somebody's lists are compared, and everybody's at the end."""

    users: dict[str, User]
    group: Group

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        root = open_access_list(mode=Mode.PUBLIC)
        self.nodes = [Node(root.pk, None, Mode.PUBLIC)]

    def teardown(self) -> None:
        for name in LOOKERS:
            self.somebody_looks_around(name)
        transaction.savepoint_rollback(self.savepoint)

    @rule(place=places, mode=st.sampled_from(Mode))
    def plant(self, place: int, mode: str) -> None:
        parent = self.node(place)
        access = open_access_list(parent=self.access(parent), mode=mode)
        self.nodes.append(Node(access.pk, parent, mode))

    @rule(place=places, mode=st.sampled_from(Mode))
    def change_mode(self, place: int, mode: str) -> None:
        node = self.node(place)
        if node.parent is None and mode == Mode.INHERITING:
            with pytest.raises(IntegrityError), transaction.atomic():
                set_mode(self.access(node), mode=mode)
        else:
            set_mode(self.access(node), mode=mode)
            node.mode = mode

    @rule(what=places, where=places)
    def move(self, what: int, where: int) -> None:
        node, parent = self.node(what), self.node(where)
        if parent.is_below(node):
            with pytest.raises(IntegrityError), transaction.atomic():
                move_access_list(self.access(node), parent=self.access(parent))
        elif node.parent is not None:
            move_access_list(self.access(node), parent=self.access(parent))
            node.parent = parent

    @rule(place=places, holder=st.sampled_from([*PEOPLE, "choir"]), permission=st.sampled_from(PERMISSIONS))
    def give(self, place: int, holder: str, permission: str) -> None:
        node = self.node(place)
        grant(self.access(node), to=self.users.get(holder, self.group), permission=permission)
        node.rights.add((holder, permission))

    @rule(place=places, which=places)
    def take(self, place: int, which: int) -> None:
        node = self.node(place)
        held = list(Grant.objects.filter(access_list=node.pk))
        if held:
            gone = held[which % len(held)]
            node.rights.remove((str(gone.principal), gone.permission))
            revoke(gone)

    @rule(leaves=st.booleans())
    def change_the_choir(self, leaves: bool) -> None:
        change = self.group.members.remove if leaves else self.group.members.add
        change(self.users["bea"])

    @rule(name=st.sampled_from(LOOKERS))
    def somebody_looks_around(self, name: str) -> None:
        in_the_choir = self.group.members.filter(name=name).exists()
        holders = {name} | ({"choir"} if in_the_choir else set())
        keyring = keyring_of(self.users.get(name, User()))
        assert self.found(visible_to(keyring, via="")) == {
            node.pk for node in self.nodes if node.is_seen_by(holders)
        }
        assert self.found(run_by(keyring, via="")) == {
            node.pk for node in self.nodes if node.is_run_by(holders)
        }

    def node(self, place: int) -> Node:
        return self.nodes[place % len(self.nodes)]

    def access(self, node: Node) -> AccessList:
        return AccessList.objects.get(pk=node.pk)

    def found(self, condition) -> set[int]:
        return set(AccessList.objects.filter(condition).values_list("pk", flat=True))


@pytest.mark.case("S6")
@pytest.mark.timeout(600)
class TestProtectionTree(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        users = {name: User.objects.create(email=f"{name}@example.org", name=name) for name in PEOPLE}
        group = Group.objects.create(name="choir")
        group.members.add(users["cid"])
        ProtectionTree.users, ProtectionTree.group = users, group

    def test_sql_and_the_rules_agree_whatever_happens(self) -> None:
        run_state_machine_as_test(
            ProtectionTree,
            settings=settings(
                max_examples=500,
                stateful_step_count=50,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

"""Conflicts of interest: which rule finds which, and that one reviewer and a whole committee are judged alike."""

import random

import pytest

from abstracts.all_conflicts import conflicts_of_all
from abstracts.conflicts import Reason, conflicts_of
from abstracts.models import Affiliation, Conflict, Organisation, Reviewing, State
from abstracts.nearness import home_of
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def written_by(call, *emails, **values):
    """An abstract of people with these addresses, submitted by somebody else."""
    abstract = AbstractFactory(call=call, submitter=None, submitter_email="office@office.example", **values)
    for email in emails:
        AuthorFactory(abstract=abstract, email=email)
    return abstract


def reviewer(email="me@somewhere.example", **values):
    return UserFactory(email=email, **values)


def reasons(user, abstract):
    return set(conflicts_of(user, abstract.event).reasons.get(abstract.pk, ()))


@pytest.mark.parametrize(
    ("email", "home"),
    [
        ("a@Uni.EDU", "uni.edu"),
        ("a@cs.uni.edu", "uni.edu"),
        ("a@physics.ox.ac.uk", "ox.ac.uk"),
        ("a@lab.tokyo.ac.jp", "tokyo.ac.jp"),
        ("a@gmail.com", ""),
        ("a@mail.gmx.de", ""),
        ("", ""),
    ],
)
def test_the_home_of_an_address_is_its_registered_domain(email, home):
    assert home_of(email) == home


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        ("me@uni.edu", "you@cs.uni.edu", True),
        ("me@physics.uni.edu", "you@CS.uni.edu", True),
        ("me@cs.ox.ac.uk", "you@cam.ac.uk", False),
        ("me@gmail.com", "you@gmail.com", False),
        ("me@uni.edu", "you@omniuni.edu", False),
        ("me@uni.edu", "", False),
    ],
)
def test_domains_are_the_same_with_what_lies_below_them(mine, theirs, together):
    abstract = written_by(CallFactory(), theirs)

    found = reasons(reviewer(mine), abstract)

    assert found == ({Reason.DOMAIN} if together else set())


@pytest.mark.parametrize(
    ("profile", "named", "together"),
    [
        ("University of Nowhere", "university  of NOWHERE ", True),
        ("Lab One; Lab Two", "lab two", True),
        ("Université d'Été", "UNIVERSITÉ D'ÉTÉ", True),
        ("University", "University of Nowhere", False),
        ("", "", False),
        (" ; ", " ", False),
    ],
)
def test_affiliations_are_the_same_whatever_their_case_and_spaces(profile, named, together):
    abstract = written_by(CallFactory(), "")
    Affiliation.objects.create(author=abstract.authors.get(), name="Another one")
    Affiliation.objects.create(author=abstract.authors.get(), name=named)

    found = reasons(reviewer(affiliation=profile), abstract)

    assert found == ({Reason.AFFILIATION} if together else set())


def test_one_identifier_of_an_organisation_is_one_place_whatever_it_is_called():
    Organisation.objects.create(ror="0abc", name="Nowhere University")
    abstract = written_by(CallFactory(), "")
    Affiliation.objects.create(author=abstract.authors.get(), name="U. of Nowhere", ror="0abc")

    assert reasons(reviewer(affiliation="nowhere university"), abstract) == {Reason.AFFILIATION}


def test_what_one_is_named_with_at_an_abstract_counts_as_one_s_affiliation():
    call, me = CallFactory(), reviewer()
    own = AuthorFactory(abstract=AbstractFactory(call=call), email="", user=me)
    Affiliation.objects.create(author=own, name="Lab", ror="0abc")
    by_name, by_ror = written_by(call, ""), written_by(call, "")
    Affiliation.objects.create(author=by_name.authors.get(), name="LAB")
    Affiliation.objects.create(author=by_ror.authors.get(), name="Le laboratoire", ror="0abc")

    assert [reasons(me, by_name), reasons(me, by_ror)] == [{Reason.AFFILIATION}] * 2
    assert reasons(me, own.abstract) == {Reason.AUTHOR, Reason.AFFILIATION}


def test_who_wrote_together_is_known_by_address_and_by_account():
    call, me, colleague = CallFactory(), reviewer(), UserFactory()
    together = written_by(call, me.email, "friend@else.example")
    AuthorFactory(abstract=together, email="old@else.example", user=colleague)
    by_address, by_account = written_by(call, "FRIEND@else.example"), written_by(call)
    AuthorFactory(abstract=by_account, email="new@other.example", user=colleague)

    assert [reasons(me, by_address), reasons(me, by_account)] == [{Reason.CO_AUTHOR}] * 2
    assert Reason.CO_AUTHOR not in reasons(me, together)


def test_a_draft_that_names_two_people_brings_nobody_into_a_conflict():
    call, me = CallFactory(), reviewer()
    written_by(call, me.email, "friend@else.example", state=State.DRAFT, submitted_at=None)

    assert reasons(me, written_by(call, "friend@else.example")) == set()


def test_the_call_says_which_rules_count_but_authors_and_declarations_always_do():
    call, me = CallFactory(), reviewer("me@uni.edu", affiliation="Lab")
    Reviewing.objects.filter(call=call).update(
        same_affiliation_conflicts=False, same_domain_conflicts=False, co_authors_conflict=False
    )
    near = written_by(call, "you@uni.edu")
    Affiliation.objects.create(author=near.authors.get(), name="Lab")
    own, declared = written_by(call, "ME@uni.edu", "you@uni.edu"), written_by(call)
    Conflict.objects.create(abstract=declared, user=me)

    found = [reasons(me, one) for one in (near, own, declared)]

    assert found == [set(), {Reason.AUTHOR}, {Reason.DECLARED}]


@pytest.mark.parametrize("seed", range(12))
def test_a_committee_is_judged_as_each_of_its_members_alone(seed):
    chance = random.Random(seed)
    call = CallFactory()
    other = CallFactory(event=call.event)
    for one in (call, other):
        flags = ("same_affiliation_conflicts", "same_domain_conflicts", "co_authors_conflict")
        Reviewing.objects.filter(call=one).update(**{flag: chance.random() < 0.7 for flag in flags})
    Organisation.objects.create(ror="0lab", name="Lab")
    places = ["", "Lab", " lab ", "École;Lab", "INSTITUT é", "Institut É", "Else"]
    hosts = ["uni.edu", "cs.uni.edu", "ox.ac.uk", "gmail.com", "else.example"]
    people = [
        reviewer(f"p{number}@{chance.choice(hosts)}", affiliation=chance.choice(places))
        for number in range(6)
    ]
    addresses = [user.email.upper() for user in people] + [f"q{n}@{chance.choice(hosts)}" for n in range(4)]
    for _number in range(12):
        unsent = chance.random() < 0.2
        state = {"state": State.DRAFT, "submitted_at": None} if unsent else {}
        submitter = chance.choice([*people, None])
        abstract = AbstractFactory(call=chance.choice([call, other]), submitter=submitter, **state)
        for email in chance.sample(["", *addresses], chance.randint(0, 3)):
            account = next((user for user in people if user.email == email.lower()), None)
            account = account if chance.random() < 0.5 else None
            author = AuthorFactory(abstract=abstract, email=email, user=account)
            name, ror = chance.choice(places), chance.choice(["", "0lab", "0else"])
            Affiliation.objects.create(author=author, name=name, ror=ror)
        if chance.random() < 0.3:
            Conflict.objects.create(abstract=abstract, user=chance.choice(people))

    together = conflicts_of_all(people, call.event)

    assert together == {user.pk: conflicts_of(user, call.event) for user in people}
    assert any(found.reasons for found in together.values())


def test_a_committee_takes_as_many_queries_as_one_reviewer(django_assert_num_queries):
    call = CallFactory()
    people = [reviewer(f"p{number}@uni.edu", affiliation=f"Lab {number}") for number in range(4)]
    for user in people:
        written_by(call, user.email, "friend@else.example")

    for committee in (people[:1], people):
        with django_assert_num_queries(9):
            conflicts_of_all(committee, call.event)

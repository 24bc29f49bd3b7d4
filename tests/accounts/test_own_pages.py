"""Profile, language and zone, people pickers, groups."""

import pytest
from django.utils import timezone, translation

from accounts.models import Group, User
from accounts.operations import AccountExists, create_account
from accounts.people import handle_of, person_named
from tests.factories.accounts import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db
PROFILE = {
    "name": "Ada King",
    "affiliation": "Analytical Engines",
    "language": "fr",
    "time_zone": "Europe/London",
}


def test_a_profile_is_kept_and_speaks_its_language(client, ada):
    client.force_login(ada)
    client.post("/me/profile/", PROFILE)

    ada.refresh_from_db()
    assert {field: getattr(ada, field) for field in PROFILE} == PROFILE
    assert client.get("/me/profile/").headers["Content-Language"] == "fr"


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"language": "tlh"},
        {"time_zone": "Mars/Olympus"},
        {"affiliation": "a\r\nb"},
    ],
)
def test_the_profile_form_keeps_what_was_typed(client, ada, bad):
    client.force_login(ada)

    form = client.post("/me/profile/", PROFILE | bad).context["form"]

    assert set(form.errors) == set(bad)
    assert {name: form[name].value() for name in PROFILE} == PROFILE | bad
    ada.refresh_from_db()
    assert ada.name == "Ada Lovelace"


@pytest.mark.case("S25")
def test_the_profile_form_changes_nothing_else(client, ada):
    client.force_login(ada)
    client.post("/me/profile/", PROFILE | {"is_admin": "1", "email": "x@example.org", "is_active": ""})

    ada.refresh_from_db()
    assert (ada.is_admin, ada.is_active, ada.email) == (False, True, "ada@example.org")


@pytest.mark.parametrize(
    ("accepted", "cookie", "language"),
    [
        ("fr, en;q=0.5", "", "fr"),
        ("de", "", "en"),
        ("fr", "en", "en"),
        ("fr", "../../x", "fr"),
        ("x" * 9000, "", "en"),
    ],
)
def test_strangers_get_the_language_they_ask_for(client, accepted, cookie, language):
    if cookie:
        client.cookies["hc_language"] = cookie

    answer = client.get("/", headers={"Accept-Language": accepted})

    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]
    assert "hc_session" not in answer.cookies


def test_strangers_cost_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/language/")


def test_what_a_request_activates_ends_with_it(client, ada):
    ada.time_zone, ada.language = "Asia/Tokyo", "fr"
    ada.save()
    client.force_login(ada)
    client.get("/me/profile/")

    assert timezone.get_current_timezone_name() == "UTC"
    assert translation.get_language() == "en"


def test_a_broken_zone_in_the_profile_is_ignored(client, ada):
    User.objects.update(time_zone="Mars/Olympus", language="tlh")
    client.force_login(ada)

    assert client.get("/").content == b"Ada Lovelace"


def test_strangers_are_asked_to_sign_in(client):
    for page in (
        "/me/profile/",
        "/me/tokens/",
        "/me/calendar/",
        "/me/emails/",
        "/people/search/?q=ada",
        "/admin/groups/",
    ):
        assert client.get(page).headers["Location"].startswith("/accounts/login/?next=/")


@pytest.mark.case("S15")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lovel", ["Ada Lovelace"]),
        ("ada@example.org", ["Ada Lovelace"]),
        ("ada@example", []),
        ("Lo", []),
        ("", []),
        ("%%%", []),
        ("lov\x00", []),
        ("squatter", []),
    ],
)
def test_a_picker_finds_few_people_and_shows_no_address(client, ada, text, names):
    User.objects.create_user("unproven@example.org", "x", name="Squatter")
    client.force_login(UserFactory())

    answer = client.get("/people/search/", {"q": text})

    assert [person.name for _handle, person in answer.context["found"]] == names
    assert "@" not in answer.content.decode()


@pytest.mark.case("S15")
def test_a_picker_lists_ten_people_at_most_and_numbers_nobody(client, django_assert_num_queries):
    people = [UserFactory(name=f"Common Name {number}") for number in range(12)]
    client.force_login(people[0])
    with django_assert_num_queries(3):
        found = client.get("/people/search/", {"q": "common"}).context["found"]

    assert len(found) == 10
    assert person_named(handle_of(people[3])) == people[3]
    assert person_named(people[3].email) == people[3]
    assert person_named(str(people[3].pk)) is None
    assert person_named(f"{people[3].pk}.forged") is None


def test_an_account_is_made_once(ada):
    with pytest.raises(AccountExists, match="has an account already"):
        create_account(name="Another", email="ADA@example.org", password=None)


def test_an_admin_keeps_groups(client, admin, ada):
    client.force_login(admin)
    client.post("/admin/groups/", {"name": "Programme committee"})
    group = Group.objects.get()
    here = f"/admin/groups/{group.pk}/"

    client.post(here, {"email": "ADA@example.org"})
    client.post(f"{here}rename/", {"name": "Committee"})
    assert (Group.objects.get().name, list(group.members.all())) == ("Committee", [ada])

    client.post(f"{here}members/{ada.pk}/remove/")
    assert not group.members.exists()

    assert client.get(f"{here}delete/").status_code == 200
    client.post(f"{here}delete/")
    assert not Group.objects.exists()


def test_group_forms_keep_what_was_typed(client, admin):
    group = GroupFactory(name="Speakers")
    other = GroupFactory(name="Staff")
    client.force_login(admin)

    twice = client.post("/admin/groups/", {"name": "SPEAKERS"}).context["form"]
    unknown = client.post(f"/admin/groups/{group.pk}/", {"email": "bob@example.org"}).context["member_form"]
    renamed = client.post(f"/admin/groups/{other.pk}/rename/", {"name": "speakers"})

    assert twice["name"].errors == ["There is a group called “SPEAKERS” already. Choose another name."]
    assert twice["name"].value() == "SPEAKERS"
    assert unknown["email"].value() == "bob@example.org"
    assert "Ask the person to sign up first" in unknown["email"].errors[0]
    assert renamed.context["name_form"]["name"].value() == "speakers"
    assert renamed.context["group"].name == "Staff"


@pytest.mark.case("S10")
@pytest.mark.parametrize("page", ["", "{}/", "{}/delete/"])
def test_others_find_no_groups(client, ada, page):
    group = GroupFactory(members=[ada])
    client.force_login(ada)

    answer = client.get("/admin/groups/" + page.format(group.pk))
    missing = client.get("/admin/groups/" + page.format(group.pk + 1))

    assert answer.status_code == missing.status_code == 404
    assert answer.content == missing.content


def test_group_pages_cost_the_same_for_one_and_for_three(client, admin, django_assert_num_queries):
    client.force_login(admin)
    group = GroupFactory(members=[UserFactory()])
    for _ in range(2):
        with django_assert_num_queries(4):
            client.get("/admin/groups/")
        with django_assert_num_queries(5):
            client.get(f"/admin/groups/{group.pk}/")
        group.members.add(UserFactory(), UserFactory())
        GroupFactory.create_batch(2)

"""Blind reviewing keeps what it promises, over pages, API, exports, file names, headers and mails."""

import io
import zipfile
from itertools import zip_longest

import pytest
from django.core.cache import cache
from django.db import transaction

from abstracts.models import Abstract, AbstractFile, Affiliation, Author, Comment, Review, Reviewing
from abstracts.operations.commenting import add_comment
from abstracts.operations.reminding import remind_reviewers
from notices.models import DigestEntry, Notice
from notices.operations import send_digests
from tests.factories.abstracts import ReviewFactory
from tests.factories.accounts import UserFactory
from tests.security.abstracts_world import COMMITTEE, VERDICT, WRITER
from tests.security.routes import patterns
from tests.security.visits import Crowd, stops, visible

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

WORDS = (WRITER, WRITER.title())
OF_THE_COMMITTEE = (
    *("reviewing", "review-", "abstract-progress", "abstract-assignment", "desk", "abstract-export"),
    *("abstract-conflicts", "api-reviewable", "api-review", "api-comment", "api-desk", "api-assignment"),
    "api-lifted-conflict",
)
FACES = {
    "accepted": (f"?q={WRITER}", f"?by=type&q={WRITER}"),
    "author-index": (f"?q={WRITER}", "?q=institute"),
    "reviewing": ("?show=all", f"?show=all&q={WRITER}", "?show=done"),
    "review-bids": (f"?q={WRITER}", "?wish=none"),
    "review-abstract": ("?authors=1",),
    "review-file": ("?authors=1",),
    "review-list": ("?format=csv", "?format=xlsx", "?format=zip"),
    "api-reviewable-list": ("?event=harbour", "?event=harbour&show=done"),
    "api-reviewable-wishes": ("?event=harbour",),
    "api-review-list": ("?event=harbour",),
    "desk": (f"?q={WRITER}", "?authors=1", "?order=score"),
    "desk-list": (f"?q={WRITER}", "?authors=1"),
    "abstract-export": ("?format=csv", "?format=xlsx", "?format=json", "?format=zip"),
    "api-desk-list": ("?event=harbour",),
    "api-lifted-conflict-list": ("?event=harbour",),
}


def routes_of_abstracts():
    for name, _address, pattern in patterns():
        view = getattr(pattern.callback, "cls", None) or pattern.callback
        if view.__module__.split(".")[0] == "abstracts":
            yield name


def addresses(world, *, only=None):
    """Everything of this app that can be asked for, or only routes whose names begin so."""
    wanted = set(routes_of_abstracts())
    comments = [
        f"/api/v1/review-comments/?abstract={getattr(world, name).pk}" for name in ("paper", "pending")
    ]
    found = [
        stop.path + query
        for stop in stops(world)
        if stop.route in wanted and (only is None or stop.route.startswith(only))
        for query in ("", *FACES.get(stop.route, ()))
    ]
    return [*found, *comments]


def text_of(response):
    """Headers and body; what is packed is unpacked, names of the members too."""
    body = response.content
    parts = [str(sorted(response.items()))]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for member in archive.namelist():
                parts += [member, archive.read(member).decode(errors="replace")]
    else:
        parts.append(body.decode(errors="replace"))
    return "\n".join(parts).lower()


def found(world, word, actors, *, but=(), only=None):
    """Who reads the word where; what somebody asked for may come back to them."""
    crowd = Crowd(world, actors=actors)
    places = []
    for actor in actors:
        for path in addresses(world, only=only):
            text = text_of(crowd.ask(actor, "get", path))
            for echo in (path.lower(), f"q={word}", f'value="{word}"', f"“{word}”", *but):
                text = text.replace(echo, "")
            if word in text:
                at = text.index(word)
                places.append((actor, path, text[max(0, at - 80) : at + 40]))
    return places


@pytest.fixture
def blind(world):
    """Nothing is released; reviewers discuss, read each other and say wishes: all doors that can be open are."""
    Abstract.objects.filter(pk=world.rejected.pk).update(released_at=None)
    Reviewing.objects.filter(call=world.call).update(
        discussion_is_open=True,
        others=Reviewing.Others.ALWAYS,
        conveners_see_other_tracks=True,
        conveners_decide=True,
        bids_until=world.call.closes_at,
    )
    Comment.objects.create(abstract=world.paper, author=world.users["convener"], text="To all")
    return world


@pytest.mark.case("S19")
def test_blind_reviewers_find_nobody_who_wrote_anywhere(blind):
    # The name of the colleague who is too close to one stands among those of the reviewers.
    own = str(blind.users["conflicted"]).lower()

    assert found(blind, WRITER, ("reviewer", "other_reviewer", "convener"), but=[own]) == []


@pytest.mark.case("S19")
def test_organisers_do_find_them(blind):
    """The control: the words are there to be found, in pages, tables and archives."""
    places = {path for _actor, path, _text in found(blind, WRITER, ("chair",), only=OF_THE_COMMITTEE)}
    sheet, file = f"/e/harbour/reviewing/{blind.paper.number}/", blind.paper_file.pk

    assert not places & {sheet, f"{sheet}files/{file}/"}
    assert places >= {
        f"{sheet}?authors=1",
        f"{sheet}files/{file}/?authors=1",
        f"/manage/e/{blind.main.pk}/abstracts/assignment/conflicts/",
        f"/api/v1/lifted-conflicts/{blind.lifted.pk}/",
        "/e/harbour/reviewing/list/?format=csv",
        "/e/harbour/reviewing/list/?format=xlsx",
        "/e/harbour/reviewing/list/?format=zip",
        f"/api/v1/reviewable/{blind.paper.pk}/",
    }


@pytest.mark.case("S19")
def test_what_reviewers_are_mailed_tells_nothing_either(blind):
    ReviewFactory(abstract=blind.paper, reviewer=blind.users["other_reviewer"], track=blind.other_track)
    add_comment(blind.paper, by=blind.users["convener"], text="Look again", audience="reviewers")
    remind_reviewers(blind.call, [user.pk for user in blind.users.values()], by=blind.users["chair"])
    send_digests()

    mails = Notice.objects.filter(user__in=[blind.users["reviewer"], blind.users["other_reviewer"]])

    assert mails.filter(subject__contains="comment on").exists()
    assert mails.filter(subject__contains="wait").exists()
    assert [mail for mail in mails if WRITER in f"{mail.subject}{mail.body}".lower()] == []


@pytest.mark.case("S20")
def test_authors_find_neither_reviewers_nor_what_they_said_before_the_release(blind):
    assert found(blind, COMMITTEE, ("author",)) == []
    assert found(blind, VERDICT, ("author",)) == []
    assert found(blind, "4.125", ("author",)) == []


@pytest.mark.case("S20")
def test_after_the_release_authors_read_what_was_meant_for_them_and_nobody_s_name(world):
    Reviewing.objects.filter(call=world.call).update(authors_see_comments=True, authors_see_scores=False)

    assert found(world, COMMITTEE, ("author",)) == []
    assert found(world, "4.125", ("author",)) == []


@pytest.mark.case("S21")
@pytest.mark.parametrize("name", ["conflicted", "admin"])
def test_nothing_of_an_abstract_one_is_too_close_to_shows_anywhere(blind, name):
    """Not even in counts, means and orders: they are the same whatever becomes of it."""
    if name == "admin":
        Author.objects.filter(abstract=blind.paper, user=None).update(user=blind.users[name])
    before = answers(blind, name, but=blind.paper)

    Abstract.objects.filter(pk=blind.paper.pk).update(
        title="Another title", text="Other words", keywords=["new"]
    )
    Review.objects.filter(abstract=blind.paper).update(score=0, action="reject", committee_comment="Bad")
    ReviewFactory(abstract=blind.paper, reviewer=blind.users["other_reviewer"], score=1)
    Comment.objects.create(abstract=blind.paper, author=blind.users["convener"], text="More")

    assert different(before, answers(blind, name, but=blind.paper)) == []


@pytest.mark.case("S21")
def test_who_is_too_close_and_who_reviews_other_tracks_get_the_same_as_for_nothing(blind):
    crowd = Crowd(blind, actors=("conflicted", "other_reviewer"))
    nothing = blind.paper.number + 10_000

    for actor in crowd.clients:
        for way in ("", "draft/", "withdraw/", "conflict/", "decline/", "comments/"):
            there = crowd.ask(actor, "post", f"/e/harbour/reviewing/{blind.paper.number}/{way}")
            not_there = crowd.ask(actor, "post", f"/e/harbour/reviewing/{nothing}/{way}")
            assert (there.status_code, there.content) == (not_there.status_code, not_there.content)


@pytest.mark.case("S22")
@pytest.mark.parametrize("name", ["reviewer", "convener"])
def test_nothing_reviewers_see_find_or_order_depends_on_who_wrote(blind, name):
    before = answers(blind, name)

    for number, author in enumerate(Author.objects.exclude(user=blind.users["conflicted"])):
        author.name, author.email = f"Somebody {number}", f"new{number}@elsewhere.example"
        author.save()
    Affiliation.objects.update(name="Elsewhere")
    Abstract.objects.filter(call=blind.call).update(
        submitter=UserFactory(),
        submitter_name="Aaron",
        submitter_email="aaron@elsewhere.example",
        note="Hello",
    )
    # Of those that are released everybody reads the names of their files.
    AbstractFile.objects.filter(abstract__released_at=None).update(name="aaron.txt", size=99)

    assert different(before, answers(blind, name)) == []


@pytest.mark.case("S22")
def test_a_change_of_the_title_is_noticed(blind):
    """The control: the comparison sees what reviewers may see."""
    before = answers(blind, "reviewer")

    Abstract.objects.filter(pk=blind.paper.pk).update(title="Another title")

    assert len(different(before, answers(blind, "reviewer"))) > 3


@pytest.mark.case("S23")
def test_no_refusal_tells_who_wrote_or_what_else_there_is(blind):
    crowd = Crowd(blind, actors=("reviewer",))
    paper = f"/e/harbour/reviewing/{blind.paper.number}/"
    question = f"question-{blind.question.pk}"
    sent = {"action": "duplicate", question: "4"}

    hidden = crowd.ask("reviewer", "post", paper, data={**sent, "other": blind.other_paper.number})
    nothing = crowd.ask("reviewer", "post", paper, data={**sent, "other": 999_999})
    texts = [text_of(answer) for answer in (hidden, nothing)]
    for way, values in (
        ("", {}),
        ("draft/", {"track": "9"}),
        ("comments/", {"audience": "authors", "text": "x"}),
    ):
        texts.append(text_of(crowd.ask("reviewer", "post", paper + way, data=values, follow=True)))

    said = [answer.context["form"].errors["other"] for answer in (hidden, nothing)]
    assert said[0] == said[1]
    assert [text for text in texts if WRITER in text] == []


@pytest.mark.case("S24")
def test_no_mail_is_owed_before_the_act_is_done_for_good(blind):
    notices, entries = Notice.objects.count(), DigestEntry.objects.count()

    with transaction.atomic():
        add_comment(blind.paper, by=blind.users["convener"], text="Look again", audience="reviewers")
        remind_reviewers(blind.call, [blind.users["reviewer"].pk], by=blind.users["chair"])
        owed = (Notice.objects.count() - notices, DigestEntry.objects.count() - entries)
        transaction.set_rollback(True)

    assert owed == (1, 1)
    assert (Notice.objects.count(), DigestEntry.objects.count()) == (notices, entries)


def answers(world, actor, *, but=None):
    """What the person gets at every address of the committee; `but` leaves out the addresses of one abstract."""
    cache.clear()
    crowd = Crowd(world, actors=(actor,))
    own = () if but is None else (f"/{but.number}/", f"/{but.pk}/")
    return {
        path: visible(crowd.ask(actor, "get", path))
        for path in addresses(world, only=OF_THE_COMMITTEE)
        if "format=xlsx" not in path and not any(part in path for part in own)
    }


def different(before, after):
    """The addresses that answer otherwise, each with the first lines that differ."""
    return [
        (path, *lines_that_differ(was, after[path])) for path, was in before.items() if was != after[path]
    ]


def lines_that_differ(was, now):
    old, new = (answer[1].decode(errors="replace").splitlines() for answer in (was, now))
    pairs = zip_longest(old, new, fillvalue="")
    return [pair for pair in pairs if pair[0] != pair[1]][:3] or [(was[2], now[2])]

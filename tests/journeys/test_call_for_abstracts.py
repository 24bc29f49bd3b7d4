"""From a table of submissions to a printed book: load, assign, review, decide, release, write, list, print."""

import html
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from pypdf import PdfReader

from abstracts.models import Abstract, Assignment, Letter, Review, State
from abstracts.public.author_index import PEOPLE_A_PAGE
from accounts.models import User
from bench import abstracts_story as story
from notices.models import Notice
from programme.models import Contribution

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "abstracts" / "acl2020"
REAL = [("Papers", "main_papers.csv"), ("Demos", "demo_papers.csv"), ("Students", "srw_papers.csv")]
MOST = 12
REVIEWERS = 9

OWN = """UID,title,authors,abstract,keywords,track,paper_type
{code}.1,On the tides of {call},Ada Tidewater|Ben Harbour,"Water rises by $h = a \\cos \\omega t$.",tide|sea,Sea,Long
{code}.2,A lamp for {call},Cleo Wick,It burns **long**.,lamp,Shore,Short
{code}.3,Ropes of {call},Dan Knot|Ada Tidewater,They hold.,rope,Sea,Long
{code}.4,Sails of {call},Eve Canvas,They pull.,sail,Sea,Short
{code}.5,Sand of {call},Finn Dune|Gus Strand,It moves.,sand,Shore,Long
"""

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]


def own_tables():
    return [
        story.Table(name, OWN.format(code=name.lower(), call=name).encode()) for name in ("Talks", "Posters")
    ]


def real_tables():
    return [story.Table(name, (PAPERS / file).read_bytes()) for name, file in REAL]


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param(own_tables, id="small"),
        pytest.param(
            real_tables,
            id="real",
            marks=pytest.mark.skipif(
                not PAPERS.is_dir(),
                reason="the real abstracts are not here: ../shared/data/abstracts, beside the project",
            ),
        ),
    ],
)
def test_a_call_for_abstracts_from_a_table_to_a_book(client, tmp_path, tables):
    chair = User.objects.create_superuser("chair@people.invalid", "a long password", name="Chair")
    event = story.begin(by=chair, slug="journey")

    reports = [story.load(event, table, by=chair, most=MOST) for table in tables()]

    amount = sum(report.amount for report in reports)
    assert [report.counts["skipped"] for report in reports] == [0] * len(reports)
    assert Abstract.objects.filter(event=event, state=State.SUBMITTED).count() == amount

    first, *_others = story.appoint(event, count=REVIEWERS, by=chair)
    for call in event.calls.all():
        story.assign(call, by=chair)

    loads = Counter(Assignment.objects.values_list("reviewer", flat=True))
    given = Counter(Assignment.objects.values_list("abstract", flat=True))
    own = Abstract.objects.get(event=event, number=1)
    assert set(given.values()) == {3}
    assert len(given) == amount
    assert max(loads.values()) - min(loads.values()) <= len(reports)
    assert not Assignment.objects.filter(abstract=own, reviewer=first).exists()

    assert story.review(event) == 3 * amount
    assert Review.objects.filter(submitted_at__isnull=False, score__isnull=False).count() == 3 * amount

    decided = story.decide_all(event, by=chair)

    assert sum(decided.values()) == amount
    assert set(decided) == {State.ACCEPTED, State.REJECTED}
    assert (Contribution.objects.count(), Letter.objects.count(), Notice.objects.count()) == (0, 0, 0)
    assert reading(client, "contributions/by-track/")[1] == []

    assert story.release_all(event, by=chair) == amount

    accepted = Abstract.objects.filter(event=event, state=State.ACCEPTED)
    assert Contribution.objects.filter(abstract_behind__in=accepted).count() == decided[State.ACCEPTED]
    assert Contribution.objects.count() == decided[State.ACCEPTED]
    written = Counter(Letter.objects.values_list("abstract", "state"))
    assert written == Counter(dict.fromkeys(Abstract.objects.values_list("pk", "state"), 1))
    addresses = Counter(Abstract.objects.values_list("submitter_email", flat=True))
    assert Counter(Notice.objects.values_list("recipient", flat=True)) == addresses

    assert story.release_all(event, by=chair) == 0
    assert (Contribution.objects.count(), Letter.objects.count()) == (decided[State.ACCEPTED], amount)

    titles = sorted(accepted.values_list("title", flat=True))
    assert sorted(reading(client, "contributions/by-track/")[1]) == titles
    assert sorted(reading(client, "contributions/by-track/?by=type")[1]) == titles
    people = {author.name for one in accepted for author in one.authors.all()}
    index = client.get("/e/journey/authors/").content.decode()
    named = {html.unescape(name) for name in re.findall(r'people/\d+/"><bdi>([^<]*)<', index)}
    assert named <= people
    assert len(named) == min(len(people), PEOPLE_A_PAGE)

    call_command("book_of_abstracts", "journey", str(tmp_path / "book.pdf"), stdout=io.StringIO())

    text = printed((tmp_path / "book.pdf").read_bytes())
    assert [title for title in titles if plain(title) not in text] == []
    rejected = Abstract.objects.filter(event=event, state=State.REJECTED).values_list("title", flat=True)
    assert [title for title in rejected if plain(title) in text] == []


def reading(client, page):
    """Headings and titles of a list, as strangers read it at this moment."""
    cache.clear()
    text = client.get(f"/e/journey/{page}").content.decode()
    headings = re.findall(r"<h2[^>]*>.*?<bdi>(.*?)</bdi>", text)
    return headings, [html.unescape(title) for title in re.findall(r'class="what"[^>]*>([^<]*)<', text)]


def printed(content):
    return plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def plain(text):
    """Letters and digits: lines are broken, and words divided, anywhere."""
    return re.sub(r"[^\w]", "", text.replace("\u00ad", "")).casefold()

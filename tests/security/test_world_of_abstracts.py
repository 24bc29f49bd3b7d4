"""The small world holds what its words promise: without that, crawls for those words could not fail."""

import pytest

from abstracts.reading import decidable_by, hides_authors, open_to, reviewable_by
from abstracts.standing import standing_of

pytestmark = pytest.mark.django_db


def numbers(abstracts):
    return set(abstracts.values_list("number", flat=True))


def test_everybody_of_the_committee_has_the_place_that_their_name_says(world):
    standing = {name: standing_of(world.users[name], world.main) for name in world.users}
    sails = {world.paper, world.pending, world.rejected, world.revised}
    open_sails = {world.paper.number, world.revised.number}

    assert standing["reviewer"].is_reviewer
    assert numbers(reviewable_by(standing["reviewer"])) == open_sails
    assert numbers(reviewable_by(standing["other_reviewer"])) == {world.other_paper.number}
    assert world.paper.number not in numbers(open_to(standing["conflicted"]))
    assert numbers(open_to(standing["convener"])) >= {one.number for one in sails}
    assert numbers(decidable_by(standing["chair"])) >= {world.paper.number, world.other_paper.number}
    assert not standing["author"].is_in_committee
    assert hides_authors(standing["reviewer"], world.paper)
    assert world.draft_paper.number not in numbers(open_to(standing["chair"]))

"""Only links to pages and mailboxes are accepted."""

import pytest
from django.core.exceptions import ValidationError

from kit.links import check_link
from tests.kit import hostile


@pytest.mark.case("S39")
@pytest.mark.parametrize("url", hostile.LINKS)
def test_a_link_that_could_do_something_else_is_refused(url):
    with pytest.raises(ValidationError, match="https://"):
        check_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "HTTP://A.example:8080/x?y=1&z=a@b#part",
        "https://münchen.example/straße",
        "https://[2001:db8::1]/",
        "http://localhost:8000/",
        "mailto:a@b.example",
        "mailto:a@b.example?subject=Hello%20there",
    ],
)
def test_an_ordinary_link_is_accepted(url):
    check_link(url)

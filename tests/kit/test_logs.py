"""A line of the log is one line, and opens nothing."""

import logging

import pytest

from kit.logs import OneLine


def line(message):
    return OneLine().format(logging.LogRecord("web", logging.ERROR, "", 0, message, (), None))


@pytest.mark.case("S83")
@pytest.mark.parametrize("forged", ["a\nERROR b", "a\r\nERROR b", "a\u2028ERROR b", "a\x1b[31mb"])
def test_no_text_makes_a_second_line(forged):
    written = line(forged)

    assert not any(character in written for character in "\n\r\u2028\x1b")


@pytest.mark.case("S82")
@pytest.mark.parametrize(
    "address",
    [
        "/me/0123456789abcdef.AbCdEfGh/calendar.ics",
        "/e/pcfc/my/0123456789abcdef.AbCdEfGh.ics",
        "/accounts/password/reset/key/1-0123456789abcdef/",
        "/accounts/confirm-email/0123456789abcdef:AbC/",
        "/e/pcfc/abstracts/12/7-0.0123456789abcdef/",
        "/e/pcfc/abstracts/12/authors/7-616263.0123456789abcdef/",
    ],
)
def test_addresses_that_carry_a_right_are_blanked(address):
    assert "0123456789abcdef" not in line(f"Internal Server Error: {address}")


def test_ordinary_addresses_stay():
    assert "/me/events/" in line("Not Found: /me/events/")

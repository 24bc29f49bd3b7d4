"""Files and tables we hand out do nothing on the machines that open them."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain
from pathlib import PurePosixPath, PureWindowsPath
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.cells import csv_lines, safe_cell, stream_csv
from kit.files import LONGEST_NAME, as_attachment, safe_file_name, unique_file_names
from tests.kit import hostile

FORMULAS = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "|x",
    "%x",
    "\u200b=1",
    "\ufeff=1",
    "\xa0=1",
    "'=1",
    '"=1',
    "\x00=1",
    "−1",
    "\tplain",
    "\rplain",
]
TRIGGERS = tuple("=+-@\t\r\n|%＝＋－＠−")


@pytest.mark.case("S44")
@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(text):
    cell = safe_cell(text)

    assert str(cell).startswith("'")
    assert not str(cell).startswith(TRIGGERS)


@pytest.mark.case("S44")
@given(st.text())
def test_no_text_starts_with_a_trigger(text):
    assert not str(safe_cell(text)).strip().startswith(TRIGGERS)


@pytest.mark.parametrize(
    "value", [-1, 2.5, Decimal("-3.10"), None, True, datetime(2026, 1, 1, tzinfo=UTC), "x", "Émile", ""]
)
def test_numbers_dates_and_words_stay_what_they_are(value):
    assert safe_cell(value) == value


def test_what_spreadsheets_cannot_hold_becomes_text():
    assert safe_cell(float("-inf")) == "'-inf"
    assert safe_cell("a\x00b\x0bc") == "abc"


@pytest.mark.case("S44")
def test_csv_reads_back_whole_and_quotes_all_text():
    lines = list(csv_lines([["name", "n"], ['a;=1,"b"\nc', -3], ["=1", None]]))

    assert lines == ['"name","n"\r\n', '"a;=1,""b""\nc",-3\r\n', '"\'=1",""\r\n']
    assert list(csv.reader(io.StringIO("".join(lines)))) == [
        ["name", "n"],
        ['a;=1,"b"\nc', "-3"],
        ["'=1", ""],
    ]


def test_a_csv_download_is_streamed_with_its_name():
    response = stream_csv([["a"], ["b"]], name="../talks.csv")

    assert b"".join(chain(response.streaming_content)) == b'\xef\xbb\xbf"a"\r\n"b"\r\n'
    assert response["Content-Disposition"] == 'attachment; filename="talks.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.case("S45")
@pytest.mark.parametrize("name", hostile.FILE_NAMES)
def test_a_file_name_stays_in_its_folder(name):
    safe = safe_file_name(name)

    assert PurePosixPath(safe).name == PureWindowsPath(safe).name == safe
    assert not PureWindowsPath(safe).is_reserved()
    assert len(safe.encode()) <= LONGEST_NAME + 1
    assert safe.isprintable()
    assert safe == safe.strip(" .")
    assert safe_file_name(safe) == safe


@given(st.text() | st.text("./\\ con.aux\u202e ü\x00", max_size=300))
def test_any_name_becomes_a_good_one(name):
    safe = safe_file_name(name)

    assert PurePosixPath(safe).name == PureWindowsPath(safe).name == safe
    assert safe_file_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Minutes of May.pdf", "Minutes of May.pdf"),
        ("Übersicht 東京.odt", "Übersicht 東京.odt"),
        ("a/b.txt", "b.txt"),
        ("nul.txt", "_nul.txt"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 176 + ".pdf"),
        ("what?.txt", "what_.txt"),
    ],
)
def test_good_names_are_kept(name, safe):
    assert safe_file_name(name) == safe


@pytest.mark.case("S45")
def test_names_in_an_archive_are_unique():
    names = ["a.txt", "A.txt", "x/a.txt", "a (2).txt", "noend", "noend"]

    assert list(unique_file_names(names)) == [
        "a.txt",
        "A (2).txt",
        "a (3).txt",
        "a (2) (2).txt",
        "noend",
        "noend (2)",
    ]


def test_a_thousand_equal_names_take_no_time():
    started = process_time()

    assert len(set(unique_file_names(["a.txt"] * 2000))) == 2000

    assert process_time() - started < 2


@pytest.mark.case("S42", "S53")
@pytest.mark.parametrize("name", ['a"b.html', "a\r\nSet-Cookie: x.html", "é;x=1.html"])
def test_a_download_is_saved_and_never_shown(name):
    response = as_attachment(b"<script>", name=name, content_type="text/html")

    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'; script-src 'none'; ")
    assert sorted(response.headers) == [
        "Content-Disposition",
        "Content-Security-Policy",
        "Content-Type",
        "X-Content-Type-Options",
    ]
    assert "\r" not in response["Content-Disposition"]
    assert "\n" not in response["Content-Disposition"]

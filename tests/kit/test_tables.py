"""Tables that people upload: every way to save one is read, and what is no table is refused."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.cells import csv_lines
from kit.tables import BadTable, Row, heading_key, read_table, xlsx_bytes
from tests.processor_time import processor_seconds

ROOMS = Path(__file__).parents[3] / "shared" / "data" / "rooms"
SHEET = "xl/worksheets/sheet1.xml"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "=cmd|'/c calc'!A1"]


def cells_of(table):
    return [row.cells for row in table.rows]


def workbook(*rows, **sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, rows_of_sheet in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows_of_sheet:
            sheet.append(row)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def with_member(file, name, content):
    """The archive with one member replaced or added."""
    output = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as old, ZipFile(output, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return output.getvalue()


def outcome(file, name):
    """The rows, or the sentence of the refusal; anything else that goes wrong is a failure."""
    try:
        return read_table(file, name).rows
    except BadTable as refusal:
        return str(refusal)


@pytest.mark.parametrize(
    "file",
    [
        "Name,Capacity\nCafé,30\n".encode(),
        "\ufeffName,Capacity\r\nCafé,30\r\n".encode(),
        "Name;Capacity\rCafé;30\r".encode(),
        "Name\tCapacity\nCafé\t30".encode("utf-16"),
        'sep=;\n"Name";"Capacity"\n"Café";"30"\n'.encode(),
        '"Name", "Capacity"\n" Café ", 30\n'.encode(),
        "Name,Capacity,\nCafe\u0301,30,\n,,\n".encode(),
        workbook(["Name", "Capacity"], ["Café", 30.0]),
        xlsx_bytes(["Name", "Capacity"], [["Café", 30]]),
    ],
)
def test_a_table_reads_the_same_however_it_was_saved(file):
    table = read_table(file, "rooms")

    assert table.headings == ["Name", "Capacity"]
    assert cells_of(table) == [{"name": "Café", "capacity": "30"}]
    assert table.notes == []


def test_a_file_that_is_not_utf_8_is_read_as_windows_1252_and_says_so():
    table = read_table("Name\nCafé\n".encode("cp1252"), "rooms.csv")

    assert cells_of(table) == [{"name": "Café"}]
    assert table.notes == ["The file is not in UTF-8, so it was read as Windows-1252. Check the accents."]


@pytest.mark.parametrize(
    "heading", ["Room Capacity", "room_capacity", " ROOM  capacity ", "Room-Capacity", "room\u00a0capacity"]
)
def test_headings_match_however_they_are_written(heading):
    assert heading_key(heading) == "room_capacity"


def test_the_separator_is_the_one_that_fits_the_headings():
    table = read_table(b"Name;Area, m2\nAula;12,5\nLab;30,1\nHall;7\n", "rooms.csv")

    assert cells_of(table) == [
        {"name": "Aula", "area,_m2": "12,5"},
        {"name": "Lab", "area,_m2": "30,1"},
        {"name": "Hall", "area,_m2": "7"},
    ]


def test_quoted_separators_quotes_and_lines_stay_in_their_cell():
    table = read_table(b'name,note\n"A, B","say ""hi""\nthere"\nC,\n', "rooms.csv")

    assert table.rows == [
        Row(2, {"name": "A, B", "note": 'say "hi"\nthere'}),
        Row(3, {"name": "C", "note": ""}),
    ]


def test_row_numbers_are_those_of_the_spreadsheet():
    from_csv = read_table(b"\nname\n\nA\n,,\nB\n", "rooms.csv")
    from_hinted = read_table(b"sep=,\nname\nA\n", "rooms.csv")
    from_workbook = read_table(workbook([], ["name"], [], ["A"], [None], ["B"]), "rooms.xlsx")

    assert [row.number for row in from_csv.rows] == [4, 6]
    assert [row.number for row in from_hinted.rows] == [3]
    assert [row.number for row in from_workbook.rows] == [4, 6]


def test_rows_that_do_not_fit_the_headings_say_so_and_the_others_stay():
    table = read_table(b"name,seats\nA,1\nB\nC,1,x\nD,1,\nE,#REF!\n", "rooms.csv")

    assert [(row.number, row.problem) for row in table.rows] == [
        (2, ""),
        (3, "This row has 1 cell, but there are 2 headings."),
        (4, "This row has cells beyond the last heading."),
        (5, ""),
        (6, "A formula in this row has the error #REF!."),
    ]


def test_a_column_without_heading_is_left_out_and_said():
    table = read_table(b"name,,seats\nA,x,1\n", "rooms.csv")

    assert cells_of(table) == [{"name": "A", "seats": "1"}]
    assert table.notes == ["Column 2 has no heading and was left out."]


def test_cells_of_a_workbook_read_as_one_would_type_them():
    values = [
        30.0,
        0.1 + 0.2,
        -3,
        True,
        date(2027, 3, 1),
        datetime.fromisoformat("2027-03-01T09:30"),
        time(9, 30),
        None,
    ]
    headings = [f"h{number}" for number in range(len(values))]
    book = workbook([*headings, "duration"], [*values, timedelta(hours=26, minutes=5)])

    assert list(read_table(book, "rooms.xlsx").rows[0].cells.values()) == [
        "30",
        "0.3",
        "-3",
        "TRUE",
        "2027-03-01",
        "2027-03-01T09:30",
        "09:30",
        "",
        "26:05",
    ]


def test_only_the_first_sheet_is_read_and_the_others_are_mentioned():
    table = read_table(workbook(["name"], ["A"], Notes=[["x"]]), "rooms.xlsx")

    assert cells_of(table) == [{"name": "A"}]
    assert table.notes == ["Only the first sheet was read, “Sheet”."]


def test_a_wrong_dimension_hides_no_rows():
    book = workbook(["name", "seats"], ["A", 1])
    with ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read(SHEET).replace(b'ref="A1:B2"', b'ref="A1"')
    assert b'ref="A1"' in sheet

    table = read_table(with_member(book, SHEET, sheet), "rooms.xlsx")

    assert cells_of(table) == [{"name": "A", "seats": "1"}]


@pytest.mark.parametrize(
    ("file", "name", "sentence"),
    [
        (b"", "rooms.csv", "This table is empty."),
        (b" \n,,\n", "rooms.csv", "This table is empty."),
        (b"", "rooms.xlsx", "This table is empty."),
        (workbook(), "rooms.xlsx", "This table is empty."),
        (b"name,seats\n", "rooms.csv", "headings but no rows"),
        (b"1,20\n2,30\n", "rooms.csv", "first row has no headings"),
        (b"Seats,name,SEATS \n1,A,1\n", "rooms.csv", "Two columns have the heading “SEATS”"),
        (b"name\n" + b"A\n" * 6, "rooms.csv", "more than 5 rows"),
        (workbook(["name"], *[["A"]] * 6), "rooms.xlsx", "more than 5 rows"),
        (
            b",".join(b"h%d" % number for number in range(101)) + b"\n1\n",
            "rooms.csv",
            "more than 100 columns",
        ),
        (workbook([f"h{number}" for number in range(101)], ["x"]), "rooms.xlsx", "more than 100 columns"),
        (b"name\n" + b"x" * (10 * 1024 * 1024), "rooms.csv", "more than 10 MB"),
        (b"name,seats\n" + b"x" * 140_000 + b",1\n", "rooms.csv", "Row 2 has a cell of more than 131072"),
        (b'name,seats\nA,1\n"B,2\nC,3\n', "rooms.csv", "Row 3 cannot be read"),
        (b'name,seats\n"A"x,1\n', "rooms.csv", "Row 2 cannot be read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "rooms.csv", "not a table"),
        (b"%PDF-1.7\n\x00\x01", "rooms.csv", "not a table"),
        (b"name\n\x81\x8d\xff", "rooms.csv", "not a table"),
        (b"\xff\xfen\x00a", "rooms.csv", "not a table"),
        (b"<html><table><tr><td>name", "rooms.xls", "not a table"),
        (b'[{"name": "A"}]', "rooms.csv", "not a table"),
        (b"cut off", "rooms.xlsx", "not a table"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "rooms.xls", "old kind"),
        (b"PK\x03\x04 and then nothing", "rooms.xlsx", "damaged"),
        (with_member(workbook(["name"], ["A"]), SHEET, b"<worksheet><row>"), "rooms.xlsx", "damaged"),
        (
            with_member(workbook(["name"], ["A"]), "xl/workbook.xml", b"<x/>"),
            "rooms.xlsx",
            "damaged|no sheet",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(file, name, sentence):
    with pytest.raises(BadTable, match=sentence):
        read_table(file, name, most_rows=5)


def test_an_archive_that_is_no_workbook_is_refused():
    output = io.BytesIO()
    with ZipFile(output, "w") as archive:
        archive.writestr("content.xml", "<office/>")

    with pytest.raises(BadTable, match="not an Excel workbook"):
        read_table(output.getvalue(), "rooms.ods")


@pytest.mark.case("S55")
@pytest.mark.parametrize("megabytes", [30, 300])
def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(megabytes):
    bomb = with_member(workbook(["name"], ["A"]), "xl/media/bomb.bin", bytes(megabytes * 1024 * 1024))

    with pytest.raises(BadTable, match="unpacks to more"):
        read_table(bomb, "rooms.xlsx")

    assert len(bomb) < 400_000
    assert processor_seconds(lambda: read_table(bomb, "rooms.xlsx"), refuses=BadTable) < 0.5


def workbook_with_shared_strings():
    """As Excel writes it: the texts stand apart, in a member of their own."""
    book = workbook(["name"], ["inline"])
    with ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read(SHEET).decode()
        types = archive.read("[Content_Types].xml").decode()
    inline = '<c r="A2" t="inlineStr"><is><t>inline</t></is></c>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    strings = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    assert inline in sheet
    if "sharedStrings" not in types:
        override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        book = with_member(book, "[Content_Types].xml", types.replace("</Types>", override))
    book = with_member(book, SHEET, sheet.replace(inline, '<c r="A2" t="s"><v>0</v></c>'))
    return with_member(book, "xl/sharedStrings.xml", f'<sst xmlns="{strings}"><si><t>A</t></si></sst>')


@pytest.mark.case("S48")
@pytest.mark.parametrize(
    ("member", "spot"),
    [
        (SHEET, ">name<"),
        ("xl/sharedStrings.xml", ">A<"),
        ("xl/workbook.xml", '"Sheet"'),
        ("xl/styles.xml", '"Calibri"'),
    ],
)
@pytest.mark.parametrize("entity", ["&fetched;", "&grown;"])
def test_entities_in_a_workbook_are_neither_expanded_nor_fetched(member, spot, entity, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    plain = workbook_with_shared_strings()
    with ZipFile(io.BytesIO(plain)) as archive:
        content = re.sub(r"^<\?xml.*?\?>", "", archive.read(member).decode())
    assert spot in content
    entities = (
        f'<!ENTITY fetched SYSTEM "file://{secret}"><!ENTITY grow "aaaa"><!ENTITY grown "&grow;&grow;">'
    )
    hostile = f"<!DOCTYPE x [{entities}]>" + content.replace(spot, spot[0] + entity + spot[-1])

    read = str(outcome(with_member(plain, member, hostile), "rooms.xlsx"))

    assert "canary" not in read
    assert "aaaa" not in read


def test_texts_that_stand_apart_are_read():
    assert cells_of(read_table(workbook_with_shared_strings(), "rooms.xlsx")) == [{"name": "A"}]


@pytest.mark.parametrize(
    "row", ['<row r="99999999999">', '<row r="1048576">', '<row r="2"><c r="XFD2"><v>1</v></c></row><row>']
)
def test_a_row_far_away_costs_nothing(row):
    plain = workbook(["name"], ["A"])
    with ZipFile(io.BytesIO(plain)) as archive:
        sheet = archive.read(SHEET).decode().replace("</sheetData>", f"{row}</row></sheetData>")
    started = process_time()

    table = read_table(with_member(plain, SHEET, sheet), "rooms.xlsx")

    assert cells_of(table)[0] == {"name": "A"}
    assert process_time() - started < 5


@pytest.mark.case("R37")
@given(st.binary(max_size=300) | st.text('a1,;\t"\n\r\x00é=', max_size=60).map(str.encode))
def test_any_bytes_are_a_table_or_a_refusal(file):
    assert outcome(file, "rooms.csv")


@pytest.mark.case("R37")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl", "ignore::UserWarning:zipfile")
def test_a_workbook_with_bytes_changed_is_a_table_or_a_refusal(position, changed):
    whole = xlsx_bytes(["name", "seats"], [["A", 1], ["B", 2]])
    broken = whole[: position % len(whole)] + changed + whole[position % len(whole) + len(changed) :]

    assert outcome(broken, "rooms.xlsx")


@pytest.mark.case("S44")
@pytest.mark.parametrize("text", [*FORMULAS, "#N/A", "plain", "2027-01-01", "30"])
def test_text_in_a_workbook_is_text_and_reads_back_as_it_was(text):
    book = xlsx_bytes(["name", text], [[text, "x"]])

    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(str(cell.value).startswith(tuple("=+-@\t＝")) for cell in cells)
    assert read_table(book, "rooms.xlsx").rows[0].cells["name"] == text.strip()


@pytest.mark.parametrize("text", FORMULAS)
def test_text_in_our_csv_reads_back_as_it_was(text):
    file = "".join(csv_lines([["name", "n"], [text, 1]])).encode()

    assert read_table(file, "rooms.csv").rows[0].cells["name"] == text.strip()


def test_numbers_and_dates_in_a_workbook_keep_their_type():
    nine = datetime(2027, 3, 1, 9, 0, tzinfo=ZoneInfo("Europe/Zurich"))
    values = [1, 2.5, Decimal("3.25"), True, date(2027, 3, 1), nine, time(9, 30), date(1850, 1, 1), None]

    book = xlsx_bytes(["n"] * len(values), [values])

    row = list(openpyxl.load_workbook(io.BytesIO(book)).active.values)[1]
    assert row == (
        1,
        2.5,
        3.25,
        True,
        datetime.fromisoformat("2027-03-01"),
        datetime.fromisoformat("2027-03-01T09:00"),
        time(9, 30),
        "1850-01-01",
        None,
    )


def test_a_sheet_may_be_named_after_anything():
    book = xlsx_bytes(["name"], [["A"]], sheet="Rooms: [Building 40]/first floor and second")

    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames == ["Rooms Building 40first floor an"]


@pytest.mark.skipif(
    not ROOMS.is_dir(), reason="the real room lists are not beside the checkout (../shared/data)"
)
@pytest.mark.parametrize(
    ("name", "keys", "count"),
    [
        ("gatech-buildings.csv", ["building", "building_code"], 43),
        ("gatech-capacities.csv", ["building_code", "room", "room_capacity"], 168),
        (
            "tum-buildings.csv",
            [
                "building_key",
                "address_place",
                "address_street",
                "address_zip_code",
                "area_id",
                "name",
                "tumonline_id",
                "filter_id",
            ],
            432,
        ),
        (
            "tum-roomfinder.csv",
            ["r_id", "r_alias", "r_number", "r_level", "b_id", "b_name", "b_alias", "b_area", "lat", "lon"],
            166,
        ),
    ],
)
def test_real_room_lists_read_whole_and_through_a_workbook(name, keys, count):
    file = (ROOMS / name).read_bytes()
    expected = [
        [cell.strip() for cell in record] for record in csv.reader(io.StringIO(file.decode("utf-8-sig")))
    ]

    table = read_table(file, name)
    again = read_table(xlsx_bytes(table.headings, [list(row.cells.values()) for row in table.rows]), "x.xlsx")

    assert [heading_key(heading) for heading in table.headings] == keys
    assert [list(row.cells.values()) for row in table.rows] == expected[1:]
    assert len(table.rows) == count
    assert not any(row.problem for row in table.rows)
    assert again.rows == table.rows

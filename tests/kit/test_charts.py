"""Charts: what they draw is in proportion, says itself in words, and holds no markup but its own."""

import re
from xml.etree.ElementTree import fromstring

import pytest

from kit.chart_parts import WIDTH, percent
from kit.charts import Bar, Goal, Point, bars, heat_map, line

EVIL = "<script>alert(1)</script>\"'&"
WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def parts(chart, tag):
    return [part for part in fromstring(chart).iter() if part.tag == tag]  # noqa: S314 (our own drawing)


def texts(chart):
    return [part.text for part in parts(chart, "text")]


def titles(chart):
    return [part.text for part in parts(chart, "title")]


def months(*values):
    return [Point(f"M{number}", value) for number, value in enumerate(values, 1)]


CHARTS = {
    "bars": lambda text, value: bars([Bar(text, value, text)], title=text),
    "line": lambda text, value: line(
        [Point(text, value)] * 2, title=text, goal=Goal(text, value), say=lambda _value: text
    ),
    "heat map": lambda text, value: heat_map([text], [text], [[value]], title=text, say=lambda _value: text),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_a_picture_with_a_title_and_no_style_of_its_own(chart):
    drawn = fromstring(chart("Use of rooms", 0.5))  # noqa: S314

    assert drawn.attrib["role"] == "img"
    assert (drawn[0].tag, drawn[0].text) == ("title", "Use of rooms")
    assert not any("style" in part.attrib or "id" in part.attrib for part in drawn.iter())


@pytest.mark.case("S9")
@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_what_people_wrote_stays_text(chart):
    drawn = chart(EVIL, 0.5)

    assert "<script" not in drawn
    assert EVIL in titles(drawn)
    assert {part.tag for part in fromstring(drawn).iter()} <= {  # noqa: S314
        *("svg", "g", "title", "text", "rect", "path", "polygon", "polyline", "circle")
    }


@pytest.mark.parametrize("value", [0, 1, 0.3333333, 5, -1])
@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_no_number_leaves_the_sheet(chart, value):
    drawn = chart("x", value)

    _left, _top, width, height = map(float, fromstring(drawn).attrib["viewBox"].split())  # noqa: S314
    for part in parts(drawn, "rect"):
        x, y, wide, high = (float(part.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height
    assert not re.search(r"nan|inf|e-", drawn)


def test_bars_are_as_long_as_their_share_of_the_largest():
    drawn = bars([Bar("Aula", 40, "40 h"), Bar("Lab", 10, "10 h"), Bar("Hall", 0, "0 h")], title="Booked")

    assert [part.attrib["width"] for part in parts(drawn, "rect") if "fill" in part.attrib] == [
        "680",
        "170",
        "0",
    ]
    assert texts(drawn) == ["Aula", "40 h", "Lab", "10 h", "Hall", "0 h"]
    assert titles(drawn) == ["Booked", "Aula: 40 h", "Lab: 10 h", "Hall: 0 h"]


def test_bars_may_have_a_full_length_of_their_own():
    drawn = bars([Bar("Aula", 0.5, "50 %"), Bar("Lab", 1.2, "120 %")], title="Use", full=1)

    assert [part.attrib["width"] for part in parts(drawn, "rect") if "fill" in part.attrib] == ["340", "680"]


def test_a_long_name_is_shortened_where_it_is_drawn_and_whole_in_its_title():
    drawn = bars([Bar("Seminar room " * 5, 1, "1")], title="Use")

    assert texts(drawn)[0] == "Seminar room Seminar room Seminar room Semi…"
    assert titles(drawn)[1] == f"{'Seminar room ' * 5}: 1"


def test_without_rows_there_is_an_empty_picture():
    assert texts(bars([], title="Use")) == []
    assert parts(line([], title="Use"), "polyline") == []
    assert parts(heat_map([], [], [], title="Use"), "rect") == []


def test_a_line_goes_from_left_to_right_between_zero_and_a_round_number():
    drawn = line(months(0, 30, 60), title="Bookings")

    assert parts(drawn, "polyline")[0].attrib["points"] == "66,168 363,124.8 660,81.6"
    assert texts(drawn) == ["0", "50", "100", "M1", "M2", "M3"]
    assert titles(drawn) == ["Bookings", "M1: 0", "M2: 30", "M3: 60"]


def test_the_scale_of_shares_may_be_given():
    drawn = line(months(0.25, 0.5), title="Use", full=1, say=percent)

    assert texts(drawn)[:3] == ["0 %", "50 %", "100 %"]
    assert parts(drawn, "polyline")[0].attrib["points"] == "66,132 660,96"


def test_one_value_is_a_dot_at_the_end():
    drawn = line(months(3), title="Bookings")

    assert parts(drawn, "polyline") == []
    assert [(dot.attrib["cx"], dot.attrib["cy"], dot.attrib["r"]) for dot in parts(drawn, "circle")] == [
        ("660", "81.6", "4")
    ]


def test_nothing_at_all_is_a_line_on_the_ground():
    drawn = line(months(0, 0), title="Bookings")

    assert parts(drawn, "polyline")[0].attrib["points"] == "66,168 660,168"
    assert texts(drawn)[:3] == ["0", "0.5", "1"]


def test_a_goal_above_all_values_is_on_the_sheet():
    drawn = line(months(1, 2), title="Bookings", goal=Goal("capacity 220", 220))

    assert texts(drawn)[:4] == ["0", "125", "250", "capacity 220"]


def test_of_many_labels_some_are_left_out_and_the_last_stays():
    drawn = line(months(*range(36)), title="Bookings")

    assert texts(drawn)[3:] == ["M6", "M12", "M18", "M24", "M30", "M36"]
    assert len(parts(drawn, "circle")) == 36


def test_a_heat_map_has_a_field_for_each_day_and_hour_as_strong_as_its_share():
    shares = [[0.0, 0.25, 1.0], *[[0.0, 0.0, 0.0]] * 6]

    drawn = heat_map(WEEK, ["8", "9", "10"], shares, title="Busy hours")

    strength = [part.attrib["fill-opacity"] for part in parts(drawn, "rect") if "fill-opacity" in part.attrib]
    assert strength == ["0", "0.25", "1"] + ["0"] * 18
    assert titles(drawn)[1:4] == ["Mon 8: 0 %", "Mon 9: 25 %", "Mon 10: 100 %"]
    assert texts(drawn) == ["8", "9", "10", *WEEK]


def test_the_hours_of_a_whole_day_are_named_as_far_as_there_is_room():
    drawn = heat_map(WEEK, [f"{hour:02}:00" for hour in range(24)], [[0.5] * 24] * 7, title="Busy hours")

    assert texts(drawn)[:8] == ["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]
    assert WIDTH == 680


def test_a_heat_map_with_a_row_missing_is_a_mistake():
    with pytest.raises(ValueError, match="zip"):
        heat_map(WEEK, ["8"], [[0.5]], title="Busy hours")

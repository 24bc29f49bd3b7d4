"""Floor plans that people upload: shapes and words come through, and nothing that acts, fetches or hides."""

import re
from time import process_time

import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st

from kit.drawing_rules import ELEMENTS, RULES
from kit.drawings import BadDrawing, Shape, draw, safe_svg
from tests.kit import hostile
from tests.processor_time import processor_seconds

SVG = "http://www.w3.org/2000/svg"


def sheet(inside, *, attributes='viewBox="0 0 100 50"'):
    names = (
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ink="http://www.inkscape.org/namespaces/inkscape"'
    )
    return f'<svg xmlns="{SVG}" {names} {attributes}>{inside}</svg>'


def kept(inside):
    """What is left of this beside one rectangle, which every drawing here has."""
    drawn = safe_svg(sheet(f"<rect/>{inside}")).svg
    return re.fullmatch(rf'<svg xmlns="{SVG}" viewBox="0 0 100 50"><rect />(.*)</svg>', drawn, re.DOTALL)[1]


def parts_of(page):
    """All elements and attributes as a browser's own parser sees them."""
    tree = tinyhtml5.parse(f"<!doctype html><body>{page}", namespace_html_elements=False)
    body = tree.find("body")
    return [(part.tag.rpartition("}")[2], dict(part.attrib)) for part in body.iter() if part is not body]


def harmless(page):
    names = {*RULES, "class", "data-room", "viewBox", "role", "aria-label", "xmlns"}
    for tag, attributes in parts_of(page):
        assert tag in {*ELEMENTS, "svg", "a"}
        for name, value in attributes.items():
            assert name in (names | {"href"} if tag == "a" else names)
            assert (
                not re.search(r"url\(|script:|data:|//(?!www\.w3\.org/2000/svg$)", value)
                or name == "data-room"
            )
    return True


def test_shapes_words_and_colours_come_through():
    inside = (
        '<g transform="translate(1, 2) rotate(45)" class="wall">'
        '<path d="M0 0h10v-5.5A1,1 0 0 1 3e1 4z" fill="none" stroke="#0a0" stroke-width="2px" /></g>'
        '<polygon points="0,0 5,5 0,5" fill="rgb(1, 2, 3)" opacity=".5" />'
        '<text x="5" y="6" font-size="4" text-anchor="middle">Aula <tspan dy="1em">Magna</tspan> 1</text>'
    )

    assert kept(inside) == inside


@pytest.mark.case("S9", "S48")
@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<script href='data:text/javascript,alert(1)'/>",
        "<style>@import '//evil.example'; rect { fill: url(//evil.example) }</style>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='alert(1)'/></foreignObject>",
        "<image href='https://evil.example/pixel.png'/>",
        "<use href='#x'/><use xlink:href='data:image/svg+xml;base64,PHN2Zz4=#x'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='onclick' values='alert(1)' begin='0s'/>",
        "<handler xmlns='http://www.w3.org/2001/xml-events'>alert(1)</handler>",
        "<iframe src='javascript:alert(1)'/>",
        "<img xmlns='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/>",
        "<svg onload='alert(1)'><rect/></svg>",
        "<defs><linearGradient id='a'/><script>alert(1)</script></defs>",
        "<symbol><script>alert(1)</script></symbol><marker/><filter/><mask/><clipPath/><pattern/>",
        "<switch><rect onclick='alert(1)'/></switch>",
        "<ink:script>alert(1)</ink:script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<!-- alert(1) --><?xml-stylesheet href='//evil.example'?>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "alert(1)",
    ],
)
def test_what_acts_or_fetches_is_gone(inside):
    assert kept(inside) == ""


@pytest.mark.case("S9")
@pytest.mark.parametrize(
    "attribute",
    [
        "onclick='alert(1)'",
        "onload='alert(1)'",
        "ONCLICK='alert(1)'",
        "href='javascript:alert(1)'",
        "xlink:href='javascript:alert(1)'",
        "ink:onclick='alert(1)'",
        "id='content'",
        "name='form'",
        "tabindex='0'",
        "class='btn main hx'",
        "hx-get='/logout'",
        "data-hx-get='/logout'",
        "style='background: url(//evil.example); position: fixed'",
        "filter='url(//evil.example)'",
        "clip-path='url(#a)'",
        "x='calc(1px)'",
        "width='var(--x)'",
        "transform='matrix(1)url(x)'",
        "d='M0 0url(x)'",
        "stroke-width='1;x'",
        "xml:space='preserve'",
        "data-room=' '",
    ],
)
def test_attributes_that_act_fetch_or_name_are_gone(attribute):
    assert kept(f"<rect {attribute}/>") == "<rect />"


@pytest.mark.parametrize(
    "colour",
    ["url(//evil.example/x.svg#a)", "url(#a)", "var(--x)", "expression(alert(1))", "#12", "rgb(url(x))", ""],
)
def test_a_colour_that_is_none_leaves_the_shape_empty(colour):
    assert kept(f"<rect fill='{colour}'/><rect style='stroke:{colour}'/>") == (
        '<rect fill="none" /><rect stroke="none" />'
    )


def test_what_programs_write_into_style_is_kept_as_attributes():
    assert kept("<rect fill='red' style='fill:#ffeedd; stroke : black;display:none;-x-y:1'/>") == (
        '<rect fill="#ffeedd" stroke="black" display="none" />'
    )


def test_a_link_of_the_drawing_is_a_group_without_where_it_leads():
    assert kept("<a href='//evil.example' data-room='40-1'><rect/></a>") == '<g data-room="40-1"><rect /></g>'


def test_words_stand_only_where_words_are_shown():
    assert kept(
        "<g>alert(1)<text>a<b>no</b>c &lt;script&gt;</text>alert(2)</g><title>Plan &amp; more</title>"
    ) == ("<g><text>ac &lt;script&gt;</text></g><title>Plan &amp; more</title>")


def test_what_may_be_missed_is_named():
    drawing = safe_svg(sheet("<rect/><metadata/><defs/><style/><image/><image/><ink:grid/>"))

    assert drawing.left_out == ("style", "image")


def test_the_keys_are_the_rooms_in_the_order_they_are_drawn():
    inside = '<g data-room=" B  2 "><rect data-room="A1"/></g><text data-room="A1">1</text><rect data-room="é&quot;"/>'

    assert safe_svg(sheet(inside)).keys == ("B 2", "A1", 'é"')


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('viewBox="-10, -5 100.50 50" width="1"', "-10 -5 100.5 50"),
        ('width="300" height="150px"', "0 0 300 150"),
        ('width="25.4mm" height="2.54cm"', "0 0 96 96"),
    ],
)
def test_a_drawing_says_how_large_it_is_by_its_view_box_or_its_size(attributes, expected):
    drawing = safe_svg(sheet("<rect/>", attributes=attributes))

    assert drawing.svg.startswith(f'<svg xmlns="{SVG}" viewBox="{expected}">')


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (sheet("<rect/>", attributes=""), "needs a viewBox"),
        (sheet("<rect/>", attributes='width="100%" height="100%"'), "needs a viewBox"),
        (sheet("<rect/>", attributes='viewBox="0 0 0 50"'), "needs a viewBox"),
        (sheet("<rect/>", attributes='viewBox="0 0 nan inf"'), "needs a viewBox"),
        (sheet("<rect/>", attributes='viewBox="0 0 1e300 50"'), "needs a viewBox"),
        (sheet("<rect/>", attributes='viewBox="0 0 100"'), "needs a viewBox"),
        (sheet("<title>x</title><script/>"), "nothing to see"),
        (sheet("<g>" * 50 + "<rect/>" + "</g>" * 50), "nested too deeply"),
        (sheet("<g>" * 60_000 + "</g>" * 60_000), "nested too deeply"),
        (sheet("<g/>" * 21_000), "more than 20000 parts"),
        (sheet("<rect/>" + " " * 500_000), "more than 500 kB"),
        (sheet("<rect>"), "not an SVG drawing"),
        (sheet("<rect/>").replace("svg", "html"), "not an SVG drawing"),
        ("", "not an SVG drawing"),
        ("GIF89a", "not an SVG drawing"),
        ("\ud800", "not an SVG drawing"),
        (f"<!DOCTYPE svg>{sheet('<rect/>')}", "document type"),
        (f'<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/x.dtd">{sheet("<rect/>")}', "document type"),
        (
            f'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>{sheet("<text>&b;</text>")}',
            "document type",
        ),
        (
            f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>{sheet("<text>&a;</text>")}',
            "document type",
        ),
    ],
)
@pytest.mark.case("S48")
def test_what_cannot_be_shown_is_refused_in_a_sentence(text, sentence):
    started = process_time()

    with pytest.raises(BadDrawing, match=sentence):
        safe_svg(text)

    assert process_time() - started < 3


@pytest.mark.case("S9")
@pytest.mark.parametrize("text", hostile.SCRIPTS)
def test_hostile_markup_is_refused_or_made_harmless(text):
    for hidden in (text, sheet(f"<rect/>{text}"), sheet(f"<rect/><text>{text}</text>")):
        try:
            drawing = safe_svg(hidden)
        except BadDrawing:
            continue
        assert harmless(draw(drawing, shapes={}))


@pytest.mark.case("S9", "R37")
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["rect", "g", "text", "title", "desc", "script", "style", "a", "use", "foreignObject"]
            ),
            st.sampled_from(
                ["fill", "d", "x", "style", "onclick", "href", "data-room", "class", "transform"]
            ),
            st.text("aM0 1.-;:()'\"<>&#/*uvrl\n\té", max_size=20),
        ),
        max_size=6,
    )
)
def test_no_drawing_comes_out_harmful(parts):
    escaped = [
        (tag, name, re.sub(r"[<>&'\"]", lambda sign: f"&#{ord(sign[0])};", value))
        for tag, name, value in parts
    ]
    inside = "".join(f"<{tag} {name}='{value}'>{value}</{tag}>" for tag, name, value in escaped)
    drawing = safe_svg(sheet(f"<rect/>{inside}"))

    assert harmless(draw(drawing, shapes={key: Shape("/rooms/1/", key) for key in drawing.keys}))
    assert safe_svg(drawing.svg) == type(drawing)(drawing.svg, drawing.keys)


@pytest.mark.parametrize(
    "value",
    [
        "1" * 50_000 + "x",
        "1 " * 20_000 + "x",
        "1.1" * 10_000 + "x",
        "translate(1)" * 5_000 + "x",
        "#" * 9_000,
    ],
)
@pytest.mark.parametrize(
    "name", ["x", "d", "points", "transform", "fill", "stroke-dasharray", "viewBox", "width"]
)
def test_long_values_take_no_time(name, value):
    drawing = sheet(f"<rect {name}='{value}'/>")

    assert processor_seconds(lambda: safe_svg(drawing)) < 0.3


def test_rooms_that_are_known_become_links_and_others_stay_plain():
    drawing = safe_svg(sheet('<rect data-room="A1"/><rect data-room="A2"/><text>Foyer</text>'))
    shapes = {"A1": Shape("/rooms/1/?day=1&from=09:00", 'A1 "Curie" <free>', "free")}

    page = draw(drawing, shapes=shapes, label="1st floor")

    assert page == (
        '<svg class="plan" viewBox="0 0 100 50" role="group" aria-label="1st floor">'
        '<a href="/rooms/1/?day=1&amp;from=09:00" aria-label="A1 &quot;Curie&quot; &lt;free&gt;" class="free">'
        '<title>A1 "Curie" &lt;free&gt;</title><rect data-room="A1" /></a>'
        '<rect data-room="A2" /><text>Foyer</text></svg>'
    )
    assert harmless(page)


def test_no_link_stands_within_another():
    drawing = safe_svg(sheet('<g data-room="A"><rect data-room="A1"/></g><g><rect data-room="A1"/></g>'))
    shapes = {key: Shape(f"/rooms/{key}/", key) for key in drawing.keys}

    page = draw(drawing, shapes=shapes)

    assert [attributes["href"] for tag, attributes in parts_of(page) if tag == "a"] == [
        "/rooms/A/",
        "/rooms/A1/",
    ]
    assert re.search(r"<a [^>]*><title>A</title><g[^>]*><rect[^>]*/></g></a><g><a ", page)


def test_words_after_a_linked_word_stay_in_their_place():
    drawing = safe_svg(sheet('<text>Room <tspan data-room="A1">A1</tspan> left</text>'))

    page = draw(drawing, shapes={"A1": Shape("/rooms/1/", "A1")})

    assert '<tspan data-room="A1">A1</tspan></a> left</text>' in page


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "https://evil.example", ""]
)
def test_a_plan_links_nowhere_but_to_us(href):
    drawing = safe_svg(sheet('<rect data-room="A1"/>'))

    with pytest.raises(ValueError, match="not an address of ours"):
        draw(drawing, shapes={"A1": Shape(href, "A1")})

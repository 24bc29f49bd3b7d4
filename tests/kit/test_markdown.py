"""What people write is shown as they meant it, and does nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.markdown import (
    TextTooLong,
    check_markdown,
    html_to_markdown,
    plain_text,
    render_markdown,
    render_title,
    safe_html,
)
from kit.sanitiser import clean
from tests.kit import hostile
from tests.processor_time import processor_seconds

FORBIDDEN = re.compile(
    r"<(script|style|iframe|object|embed|form|input|svg|img|base|meta|link|template|annotation-xml|mglyph)\b"
    r"|<[^>]*\s(on\w+|hx-[\w-]+|data-[\w-]+|style|class|id|title|target|src|ping|xlink:href)\s*="
    r"|<[^>]*=\s*[\"']?\s*(javascript|data|blob|vbscript|file):|<[^>]*(href)=\"(?!https?://[^/]|mailto:)",
    re.IGNORECASE,
)
PIECES = [
    *hostile.MARKDOWN,
    "<",
    ">",
    '"',
    "'",
    "`",
    "&",
    "\n\n",
    "> ",
    "- ",
    "|a|b|\n|-|-|\n",
    "<p>",
    "</p>",
    "<a href=",
]
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join)


def test_the_markup_people_use_is_rendered():
    html = render_markdown(
        "# Hall\n\n*one* **two** ~~three~~ [four](https://a.example) `five`\n\n|a|\n|-|\n|b|\n"
    )

    assert html == (
        '<h1>Hall</h1>\n<p><em>one</em> <strong>two</strong> <s>three</s> <a href="https://a.example"'
        ' rel="nofollow noopener">four</a> <code>five</code></p>\n'
        "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"
    )


def test_a_formula_becomes_mathml():
    assert render_markdown("$x^2$") == (
        '<p><math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math></p>\n'
    )
    assert render_markdown("$$\\frac{1}{2}$$") == (
        '<p><math display="block"><mrow><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>'
        "</mrow></math></p>\n"
    )


@pytest.mark.parametrize("latex", [r"\frac{a", r"\unknown", "{", "^^", "x" * 2001])
def test_a_broken_formula_shows_its_source(latex):
    assert render_markdown(f"${latex}$") == f"<p><code>{latex}</code></p>\n"


def test_words_in_a_formula_keep_their_signs():
    assert "<mtext>a&lt;b&gt;c</mtext>" in render_markdown(r"$\text{a<b>c}$")


def test_money_is_no_formula():
    assert render_markdown("between $5 and $10") == "<p>between $5 and $10</p>\n"


def test_a_picture_of_another_server_becomes_a_link_to_it():
    link = '<a href="https://a.example/p.png" rel="nofollow noopener">{}</a>'

    assert render_markdown("![A view](https://a.example/p.png)") == f"<p>{link.format('A view')}</p>\n"
    assert (
        render_markdown("![](https://a.example/p.png)")
        == f"<p>{link.format('https://a.example/p.png')}</p>\n"
    )
    assert render_markdown("[![A view](https://b.example/q.png)](https://a.example/p.png)") == (
        f"<p>{link.format('A view')}</p>\n"
    )


@pytest.mark.case("S35", "S36", "S38")
@pytest.mark.parametrize("payload", hostile.MARKDOWN)
def test_nothing_people_write_can_act(payload):
    for html in (render_markdown(payload), safe_html(payload), render_markdown(html_to_markdown(payload))):
        assert not FORBIDDEN.search(html), html
        assert clean(html) == html


@pytest.mark.case("S36")
@given(MARKUP)
def test_no_mixture_of_markup_can_act(source):
    for html in (render_markdown(source), safe_html(source)):
        assert not FORBIDDEN.search(html), html
        assert clean(html) == html


def test_the_search_for_forbidden_markup_finds_it():
    """The positive control of the tests above."""
    found = [payload for payload in hostile.SCRIPTS if FORBIDDEN.search(payload)]

    assert len(found) > len(hostile.SCRIPTS) * 0.8


@pytest.mark.case("S37")
@pytest.mark.parametrize(
    "source",
    [
        "a" * 65_537,
        "ü" * 33_000,
        "<div>" * 50_000,
        "*a **b " * 1200 + " b** a*" * 1200,
        "[" * 60_000,
        "- a\n" * 16_000,
        "|a" * 3000 + "|\n" + "|-" * 3000 + "|\n" + "a\n" * 600,
    ],
)
def test_what_takes_too_long_is_refused_at_once(source):
    with pytest.raises(TextTooLong):
        render_markdown(source)

    assert processor_seconds(lambda: check_markdown(source), refuses=TextTooLong) < 0.1 * PATIENCE


PATIENCE = 4
"""The figures are for a machine at rest; even processor time grows when tests share its caches."""

DEAREST = [
    "*a **b ",
    "[",
    "![",
    "](",
    "_a",
    "`` ` ",
    "a*b",
    "<http://a.b>",
    "> a\n",
    "- a\n",
    "a\n\n",
    "$a_1$ ",
    "\\*",
    "&amp;",
    "|a|b|\n|-|-|\n",
    "[a](http://x.y) ",
    "~~a~~ ",
    "# a\n",
    "a ",
]


def largest_accepted(piece: str) -> str:
    low, high = 1, 65_536 // len(piece)
    while low < high:
        middle = (low + high + 1) // 2
        try:
            check_markdown(piece * middle)
            low = middle
        except TextTooLong:
            high = middle - 1
    return piece * low


@pytest.mark.case("S37")
@pytest.mark.parametrize("piece", DEAREST)
def test_every_accepted_text_renders_in_half_a_second(piece):
    source = largest_accepted(piece)

    assert processor_seconds(lambda: render_markdown(source)) < 0.5 * PATIENCE


@pytest.mark.case("S37")
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 13_000,
        "<b></i>" * 9_000,
        "".join(f"<font size={n}>" for n in range(99)) + "<p>x" * 9_000,
        "a" * 65_537,
    ],
)
def test_imported_html_that_takes_too_long_is_refused_at_once(html):
    with pytest.raises(TextTooLong):
        safe_html(html)

    assert processor_seconds(lambda: safe_html(html), refuses=TextTooLong) < 0.1 * PATIENCE


def test_unclosed_paragraphs_and_items_are_not_nesting():
    assert safe_html("<ul>" + "<li>x" * 500 + "</ul>" + "<p>y" * 500).count("<li>") == 500


def test_a_long_ordinary_text_is_accepted():
    check_markdown("A *good* sentence with a [link](https://a.example), as people write them.\n" * 850)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Hall\n\n*one* __two__ [three](https://a.example)", "Hall one two three"),
        ("- a\n- b\n\n1. c", "a b c"),
        ("> said `x*y` and $x^2$", "said x*y and x^2"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("a\\*b &amp; c", "a*b & c"),
        ("|a|b|\n|-|-|\n|c|d|", "a b c d"),
        ("![A view](https://a.example/p.png)", "A view"),
        ("```py\ncode\n```", "code"),
        ("<b>", "<b>"),
        ("", ""),
        ("one  two\nthree", "one two three"),
    ],
)
def test_plain_text_has_the_words_and_no_markup(source, expected):
    assert plain_text(source, length=100) == expected


def test_plain_text_ends_with_a_whole_word():
    assert plain_text("*one* two three", length=10) == "one two…"
    assert plain_text("a" * 50, length=10) == "a" * 9 + "…"


@given(MARKUP, st.integers(0, 60))
def test_plain_text_is_never_longer_than_asked(source, length):
    text = plain_text(source, length=length)

    assert len(text) <= length
    assert "\n" not in text


WORDS = st.lists(
    st.sampled_from(
        [
            "word",
            "*em*",
            "**strong**",
            "***x***",
            "snake_case",
            "_u_",
            "2 * 3",
            "[a](https://a.example)",
            "*",
            "_",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "# ",
            "> ",
            "&",
            "R&D",
            "~",
            "`c`",
            "<",
            "a*b*c",
            "[1]",
            "**a*b",
            "  ",
        ]
    ),
    max_size=14,
)


@given(WORDS)
def test_the_short_way_to_plain_text_agrees_with_the_parser(words):
    from kit import commonmark, plain  # the inside of the module is what this test compares

    source = " ".join(words)
    simple = plain._simple(source)

    if simple is not None:
        assert simple.split() == commonmark.text_of(commonmark.parse(source)).split()


@pytest.mark.parametrize("text", ["a < b and c > d", "2 * 3 * 4", "AT&T", "line\nline\n\nline", "", "_x_"])
def test_plain_text_from_an_import_stays_as_it_is(text):
    assert html_to_markdown(text) == text


def test_imported_html_becomes_markdown():
    html = "<p>Hi <b>all</b>, see <a href='https://a.example'>this</a></p><ul><li>one<li>two</ul><script>x</script>"

    assert html_to_markdown(html) == "Hi **all**, see [this](https://a.example)\n\n- one\n- two"


def test_html_too_nested_to_convert_keeps_its_words():
    assert html_to_markdown("<div>" * 5000 + "Hello <script>x</script>&amp; bye") == "Hello & bye"


@given(MARKUP)
def test_no_import_breaks_the_conversion(html):
    html_to_markdown(html)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("*Plain* <b> & [a](b)", "*Plain* &lt;b&gt; &amp; [a](b)"),
        ("$5 a chip, $10 a board", "$5 a chip, $10 a board"),
        (
            "Down to $x$ & <i>",
            'Down to <math display="inline"><mrow><mi>x</mi></mrow></math> &amp; &lt;i&gt;',
        ),
        ("All of $$x$$", 'All of <math display="inline"><mrow><mi>x</mi></mrow></math>'),
        (
            "H$x$O",
            'H\u2060<math display="inline"><mrow><mi>x</mi></mrow></math>\u2060O',
        ),
        ("The ($x$)-chip", 'The (<math display="inline"><mrow><mi>x</mi></mrow></math>)-chip'),
        ("Broken $\\frac{$ here", "Broken <code>\\frac{</code> here"),
        ("$x$" * 400, "$x$" * 400),
    ],
)
def test_a_title_shows_its_formulas_and_nothing_else_as_markup(title, shown):
    assert render_title(title) == shown


def test_a_formula_of_a_title_is_sanitised():
    assert "href" not in render_title("See $\\href{javascript:alert(1)}{x}$ there")


@given(st.lists(st.sampled_from([*PIECES, "$", "$x$"])).map("".join))
def test_no_title_becomes_markup_that_is_forbidden(title):
    assert not FORBIDDEN.search(render_title(title))

"""Our dialect of Markdown: CommonMark with tables, strikethrough and formulas, without HTML and pictures."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from kit.formula_words import formula_in_words
from kit.formulas import formula_to_mathml
from kit.links import is_link

MOST_FORMULA_TEXT = 6_000
"""Characters of LaTeX in one text; formulas after that are shown as their source."""

WORD_JOINER = "\u2060"
"""Shows nothing; no line ends where it stands."""


def parse(source: str) -> list[Token]:
    """The text as a stream of tokens; nothing is rendered yet."""
    return _DIALECT.parse(source, {})


def render(tokens: list[Token]) -> str:
    """The tokens as HTML, not sanitised."""
    return str(_DIALECT.renderer.render(tokens, _DIALECT.options, {"formula_text": 0}))


def render_line(source: str) -> str:
    """One line, such as a title, with its formulas and no other markup, as HTML; not sanitised."""
    return str(_LINE.renderer.render(_LINE.parseInline(source, {}), _LINE.options, {"formula_text": 0}))


def words_of_line(source: str) -> str:
    """The same line in plain words: its formulas in Unicode, or as they were typed where that can not say them."""
    (line,) = _LINE.parseInline(source, {})
    return "".join(map(_words_in_line, line.children or ()))


def depth(tokens: Sequence[Token]) -> int:
    """How many elements the most deeply nested word of the text stands in."""
    deepest = level = 0
    for token in tokens:
        level += token.nesting
        deepest = max(deepest, level, level + depth(token.children or ()))
    return deepest


def text_of(tokens: Sequence[Token]) -> str:
    """The words of the text without any markup; formulas as their source."""
    return "".join(map(_text_of_token, tokens))


def _text_of_token(token: Token) -> str:
    if token.type == "inline" or token.type == "image":
        return text_of(token.children or ()) + (" " if token.type == "inline" else "")
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return f"{token.content} " if token.block else token.content


_FORMULAS = {
    "allow_labels": False,
    "allow_space": False,
    "allow_digits": False,  # "$5 and $10" is money
    "allow_blank_lines": False,
    "double_inline": True,
}


def _words_in_line(token: Token) -> str:
    if not token.type.startswith("math_"):
        return token.content
    return formula_in_words(token.content) or f"{token.markup}{token.content}{token.markup}"


def _dialect() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, **_FORMULAS)
    parser.validateLink = is_link  # type: ignore[method-assign]
    parser.core.ruler.push("images_become_links", _images_become_links)
    for rule in ("math_inline", "math_inline_double", "math_block"):
        parser.add_render_rule(rule, _render_formula)
    return parser


def _images_become_links(state: StateCore) -> None:
    """A picture on another server would tell that server who reads the page; its reader decides."""
    for block in state.tokens:
        if block.children and any(token.type == "image" for token in block.children):
            block.children = list(_linked(block.children))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    inside_link = 0
    for token in tokens:
        inside_link += token.nesting if token.type.startswith("link_") else 0
        if token.type != "image":
            yield token
            continue
        source = str(token.attrGet("src") or "")
        words = Token("text", "", 0, content=text_of(token.children or ()).strip() or source)
        if inside_link:
            yield words
        else:
            yield Token("link_open", "a", 1, attrs={"href": source})
            yield words
            yield Token("link_close", "a", -1)


def _render_formula(
    renderer: RendererProtocol, tokens: Sequence[Token], index: int, options: object, env: dict[str, Any]
) -> str:
    token = tokens[index]
    latex = token.content.strip()
    env["formula_text"] = env.get("formula_text", 0) + len(latex) + 20  # a formula costs something by itself
    if env["formula_text"] > MOST_FORMULA_TEXT:
        return f"<code>{escape(latex)}</code>"
    block = token.type != "math_inline"
    formula = formula_to_mathml(latex, block=block)
    if token.type == "math_block":
        return f"<p>{formula}</p>\n"
    return formula if block else _joined(formula, tokens, index)


def _joined(formula: str, tokens: Sequence[Token], index: int) -> str:
    """With signs that keep it in the line of its word: browsers break lines before and after a formula, in H₂O too."""
    before = tokens[index - 1].content[-1:] if index else ""
    after = tokens[index + 1].content[:1] if index + 1 < len(tokens) else ""
    head, tail = (
        WORD_JOINER if sign and (sign.isalnum() or sign in "-‐–") else "" for sign in (before, after)
    )
    return f"{head}{formula}{tail}"


def _line() -> MarkdownIt:
    parser = MarkdownIt("zero").use(dollarmath_plugin, **_FORMULAS)
    for rule in ("math_inline", "math_inline_double"):
        parser.add_render_rule(rule, _render_in_line)
    return parser


def _render_in_line(
    renderer: RendererProtocol, tokens: Sequence[Token], index: int, options: object, env: dict[str, Any]
) -> str:
    tokens[index].type = "math_inline"  # of two dollars too: a title has no line for the formula alone
    return _render_formula(renderer, tokens, index, options, env)


_DIALECT = _dialect()
_LINE = _line()

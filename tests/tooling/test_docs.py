"""The documentation says what is there: its links, files, addresses, commands and variables exist."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import is_valid_path

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "bench" / "README.md"])
READERS = [ROOT / "manage.py", *ROOT.glob("hemicycle/*.py"), *ROOT.glob("tools/*.py")]
NOT_OURS = {"PATH"}

FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)+\.(?:py|sql|md|yaml)")
ADDRESS = re.compile(r"/(?:(?:e|c|me|manage|admin|api|accounts|language)/[^ ]+|healthz|readyz)")
PREFIXES = {"/api/v1/"}


def name_of(path):
    return str(path.relative_to(ROOT))


def code_of(text):
    """What the text gives as code: blocks and spans, one a line."""
    return [*"\n".join(FENCE.findall(text)).replace("\\\n", " ").splitlines(), *SPAN.findall(text)]


def anchors_of(text):
    """As code hosting sites make them of headings."""
    heads = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w -]", "", head.replace("`", "")).lower().replace(" ", "-") for head in heads}


def leads_somewhere(target, doc):
    path, _hash, anchor = target.partition("#")
    file = (doc.parent / path).resolve() if path else doc
    if not file.is_relative_to(ROOT) or not file.is_file():
        return False
    return not anchor or anchor in anchors_of(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("doc", DOCS, ids=name_of)
def test_links_lead_somewhere(doc):
    targets = LINK.findall(FENCE.sub("", doc.read_text(encoding="utf-8")))

    assert [target for target in targets if "://" not in target and not leads_somewhere(target, doc)] == []


@pytest.mark.parametrize("doc", DOCS, ids=name_of)
def test_files_named_in_the_text_exist(doc):
    named = {path for span in SPAN.findall(doc.read_text(encoding="utf-8")) for path in FILE.findall(span)}

    assert sorted(path for path in named if not (ROOT / path).exists() and not path.startswith("var/")) == []


def test_documents_named_in_the_code_exist():
    named = {
        path
        for app in ROOT.iterdir()
        if (app / "__init__.py").exists()
        for source in app.rglob("*.py")
        for path in re.findall(r"\bdocs/[\w/-]+\.md", source.read_text(encoding="utf-8"))
    }

    assert named
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("index", ["docs/README.md", "docs/decisions/README.md"])
def test_an_index_leaves_nothing_out(index):
    index = ROOT / index
    listed = {(index.parent / target).resolve() for target in LINK.findall(index.read_text(encoding="utf-8"))}
    there = set(index.parent.glob("**/*.md" if index.parent.name == "docs" else "*.md")) - {index}
    if index.parent.name == "docs":
        there -= set((index.parent / "decisions").glob("0*.md"))

    assert sorted(name_of(path) for path in there - listed) == []


@pytest.mark.parametrize("doc", DOCS, ids=name_of)
def test_addresses_lead_to_a_page(doc):
    named = {span for span in SPAN.findall(doc.read_text(encoding="utf-8")) if ADDRESS.fullmatch(span)}
    filled = {address.partition("?")[0].replace("/c/…", "/c/1-x").replace("…", "x") for address in named}

    assert sorted(path for path in filled - PREFIXES if not is_valid_path(path)) == []


@pytest.mark.parametrize("doc", DOCS, ids=name_of)
def test_make_has_every_target(doc):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = "\n".join(code_of(doc.read_text(encoding="utf-8")))
    named = set(re.findall(r"(?:^|&& |; )make ([a-z-]+)", code, re.MULTILINE))

    assert sorted(named - targets) == []


@pytest.mark.parametrize("doc", DOCS, ids=name_of)
def test_manage_has_every_command_with_its_options(doc):
    known = get_commands()
    for line in code_of(doc.read_text(encoding="utf-8")):
        for name, rest in re.findall(r"manage\.py (\w+)([^#;|&)]*)", line):
            assert name in known, f"manage.py {name}"
            app = known[name]
            command = load_command_class(app, name) if isinstance(app, str) else app
            options = command.create_parser("manage.py", name)._option_string_actions
            assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= set(options), line


def test_every_variable_stands_in_the_table_and_no_other():
    text = (ROOT / "docs" / "operators" / "configuration.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    table = [name for cell in cells for name in re.findall(r"`([A-Z_]+)`", cell)]
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    read = {name for path in READERS for name in variables_of(path)} | set(re.findall(r"\${(\w+)", compose))

    assert sorted(read - NOT_OURS) == sorted(table)


def variables_of(path):
    """Names that a module reads from the environment."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=source), args=[ast.Constant(value=str(name)), *_]):
                pass
            case ast.Call(func=ast.Name(id="_required"), args=[ast.Constant(value=str(name)), *_]):
                source = ast.Name(id="env")
            case ast.Subscript(value=source, slice=ast.Constant(value=str(name))):
                pass
            case ast.Compare(left=ast.Constant(value=str(name)), comparators=[source]):
                pass
            case _:
                continue
        if ast.unparse(source) in {"env", "os.environ", "environment"}:
            yield name

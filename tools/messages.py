"""The sentences of Hemicycle and their translations: `python -m tools.messages extract|compile|check`.

Babel does the work of gettext's programs, so no machine needs them. The .po files are in the repository,
the compiled .mo files are not.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages import extract as python_extract
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr",)
KEYWORDS: dict[str, Any] = {
    **python_extract.DEFAULT_KEYWORDS,
    "gettext_noop": (1,),
    "gettext_lazy": (1,),
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SKIPPED = {"tests", "tools", "bench", "var", "node_modules", "deploy", "docs", ".venv"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{(\w*)\}")


def main(act: str) -> int:
    match act:
        case "extract":
            for language in LANGUAGES:
                _save(_updated(language), language)
        case "compile":
            for language in LANGUAGES:
                _compile(language)
        case "check":
            problems = [problem for language in LANGUAGES for problem in _problems(language)]
            print("\n".join(problems) or "The translations are complete.")
            return 1 if problems else 0
        case _:
            raise SystemExit(__doc__)
    return 0


def _compile(language: str) -> None:
    source, target = _po(language), _po(language).with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
        return
    with target.open("wb") as file:
        write_mo(file, _load(language))


def _problems(language: str) -> Iterator[str]:
    """What keeps a language from being complete and true to the source."""
    stored, updated = _load(language), _updated(language)
    wanted = {message.id: message for message in updated if message.id}
    for message in stored:
        if message.id and message.id not in wanted:
            yield f"{language}: no longer in the source: {_said(message)}"
    for key, message in wanted.items():
        known = stored.get(key if isinstance(key, str) else key[0], message.context)
        if known is None or not _is_translated(known):
            yield f"{language}: not translated: {_said(message)}"
        elif known.fuzzy:
            yield f"{language}: fuzzy: {_said(message)}"
        elif not _same_placeholders(known):
            yield f"{language}: the placeholders differ: {_said(message)}"


def _is_translated(message: Message) -> bool:
    return bool(message.string) and all(_forms(message.string))


def _same_placeholders(message: Message) -> bool:
    """A plural form may leave its number out ("one talk"), but nobody may invent a name."""
    sources, targets = _forms(message.id), _forms(message.string)
    wanted = set().union(*map(_placeholders, sources))
    if len(sources) == 1:
        return all(_placeholders(target) == wanted for target in targets)
    return all(_placeholders(target) <= wanted for target in targets)


def _forms(text: str | Iterable[str] | None) -> list[str]:
    """The singular and the plurals, or the one form there is."""
    return [text] if isinstance(text, str) else list(text or ())


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def _said(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    place = f" ({message.locations[0][0]})" if message.locations else ""
    return f"{text!r}{place}"


def _updated(language: str) -> Catalog:
    """The stored translations of the sentences that the source holds today."""
    catalog = _load(language)
    catalog.update(_extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def _extracted() -> Catalog:
    catalog = Catalog(project="Hemicycle", charset="utf-8")
    for path in sorted(_sources()):
        name = path.relative_to(ROOT).as_posix()
        for _line, ids, comments, context in _sentences(path):
            catalog.add(ids, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def _sentences(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left between the sentences is no Python: its indentation must say nothing.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    source = io.BytesIO(text.encode())
    yield from python_extract.extract("python", source, keywords=KEYWORDS, comment_tags=("Translators",))


def _sources() -> Iterator[Path]:
    for folder in ROOT.iterdir():
        if folder.is_dir() and folder.name not in SKIPPED and not folder.name.startswith("."):
            yield from (path for path in folder.rglob("*.py") if "migrations" not in path.parts)
            yield from (path for path in folder.rglob("templates/**/*") if path.suffix in {".html", ".txt"})


def _load(language: str) -> Catalog:
    if not _po(language).exists():
        return Catalog(locale=language, project="Hemicycle", charset="utf-8")
    with _po(language).open("rb") as file:
        return read_po(file, locale=language)


def _save(catalog: Catalog, language: str) -> None:
    """Write the catalogue without line numbers and dates: a change shows what changed."""
    _po(language).parent.mkdir(parents=True, exist_ok=True)
    output = io.BytesIO()
    write_po(output, catalog, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    _po(language).write_bytes(header.encode() + output.getvalue())


def _po(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    settings.configure(USE_I18N=False)  # for templatize; nothing of the project is loaded
    sys.exit(main(" ".join(sys.argv[1:])))

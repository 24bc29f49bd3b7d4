"""The house as the plan draws it: what import-linter can not see."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {
    "abstracts": 7,
    "kit": 0,
    "accounts": 1,
    "access": 2,
    "jobs": 2,
    "journal": 2,
    "notices": 2,
    "rooms": 4,
    "events": 5,
    "programme": 6,
    "timetable": 7,
    "venue": 8,
    "home": 9,
    "interchange": 9,
    "hemicycle": 10,
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def sources():
    for app in FLOORS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_every_app_of_ours_has_a_floor():
    ours = {config.label for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT)}

    assert ours - set(FLOORS) == {path for path in ours if ".venv" in apps.get_app_config(path).path}


def test_no_relation_climbs():
    climbing = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in FLOORS
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if FLOORS.get(field.related_model._meta.app_label, 0) > FLOORS[model._meta.app_label]
    ]

    assert climbing == []


def test_every_queued_path_is_a_task():
    paths = {
        node.args[0].value
        for source in sources()
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "run_later"
    }

    assert paths, "the search must find the outbox at least"
    for path in paths:
        assert import_string(path).name == path


@pytest.mark.parametrize("source", list(sources()), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(source):
    tree = ast.parse(text := source.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    too_long = [node.name for node in functions if node.end_lineno - node.lineno >= LONGEST_FUNCTION]

    assert text.count("\n") <= LONGEST_FILE
    assert too_long == []

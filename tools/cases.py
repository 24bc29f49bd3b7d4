"""`make cases`: the cases of the security and reliability plan that no test names yet.

A test names its cases with `@pytest.mark.case("S13")`, several with `case("S13", "R2")`.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAST = {"S": 86, "R": 38}


def main() -> None:
    named = {case for path in (ROOT / "tests").rglob("*.py") for case in _cases(path)}
    missing = [f"{kind}{number}" for kind, last in LAST.items() for number in range(1, last + 1)]
    missing = [case for case in missing if case not in named]
    print(f"{len(named)} cases have tests, {len(missing)} have none:")
    print(" ".join(missing))


def _cases(path: Path) -> set[str]:
    calls = (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    marks = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "case")
    return {str(word.value) for mark in marks for word in mark.args if isinstance(word, ast.Constant)}


if __name__ == "__main__":
    main()

"""Copy the fonts that npm fetched into hemicycle/static/vendor, with one sheet that declares them.

Run by `make assets`. Where npm, or what it should fetch, is missing, it says so in one line and leaves
things as they are: the pages then use the system's fonts.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "hemicycle" / "static" / "vendor"

SANS = "@fontsource-variable/ibm-plex-sans"
SERIF = "@fontsource/ibm-plex-serif"
SHEETS = {SANS: ["standard.css"], SERIF: ["400.css", "500.css"]}
FAMILIES = {"IBM Plex Sans Variable": "Plex", "IBM Plex Serif": "Plex Serif"}


def main() -> int:
    """0 in any case unless `--required`: then 1 when the assets could not be had."""
    missing = fetch()
    if missing:
        print(f"Assets: {missing}; the pages use the system's fonts.")
        return int("--required" in sys.argv)
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "fonts").mkdir(parents=True)
    faces = [vendor_sheet(package, sheet) for package, sheets in SHEETS.items() for sheet in sheets]
    (VENDOR / "fonts.css").write_text("\n".join(faces), encoding="utf-8")
    for package in SHEETS:
        shutil.copy(MODULES / package / "LICENSE", VENDOR / f"{package.rpartition('/')[2]}-LICENSE.txt")
    (VENDOR / "vendor.json").write_text(json.dumps(inventory(), indent=2) + "\n", encoding="utf-8")
    return 0


def fetch() -> str:
    """Let npm fetch what the lock names, unless it lies there already; "" or the reason why it could not."""
    if all(installed_version(package) == wanted_version(package) for package in SHEETS):
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    return "" if done.returncode == 0 else "npm could not fetch the fonts"


def installed_version(package: str) -> str | None:
    manifest = MODULES / package / "package.json"
    return json.loads(manifest.read_text(encoding="utf-8"))["version"] if manifest.exists() else None


def wanted_version(package: str) -> str:
    return json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"][package]


def vendor_sheet(package: str, sheet: str) -> str:
    """One sheet of a font package with our family names and only woff2, its files copied beside."""
    text = (MODULES / package / sheet).read_text(encoding="utf-8")
    for theirs, ours in FAMILIES.items():
        text = text.replace(f"'{theirs}'", f'"{ours}"')
    text = re.sub(r", url\([^)]*\.woff\) format\('woff'\)", "", text)
    text = re.sub(r"/[*/]# sourceMappingURL=.*", "", text)
    for name in re.findall(r"url\(\./files/([^)]+)\)", text):
        shutil.copy(MODULES / package / "files" / name, VENDOR / "fonts" / name)
    return text.replace("url(./files/", "url(fonts/")


def inventory() -> dict[str, dict[str, str]]:
    """Which versions are here, and the SHA-256 of every file."""
    files = sorted(path for path in VENDOR.rglob("*") if path.is_file())
    return {
        "versions": {package: wanted_version(package) for package in SHEETS},
        "sha256": {
            str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
        },
    }


if __name__ == "__main__":
    sys.exit(main())

"""Fonts from npm: copied with a sheet of our own, or left out without harm."""

import json

import pytest

from tools import vendor_assets

FACE = (
    "@font-face {{ font-family: '{family}'; src: url(./files/{name}.woff2) format('woff2'),"
    " url(./files/{name}.woff) format('woff'); }}\n/*# sourceMappingURL=x.css.map */\n"
)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A checkout whose lock asks for version 1 of the fonts."""
    (tmp_path / "package.json").write_text(
        json.dumps({"dependencies": dict.fromkeys(vendor_assets.SHEETS, "1")})
    )
    monkeypatch.setattr(vendor_assets, "ROOT", tmp_path)
    monkeypatch.setattr(vendor_assets, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(vendor_assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(vendor_assets.sys, "argv", ["vendor_assets"])
    return tmp_path


def install(house, package: str, family: str) -> None:
    folder = house / "node_modules" / package
    (folder / "files").mkdir(parents=True)
    (folder / "package.json").write_text('{"version": "1"}')
    (folder / "LICENSE").write_text("OFL")
    for sheet in vendor_assets.SHEETS[package]:
        (folder / sheet).write_text(FACE.format(family=family, name=sheet.partition(".")[0]))
        (folder / "files" / sheet.replace(".css", ".woff2")).write_bytes(b"font")


def test_the_sheet_names_our_families_and_only_files_that_are_there(house):
    install(house, vendor_assets.SANS, "IBM Plex Sans Variable")
    install(house, vendor_assets.SERIF, "IBM Plex Serif")

    assert vendor_assets.main() == 0

    sheet = (house / "vendor" / "fonts.css").read_text()
    assert sheet.count('font-family: "Plex Serif"') == 2
    assert "url(fonts/standard.woff2)" in sheet
    assert ".woff)" not in sheet
    assert "sourceMappingURL" not in sheet
    inventory = json.loads((house / "vendor" / "vendor.json").read_text())
    assert set(inventory["versions"].values()) == {"1"}
    assert "fonts/400.woff2" in inventory["sha256"]


def test_without_npm_one_line_is_said_and_nothing_is_touched(house, monkeypatch, capsys):
    monkeypatch.setattr(vendor_assets.shutil, "which", lambda name: None)

    assert vendor_assets.main() == 0

    assert capsys.readouterr().out == "Assets: npm is not installed; the pages use the system's fonts.\n"
    assert not (house / "vendor").exists()


def test_a_build_that_needs_the_fonts_fails_without_them(house, monkeypatch):
    monkeypatch.setattr(vendor_assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(vendor_assets.sys, "argv", ["vendor_assets", "--required"])

    assert vendor_assets.main() == 1

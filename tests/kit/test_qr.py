"""QR codes: they say what they were made for, on a white ground of their own."""

import re
from xml.etree.ElementTree import fromstring

import pytest
import segno

from kit.qr import qr_svg

ADDRESS = "https://rooms.example/rooms/17/door/?token=abc&x=1"


def modules(drawn):
    """The dark modules as the drawing's path fills them, by row and column of the code itself."""
    path = fromstring(drawn)[2].attrib["d"]  # noqa: S314 (our own drawing)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    assert "".join(f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in runs) == path
    return {(int(y) - 4, int(x) - 4 + step) for x, y, wide in runs for step in range(int(wide))}


@pytest.mark.parametrize("text", [ADDRESS, "1", "Salle Émile, 東京", "x" * 1500])
def test_every_dark_module_is_drawn_and_no_other(text):
    code = segno.make_qr(text, error="m")
    dark = {(y, x) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module}

    assert modules(qr_svg(text, label="Check in")) == dark


def test_a_code_has_its_own_white_ground_with_the_quiet_zone():
    side = segno.make_qr(ADDRESS, error="m").symbol_size(border=4)[0]

    drawn = fromstring(qr_svg(ADDRESS, label="Check in"))  # noqa: S314

    assert drawn.attrib["viewBox"] == f"0 0 {side} {side}"
    assert drawn[1].attrib == {"fill": "#fff", "d": f"M0 0h{side}v{side}H0z"}
    assert drawn[2].attrib["fill"] == "#000"
    assert not {"width", "height", "style"} & drawn.attrib.keys()


@pytest.mark.case("S9")
def test_a_code_has_a_name_which_stays_text():
    drawn = qr_svg(ADDRESS, label='Check in <script>alert(1)</script> & "go"')

    assert "<script" not in drawn
    assert fromstring(drawn).attrib["role"] == "img"  # noqa: S314
    assert fromstring(drawn)[0].text == 'Check in <script>alert(1)</script> & "go"'  # noqa: S314

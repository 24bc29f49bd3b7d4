"""Files that somebody made to find out, or to keep the server busy."""

import io
import time
import zipfile

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from abstracts.files.blinding import blind_copy
from abstracts.files.pdf import text_of

CANARY = "narwhal"


def archive(parts):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return output.getvalue()


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as copy:
        return {name: copy.read(name) for name in copy.namelist()}


RELATION = '<Relationship Id="r1" TargetMode="External" Target={}/>'


@pytest.mark.case("S19")
@pytest.mark.parametrize(
    "target",
    [
        f'"file:///C:\\Users\\{CANARY}\\AppData\\Normal.dotm"',
        f"'file:///home/{CANARY}/template.dotx'",
        f'"C:\\Users\\{CANARY}\\Normal.dotm"',
        f'"\\\\server\\{CANARY}\\Normal.dotm"',
        f'"/Users/{CANARY}/Normal.dotm"',
    ],
)
def test_a_document_does_not_tell_in_which_folder_its_template_lay(target):
    web = RELATION.format('"https://lab.example/data"')
    relations = f"<Relationships>{RELATION.format(target)}{web}</Relationships>"
    parts = {"word/document.xml": "<w:p>Kept</w:p>", "word/_rels/settings.xml.rels": relations}

    copy = unpacked(blind_copy("paper.docx", archive(parts)))["word/_rels/settings.xml.rels"].decode()

    assert CANARY not in copy
    assert 'Id="r1"' in copy
    assert "https://lab.example/data" in copy


@pytest.mark.case("S19")
def test_a_relation_inside_the_document_is_kept():
    inside = (
        '<Relationship Id="r1" Target="/word/media/image1.png"/><Relationship Id="r2" Target="media/a.png"/>'
    )
    parts = {
        "word/document.xml": "<w:p/>",
        "word/_rels/document.xml.rels": f"<Relationships>{inside}</Relationships>",
    }

    copy = unpacked(blind_copy("paper.docx", archive(parts)))

    assert inside in copy["word/_rels/document.xml.rels"].decode()


@pytest.mark.case("S19")
@pytest.mark.parametrize(
    ("name", "part", "content"),
    [
        (
            "t.xlsx",
            "xl/workbook.xml",
            f'<x15ac:absPath xmlns:x15ac="u" url="C:\\Users\\{CANARY}\\Desktop\\"/>',
        ),
        ("t.odt", "content.xml", f'<draw:image xlink:href="file:///home/{CANARY}/plot.png"/>'),
        ("t.odt", "content.xml", f'<draw:image xlink:href="../../home/{CANARY}/plot.png"/>'),
    ],
)
def test_tables_and_open_documents_do_not_tell_their_folder(name, part, content):
    copy = unpacked(blind_copy(name, archive({part: f"<a>{content}</a>"})))[part].decode()

    assert CANARY not in copy


@pytest.mark.case("S54", "S55")
def test_a_small_document_full_of_huge_empty_pictures_is_not_taken_apart():
    picture = io.BytesIO()
    Image.new("1", (4000, 4000)).save(picture, "PNG", optimize=True)
    parts = {f"word/media/{n}.png": picture.getvalue() for n in range(60)}
    data = archive({"word/document.xml": "<w:p/>", **parts})

    begun = time.process_time()
    copy = blind_copy("paper.docx", data)

    assert len(data) < 1_000_000
    assert copy is None
    assert time.process_time() - begun < 10


def pdf_of(content: bytes, pages: int = 1) -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = StreamObject()
    stream.set_data(content)
    kept = writer._add_object(stream.flate_encode())
    for _page in range(pages):
        page = writer.add_blank_page(200, 200)
        page[NameObject("/Contents")] = kept
        page[NameObject("/Resources")] = fonts
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


@pytest.mark.case("S55")
def test_the_text_of_a_small_pdf_that_unpacks_to_many_megabytes_is_not_read():
    data = pdf_of(b"BT /F1 9 Tf (a) Tj ET\n" * 200_000, pages=20)

    begun = time.process_time()
    text = text_of(data)

    assert len(data) < 200_000
    assert time.process_time() - begun < 5
    assert len(text) <= 100_000


def test_the_text_of_a_usual_pdf_is_read():
    assert "Narwhal" in text_of(pdf_of(b"BT /F1 9 Tf 10 10 Td (By Ada Narwhal) Tj ET\n", pages=3))

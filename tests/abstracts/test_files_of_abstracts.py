"""Files of abstracts: what is taken, and copies that do not tell who made them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, TextStringObject

from abstracts.files.blinding import blind_copy
from abstracts.files.kinds import kind_of
from abstracts.files.telling import names_in
from abstracts.models import AbstractFile
from abstracts.operations.files import add_file, order_files, remove_file
from abstracts.refusals import BadFile, CallIsClosed, NotInThisState
from journal.models import Entry
from tests.factories.abstracts import AbstractFactory, CallFactory

CANARY = "Narwhal"


XMP = (
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    f"<dc:creator>{CANARY}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def pdf(**extra):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": CANARY, "/Creator": f"{CANARY} Word"})
    writer.xmp_metadata = XMP.encode()
    note = FreeText(text="A note", rect=(10, 10, 50, 50))
    writer.add_annotation(0, note)
    writer.pages[0]["/Annots"][0].get_object().update({NameObject("/T"): TextStringObject(CANARY)})
    if extra.get("attachment"):
        writer.add_attachment("cv.txt", CANARY.encode())
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def office(parts):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def docx(**more):
    return office(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": '<Relationships><Relationship Id="a" Target="docProps/thumbnail.jpeg"/></Relationships>',
            "word/document.xml": f'<w:p><w:ins w:author="{CANARY}" w:initials="N">Kept text</w:ins></w:p>',
            "word/comments.xml": f"<w:comments><w:comment w:author='{CANARY}'>c</w:comment></w:comments>",
            "word/people.xml": f'<w15:people><w15:person w15:author="{CANARY}"/></w15:people>',
            "docProps/core.xml": f"<cp:coreProperties><dc:creator>{CANARY}</dc:creator></cp:coreProperties>",
            "docProps/app.xml": f"<Properties><Company>{CANARY}</Company></Properties>",
            "docProps/thumbnail.jpeg": CANARY,
            "customXml/item1.xml": f"<a>{CANARY}</a>",
            **more,
        }
    )


def picture(kind):
    image = Image.new("RGB", (40, 30), "teal")
    exif = Image.Exif()
    exif[0x013B] = CANARY
    output = io.BytesIO()
    image.save(output, kind, exif=exif)
    return output.getvalue()


def everything_in(data):
    """All bytes of a file, those of packed parts too."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        streams = [
            thing.get_data()
            for n in range(1, len(reader.xref[0]) + 1)
            if hasattr(thing := reader.get_object(n), "get_data")
        ]
        return data + b"".join(streams)
    return data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.pdf", pdf()),
        ("enclosing.pdf", pdf(attachment=True)),
        ("paper.docx", docx()),
        ("photo.jpg", picture("JPEG")),
        ("photo.png", picture("PNG")),
        ("photo.webp", picture("WEBP")),
        (
            "talk.odp",
            office(
                {
                    "mimetype": "application/vnd.oasis.opendocument.presentation",
                    "meta.xml": f"<meta:initial-creator>{CANARY}</meta:initial-creator>",
                    "content.xml": f"<office:annotation><dc:creator>{CANARY}</dc:creator>Kept text</office:annotation>",
                }
            ),
        ),
    ],
)
def test_a_blind_copy_holds_no_word_about_its_maker(name, data):
    assert CANARY.encode() in everything_in(data)

    copy = blind_copy(name, data)

    assert copy is not None
    assert CANARY.encode() not in everything_in(copy)
    assert kind_of(name, copy).media_type == kind_of(name, data).media_type
    if name.endswith(("docx", "odp")):
        assert b"Kept text" in everything_in(copy)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.pdf", b"%PDF-1.7 broken"),
        ("paper.docx", docx(**{"word/vbaProject.bin": "x"})),
        ("paper.docx", docx(**{"word/media/image1.emf": "x"})),
        ("paper.docx", docx(**{"word/header1.xml": f'<a w:author="{CANARY}"/>'.encode("utf-16")})),
        ("data.zip", office({"a.txt": "x"})),
        ("film.mp4", b"....ftyp"),
    ],
)
def test_what_can_not_be_cleared_has_no_blind_copy(name, data):
    assert blind_copy(name, data) is None


@pytest.mark.parametrize(
    ("name", "data", "taken"),
    [
        ("paper.pdf", b"MZ\x90", []),
        ("paper.exe", b"MZ\x90", []),
        ("paper.exe", b"MZ\x90", ["exe"]),
        ("paper", b"%PDF-1.7", []),
        ("paper.docx", b"PK\x03\x04 nothing", []),
        ("paper.docx", office({"xl/workbook.xml": "x"}), []),
        ("photo.png", b"\xff\xd8\xff", []),
        ("text.txt", b"a\x00b", []),
        ("empty.pdf", b"", []),
        ("paper.docx", docx(), ["pdf"]),
    ],
)
def test_a_false_extension_or_one_the_call_does_not_take_is_refused(name, data, taken):
    with pytest.raises(BadFile, match=name):
        kind_of(name, data, taken=taken)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (401 * 1024 * 1024))

    with pytest.raises(BadFile):
        kind_of("bomb.docx", output.getvalue())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Lovelace and others", ["Ada Lovelace"]),
        ("by A. Lovelace", ["Ada Lovelace"]),
        ("LOVELACE, A. (1843)", ["Ada Lovelace"]),
        ("Lovelace numbers", []),
        ("José  Núñez", ["José Núñez"]),
        ("JOSE NUNEZ", ["José Núñez"]),
        ("adalovelace", []),
    ],
)
def test_names_of_authors_are_found_as_papers_write_them(text, found):
    assert names_in(text, ["Ada Lovelace", "José Núñez", "Plato"]) == found


@pytest.mark.django_db
class TestKeeping:
    def test_a_file_gets_a_safe_name_and_lies_where_no_name_leads(self):
        abstract = AbstractFactory(call=CallFactory(most_files=1))

        file = add_file(abstract, SimpleUploadedFile("../..\\Ada: CV.pdf", pdf()), by=None)

        assert file.name == "Ada_ CV.pdf"
        assert "Ada" not in file.content.name + file.blind.name
        assert file.blind_name == f"abstract-{abstract.number}-1.pdf"

    def test_more_and_larger_files_than_the_call_takes_are_refused(self):
        abstract = AbstractFactory(call=CallFactory(most_files=1, most_megabytes=1))
        add_file(abstract, SimpleUploadedFile("a.txt", b"x"), by=None)

        with pytest.raises(BadFile, match="1 file is the most"):
            add_file(abstract, SimpleUploadedFile("b.txt", b"x"), by=None)
        with pytest.raises(BadFile, match="more than 1 MB"):
            add_file(abstract, SimpleUploadedFile("b.txt", b"x" * (1024 * 1024 + 1)), by=None)

        assert AbstractFile.objects.count() == 1

    def test_after_the_deadline_only_organisers_change_files(self):
        call = CallFactory(most_files=3)
        abstract = AbstractFactory(call=call)
        file = add_file(abstract, SimpleUploadedFile("a.txt", b"x"), by=None)
        type(call).objects.update(closes_at=call.opens_at + (call.closes_at - call.opens_at) / 100)

        with pytest.raises(CallIsClosed):
            remove_file(file, by=None)

        add_file(abstract, SimpleUploadedFile("b.txt", b"x"), by=None, as_manager=True)
        assert abstract.files.count() == 2

    def test_what_is_withdrawn_keeps_its_files_as_they_are(self):
        abstract = AbstractFactory(call=CallFactory(most_files=1))
        type(abstract).objects.update(state="withdrawn", withdrawn_at=abstract.submitted_at)

        with pytest.raises(NotInThisState):
            add_file(abstract, SimpleUploadedFile("a.txt", b"x"), by=None, as_manager=True)

    def test_a_removed_file_is_gone_from_the_disk_with_its_copy(self, django_capture_on_commit_callbacks):
        file = add_file(
            AbstractFactory(call=CallFactory(most_files=1)), SimpleUploadedFile("a.txt", b"x"), by=None
        )
        storage, names = file.content.storage, [file.content.name, file.blind.name]

        with django_capture_on_commit_callbacks(execute=True):
            remove_file(file, by=None)

        assert [storage.exists(name) for name in names] == [False, False]


@pytest.mark.timeout(10)
def test_text_made_to_keep_a_reader_busy_is_done_in_no_time():
    hostile = {"word/comments.xml": "<author " * 300_000 + "<person " * 300_000 + "dc:creator" * 100_000}

    assert blind_copy("paper.docx", docx(**hostile)) is not None


@pytest.mark.django_db
def test_the_log_of_a_submitted_abstract_tells_the_order_of_its_files_once():
    abstract = AbstractFactory(call=CallFactory(most_files=2))
    first, second = (
        add_file(abstract, SimpleUploadedFile(name, b"Words"), by=None) for name in ("a.txt", "b.txt")
    )
    abstract.refresh_from_db()
    before = abstract.revision

    for _again in range(2):
        order_files(abstract, [second.pk, first.pk], by=None)

    abstract.refresh_from_db()
    told = [
        entry.differences for entry in Entry.objects.filter(logbook=abstract.logbook, verb="abstract.files")
    ]
    assert [("files", "a.txt, b.txt", "b.txt, a.txt")] in told
    assert (list(abstract.files.all()), len(told), abstract.revision) == ([second, first], 3, before + 1)

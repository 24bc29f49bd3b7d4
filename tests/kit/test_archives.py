"""Archives that are written while they are sent."""

import io
import zipfile
from functools import partial

from kit.archives import CHUNK, stream_zip, zip_chunks


def opened(chunks):
    return zipfile.ZipFile(io.BytesIO(b"".join(chunks)))


def test_what_goes_in_comes_out_under_safe_names_that_are_there_once():
    members = [
        ("a.txt", b"one"),
        ("A.txt", b"two"),
        ("../../etc/passwd", b"three"),
        ("large.bin", partial(io.BytesIO, b"x" * (3 * CHUNK + 7))),
    ]

    with opened(zip_chunks(members)) as archive:
        names, broken = archive.namelist(), archive.testzip()
        contents = [archive.read(name) for name in names]

    assert names == ["a.txt", "A (2).txt", "passwd", "large.bin"]
    assert contents == [b"one", b"two", b"three", b"x" * (3 * CHUNK + 7)]
    assert broken is None


def test_a_large_file_never_lies_whole_in_memory():
    chunks = list(zip_chunks([("large.bin", partial(io.BytesIO, b"x" * (8 * CHUNK)))]))

    assert len(chunks) >= 8
    assert max(len(chunk) for chunk in chunks) < 2 * CHUNK


def test_an_empty_archive_is_one():
    with opened(zip_chunks([])) as archive:
        assert archive.namelist() == []


def test_it_is_a_download_and_tells_no_time():
    response = stream_zip([("a.txt", b"one")], name="all.zip")

    with opened(response) as archive:
        entry = archive.getinfo("a.txt")
    assert response["Content-Disposition"] == 'attachment; filename="all.zip"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)

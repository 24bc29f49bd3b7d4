"""ZIP archives that are written while they are sent: none is ever whole in memory or on the disk."""

from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.http import StreamingHttpResponse

from kit.files import stream_to_save, unique_file_names

CHUNK = 256 * 1024

Member = tuple[str, bytes | Callable[[], IO[bytes]]]
"""A name, and the content or what opens it."""


def stream_zip(members: Iterable[Member], *, name: str) -> StreamingHttpResponse:
    """A download of an archive of these, each read when its turn comes."""
    return stream_to_save(zip_chunks(members), name=name, content_type="application/zip")


def zip_chunks(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of the archive. Names are made safe and unique; all times are the same, so that they tell nothing."""
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        listed = list(members)
        for name, (_name, content) in zip(unique_file_names(one for one, _ in listed), listed, strict=True):
            if isinstance(content, bytes):
                archive.writestr(_entry(name, ZIP_DEFLATED), content)
                yield sink.taken()
                continue
            with content() as source, archive.open(_entry(name, ZIP_STORED), "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _entry(name: str, compression: int) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


class _Sink(RawIOBase):
    """Keeps what is written until it is taken. It can not be rewound, so the archive is written front to back."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._place = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        return self._place

    def taken(self) -> bytes:
        found, self._waiting = b"".join(self._waiting), []
        return found

"""The files of submissions as members of an archive."""

from collections.abc import Iterator
from functools import partial

from abstracts.exporting.reading import Export
from kit.archives import Member


def members(export: Export) -> Iterator[Member]:
    """Each file by the number of its abstract. Where authors are hidden, the copies that name nobody."""
    for line in export.lines():
        number = f"{line.abstract.number:04}"
        for file in line.abstract.files.all():
            content = file.content if line.people is not None else file.blind
            # A folder that was restored without its files is no reason to break off the archive.
            if not content or not content.storage.exists(str(content.name)):
                continue
            name = f"{number}-{file.name}" if line.people is not None else file.blind_name
            yield name, partial(content.open, "rb")

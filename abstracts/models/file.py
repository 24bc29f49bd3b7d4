"""Files of abstracts."""

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone

from abstracts.models.abstract import Abstract


def private_folder() -> Storage:
    """Where files of abstracts lie. No address leads there: only the view that asks for the right reads them."""
    return storages["abstracts"]


class AbstractFile(models.Model):
    """A file as it was uploaded. `blind` is its copy without metadata, for reviewers who must not know who wrote it;
    empty where none could be made: they are then not given the file."""

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    content = models.FileField(storage=private_folder, max_length=100)
    blind = models.FileField(storage=private_folder, max_length=100, blank=True)
    blind_size = models.PositiveBigIntegerField(default=0)
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower()

    @property
    def blind_name(self) -> str:
        """A name that says nothing: the number of the abstract and its place among the files."""
        return f"abstract-{self.abstract.number}-{self.position}.{self.extension}"

"""The book of abstracts, exports and imports."""

from django.urls import URLPattern, URLResolver, path

from abstracts.views.book import abstract_book, book_file
from abstracts.views.exporting import abstract_export, accepted_bib
from abstracts.views.importing import abstract_import

MANAGED = "manage/e/<int:pk>/abstracts/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{MANAGED}book/", abstract_book, name="abstract-book"),
    path(f"{MANAGED}export/", abstract_export, name="abstract-export"),
    path(f"{MANAGED}import/", abstract_import, name="abstract-import"),
    path("e/<name:slug>/book-of-abstracts.pdf", book_file, name="book-of-abstracts"),
    path("e/<name:slug>/accepted.bib", accepted_bib, name="accepted-bibtex"),
]

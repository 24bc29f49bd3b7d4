"""What everybody reads of what was accepted."""

from django.urls import URLPattern, URLResolver, path

from abstracts.views.public import accepted, author_index, contribution_file

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/contributions/by-track/", accepted, name="accepted"),
    path("e/<name:slug>/authors/", author_index, name="author-index"),
    path("e/<name:slug>/talks/<int:number>/files/<int:file>/", contribution_file, name="contribution-file"),
]

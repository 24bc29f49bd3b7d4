"""The pages that any product could have."""

from django.urls import path

from kit.preferences import choose_language
from kit.preview import preview_markdown

urlpatterns = [
    path("language/", choose_language, name="language"),
    path("markdown/", preview_markdown, name="markdown_preview"),
]

"""A PDF shows what its template says, and reaches nothing else."""

import builtins
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module

import pytest

from kit.pdf import PdfUnavailable, render_pdf

HOSTILE = """
<link rel=stylesheet href="{base}/a.css">
<style>@import "{base}/b.css"; @font-face {{font-family: x; src: url({base}/c.woff)}}</style>
<style>body {{background: url({base}/d.png)}}</style>
<img src="{base}/e.png"><img src="{file}"><img srcset="{base}/f.png 2x">
<svg><image href="{base}/g.png"/></svg>
<object data="{base}/h.svg"></object><iframe src="{base}/i"></iframe><embed src="{base}/j">
<link rel=attachment href="{file}"><a rel=attachment href="{file}">x</a>
<link rel=attachment href="data:,CANARY"><a rel=attachment href="data:text/plain,CANARY">y</a>
"""


@pytest.fixture(scope="module", autouse=True)
def pango():
    """CI has it; a developer's machine may lack the system library, and only these tests need it."""
    try:
        import_module("weasyprint")
    except OSError as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"the system lacks Pango: {missing}")


@pytest.fixture
def templates(tmp_path, settings):
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}]
    return tmp_path


@pytest.fixture
def honeypot():
    hits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_template_becomes_a_pdf(templates):
    (templates / "badge.html").write_text("<h1>{{ name }}</h1>")

    assert render_pdf("badge.html", {"name": "Ada"}).startswith(b"%PDF-")


@pytest.mark.case("S51")
def test_a_hostile_document_fetches_nothing_and_hides_no_file(templates, honeypot, tmp_path):
    base, hits = honeypot
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY")
    (templates / "bad.html").write_text(HOSTILE.format(base=base, file=secret.as_uri()))

    pdf = render_pdf("bad.html", {})

    assert hits == []
    assert b"EmbeddedFile" not in pdf
    assert b"/Filespec" not in pdf


def test_without_pango_the_person_is_told(templates, monkeypatch):
    (templates / "badge.html").write_text("x")
    real_import = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)

    with pytest.raises(PdfUnavailable, match="PDFs are not available here"):
        render_pdf("badge.html", {})

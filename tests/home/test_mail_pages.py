"""Mail that went to files, and letters nobody took: for admins only."""

import pytest
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path)
    EmailMessage("Salle changée", "Bonjour à tous.", to=["ada@example.org"], connection=backend).send()
    return tmp_path


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_admin=True))


def test_an_admin_reads_the_mail(client, admin, mailbox):
    (file,) = mailbox.iterdir()

    page = client.get("/admin/mail/", {"name": file.name}).content.decode()

    assert "Salle changée" in page
    assert "Bonjour à tous." in page


@pytest.mark.case("S45")
@pytest.mark.parametrize("name", ["../secret-key", "/etc/passwd", "nothing.log"])
def test_only_mails_of_the_folder_are_read(client, admin, mailbox, name):
    assert client.get("/admin/mail/", {"name": name}).status_code == 404


def test_nobody_else_learns_that_these_pages_exist(client, mailbox):
    client.force_login(UserFactory())

    assert client.get("/admin/mail/").status_code == 404
    assert client.get("/admin/outbox/").status_code == 404


def test_with_a_mail_server_there_is_no_folder_to_read(client, admin, settings):
    settings.MAIL_FOLDER = None

    assert client.get("/admin/mail/").status_code == 404


def test_a_dead_letter_shows_why_and_can_be_sent_again(client, admin):
    letter = Notice.objects.create(
        recipient="ada@example.org",
        subject="Hello",
        given_up_at=timezone.now(),
        last_error="550 no such user",
    )
    assert "550 no such user" in client.get("/admin/outbox/").content.decode()

    client.post(f"/admin/outbox/{letter.pk}/send/")

    letter.refresh_from_db()
    assert letter.given_up_at is None

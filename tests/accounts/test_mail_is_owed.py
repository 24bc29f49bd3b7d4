"""Mails about accounts go through the outbox, so a mail server that is down loses none."""

import pytest

from notices.models import Notice

pytestmark = pytest.mark.django_db


def test_a_reset_mail_waits_in_the_outbox(client, ada, settings):
    settings.ACCOUNT_MAIL_SENDER = "notices.operations.post_message"

    client.post("/accounts/password/reset/", {"email": ada.email})

    notice = Notice.objects.get()
    assert (notice.recipient, notice.subject, notice.user) == (ada.email, "Choose a new password", ada)
    assert "http://testserver/accounts/password/reset/key/" in notice.body

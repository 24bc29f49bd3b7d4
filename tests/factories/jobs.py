"""Jobs in any state, with what the state demands."""

from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from jobs.models import Job
from jobs.models.job import private_folder
from tests.factories.accounts import UserFactory


class JobFactory(factory.django.DjangoModelFactory):
    """Waits; `state=` puts it into another one, `content=b"…"` gives a file to one that is done."""

    class Meta:
        model = Job

    kind = "tests.write"
    title = "Programme as PDF"
    owner = factory.SubFactory(UserFactory)
    language = "en"
    arguments = factory.Dict({})

    @classmethod
    def _create(cls, model_class, *args, content=None, **values):
        state, now = values.get("state", Job.State.WAITING), timezone.now()
        if state != Job.State.WAITING:
            values = {"started_at": now, "attempts": 1, **values}
        if state in {Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED}:
            values = {"finished_at": now, "expires_at": now + timedelta(days=7), **values}
        if state == Job.State.FAILED:
            values.setdefault("problem", "It is too large.")
        job = model_class.objects.create(**values)
        if content is not None:
            job.result_file = private_folder().save(f"{job.key.hex}-1", ContentFile(content))
            job.result_name, job.result_type = "programme.pdf", "application/pdf"
            job.save(update_fields=["result_file", "result_name", "result_type"])
        return job

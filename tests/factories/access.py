"""Rights, the smallest valid ones: `GrantFactory(access_list=…, user=…)` lets somebody in."""

import factory

from access.models import AccessList, Grant
from access.operations import open_access_list


class AccessListFactory(factory.django.DjangoModelFactory):
    """A list of its own; `mode` and `parent` as given, public and at the top without."""

    class Meta:
        model = AccessList

    mode = AccessList.Mode.PUBLIC

    @classmethod
    def _create(cls, model_class, *args, **values):
        return open_access_list(**values)


class GrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Grant

    access_list = factory.SubFactory(AccessListFactory)
    email = factory.Maybe(
        "named", yes_declaration="", no_declaration=factory.Sequence("guest{}@example.org".format)
    )
    permission = Grant.VIEW

    class Params:
        named = factory.LazyAttribute(
            lambda grant: bool(getattr(grant, "user", None) or getattr(grant, "group", None))
        )

"""What the kit brings into every process."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.urls import register_converter

from kit.addresses import NameConverter
from kit.ready_query import keep_plans


class KitConfig(AppConfig):
    name = "kit"

    def ready(self) -> None:
        register_converter(NameConverter, "name")
        connection_created.connect(keep_plans)

"""What the kit brings into every process."""

from django.apps import AppConfig
from django.urls import register_converter

from kit.addresses import NameConverter


class KitConfig(AppConfig):
    name = "kit"

    def ready(self) -> None:
        register_converter(NameConverter, "name")

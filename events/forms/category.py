"""What a person types about a category."""

from django import forms

from events.models import Category
from kit.forms import MarkdownField, ZoneField


class CategoryForm(forms.Form):
    title = forms.CharField(label=Category._meta.get_field("title").verbose_name, max_length=200)
    description = MarkdownField(label=Category._meta.get_field("description").verbose_name, required=False)
    time_zone = ZoneField(label=Category._meta.get_field("time_zone").verbose_name, max_length=64)
    anyone_may_create = forms.BooleanField(
        label=Category._meta.get_field("anyone_may_create").verbose_name, required=False
    )

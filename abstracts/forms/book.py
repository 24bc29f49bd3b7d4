"""How the book of abstracts is made, and one of one's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from abstracts.models import Book


class BookForm(forms.ModelForm):
    class Meta:
        model = Book
        fields = (
            "title", "introduction", "closing", "order", "style", "corresponding", "show_numbers", "each_on_a_page",
            "is_public",
        )  # fmt: skip
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 6}),
            "closing": forms.Textarea(attrs={"rows": 3}),
        }


class OwnBookForm(forms.Form):
    file = forms.FileField(label=_("PDF"))

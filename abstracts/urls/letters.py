"""Letters about abstracts: their rules, tries of them, and those that were sent."""

from django.urls import path

from abstracts.views.letter_rule import letter_rule, letter_rule_files, letter_rule_new
from abstracts.views.letter_rules import letter_rules
from abstracts.views.letter_tester import letter_tester
from abstracts.views.letters_sent import letter_preview, letters_sent

urlpatterns = [
    path("manage/e/<int:pk>/letters/", letter_rules, name="letter-rules"),
    path("manage/e/<int:pk>/letters/new/", letter_rule_new, name="letter-rule-new"),
    path("manage/e/<int:pk>/letters/rules/<int:rule>/", letter_rule, name="letter-rule"),
    path("manage/e/<int:pk>/letters/rules/<int:rule>/files/", letter_rule_files, name="letter-rule-files"),
    path("manage/e/<int:pk>/letters/tester/", letter_tester, name="letter-tester"),
    path("manage/e/<int:pk>/letters/preview/", letter_preview, name="letter-preview"),
    path("manage/e/<int:pk>/letters/sent/", letters_sent, name="letters-sent"),
]

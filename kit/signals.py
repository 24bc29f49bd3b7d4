"""What kit tells the floors above."""

from django.dispatch import Signal

# A signed-in `user` chose `language` (a code, or "" for the browser's) on the page for language and theme.
language_chosen = Signal()

"""The product in a real Chromium: on every page, and along the ways people take."""

"""What abstracts hear from below."""

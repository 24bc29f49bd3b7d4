"""How fast, measured against a hello-world application under the same gunicorn: see README.md here."""

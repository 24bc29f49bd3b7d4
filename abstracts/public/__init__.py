"""What everybody reads once abstracts are contributions: lists by track and type, the index of authors, fields and
files. All of it comes from contributions, so it works for events without a call."""

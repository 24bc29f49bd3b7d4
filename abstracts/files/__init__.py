"""What an uploaded file is, and its copy that does not tell who made it. Nothing here asks the database."""

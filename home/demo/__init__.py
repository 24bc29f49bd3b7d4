"""What a newcomer finds after `make run`: an invented institute with a conference that is running today."""

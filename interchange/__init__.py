"""Reading and writing what other systems publish."""

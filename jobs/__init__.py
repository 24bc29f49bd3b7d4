"""Long jobs: work that a page only starts, with progress, a file that expires, and somebody it belongs to."""

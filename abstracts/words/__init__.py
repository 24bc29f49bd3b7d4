"""What the log says was done to calls, abstracts and reviews: each module has the words of one area."""

import abstracts.words.assigning
import abstracts.words.authors
import abstracts.words.book
import abstracts.words.calls
import abstracts.words.desk
import abstracts.words.letters
import abstracts.words.reviewing  # noqa: F401

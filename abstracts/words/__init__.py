"""What the log says was done to calls, abstracts and reviews: each module has the words of one area."""

import abstracts.words.authors  # noqa: F401
import abstracts.words.calls  # noqa: F401

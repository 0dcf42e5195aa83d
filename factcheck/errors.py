"""What can go wrong, as one tree.

FactcheckError          anything factcheck raises on purpose; its text is one line for the user
├── InputError          an article could not be read; the others go on
├── ModelError          a model is missing, damaged or of the wrong kind
├── ArchiveError        reports/ could not be read or written
└── CacheError          the cache could not be looked into or cleared
"""


class FactcheckError(Exception):
    """Base of all errors raised on purpose. ``str(error)`` is one line: what is wrong and the fix."""


class InputError(FactcheckError):
    """One input could not be read.

    Attributes:
        path: the input as the user gave it.
        message: what is wrong with it and what to do, in one line.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


class ModelError(FactcheckError):
    """A model is missing, damaged or of the wrong kind."""


class ArchiveError(FactcheckError):
    """The archive could not be read or written."""


class CacheError(FactcheckError):
    """The cache could not be looked into or cleared."""

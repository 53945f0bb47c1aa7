"""What the protocol says of a request that cannot be answered."""


class OaiError(Exception):
    """A refusal with its code of the protocol. Its words are English, as the protocol's are."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


# With these two the answer does not repeat what was asked: it was not understood.
NOT_UNDERSTOOD = ("badVerb", "badArgument")

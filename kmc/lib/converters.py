"""Path converters: ids that every database can hold."""


class IdConverter:
    """A row's id: 1 to 18 digits, so that it always fits a signed 64-bit column."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)

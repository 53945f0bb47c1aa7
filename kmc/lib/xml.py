"""Text for XML: what people typed may hold characters that no XML file may hold."""

import re

# What XML 1.0 leaves out: controls other than tab and line ends, lone surrogates, two that are no characters.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: object) -> str:
    """Return the text without the characters that would break an XML file. Marks of XML itself stay as they are."""
    return _FORBIDDEN.sub("", str(text))

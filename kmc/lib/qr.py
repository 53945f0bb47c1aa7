"""QR codes, drawn here: black on white in every theme, without any style or script."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(address: str, css_class: str, *, border: int = 2) -> SafeString:
    """Return the QR code of an address of ours as SVG, ready for a page. `border` is the quiet rim, in squares."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=border, omitsize=True, svgclass=css_class, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308 - made of squares alone

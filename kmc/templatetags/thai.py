"""Template filters: dates of the reader's era, numbers, texts cut between letters."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma

from kmc.lib import dates, thai

register = template.Library()


@register.filter
def thai_date(value, style="long"):
    """Show a day in the reader's era: `{{ day|thai_date:"short" }}`."""
    return dates.format_date(value, style)


@register.filter
def thai_datetime(value, style="short"):
    """Show day and time."""
    return dates.format_datetime(value, style)


@register.filter
def time_ago(value):
    """Show how long ago."""
    return dates.time_ago(value) if value else ""


@register.filter
def shorten(value, limit):
    """Cut between letters, never before a vowel or tone mark."""
    return thai.shorten(str(value), int(limit))


@register.filter
def thai_digits(value):
    """Show ๐-๙, for printed forms."""
    return thai.to_thai_digits(str(value))


@register.filter
def percent(value):
    """Show a share with the customary two decimals: 82.40."""
    if value is None or value == "":
        return ""
    return f"{Decimal(str(value)).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


@register.filter
def number(value):
    """Show 1,234."""
    return "" if value is None else intcomma(value, use_l10n=False)

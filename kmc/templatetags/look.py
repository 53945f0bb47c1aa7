"""Template filters and tags of the components."""

from django import template
from django.utils.translation import gettext as _

from kmc.lib.html import with_films
from kmc.lib.thai import LEADING_VOWELS, graphemes

register = template.Library()

DOORS = {"articles", "topics", "networks", "targets", "reviews"}


@register.filter
def initial(name):
    """Return the letter that stands for a person: the first consonant, not the vowel written before it."""
    letters = graphemes(str(name).strip().lstrip(LEADING_VOWELS))
    return letters[0][:1].upper() if letters else ""


@register.filter
def door(path):
    """Return which entry of the main menu an address belongs to, or ""."""
    first = str(path).split("/", 2)[1:2]
    return first[0] if first and first[0] in DOORS else ""


@register.simple_tag
def pairs(*values):
    """Return addresses and words by twos, for the components that list links; without address none."""
    return [(url, words) for url, words in zip(values[::2], values[1::2], strict=True) if url]


@register.filter
def films(html):
    """Show the films of a cleaned text as links; static/js/film.js makes them play in the page."""
    return with_films(html, _("Watch the film on YouTube"))

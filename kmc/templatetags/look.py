"""Template filters of the components."""

from django import template

from kmc.lib.thai import LEADING_VOWELS, graphemes

register = template.Library()


@register.filter
def initial(name):
    """Return the letter that stands for a person: the first consonant, not the vowel written before it."""
    letters = graphemes(str(name).strip().lstrip(LEADING_VOWELS))
    return letters[0][:1].upper() if letters else ""

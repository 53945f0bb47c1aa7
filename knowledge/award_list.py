"""The list of awards as it goes out in a file."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from knowledge.models import Award


def headings() -> list[str]:
    return [
        _("Year"),
        _("Level"),
        _("Award"),
        _("Round"),
        _("Result"),
        _("What it was given for"),
        _("Given to"),
        _("Side"),
        _("Kind of award"),
        _("Holders"),
        _("School or group"),
        _("Day"),
        _("Number of the article"),
        _("Address of the announcement"),
    ]


def award_rows(awards: Iterable[Award]) -> Iterator[list]:
    """Return a row for each award; the article by its number alone, for not everybody may read its title."""
    for award in awards:
        yield [
            award.year_words,
            award.get_level_display(),
            award.scheme,
            award.round_number,
            award.get_medal_display(),
            award.title,
            award.get_holder_kind_display(),
            award.get_side_display(),
            award.category,
            ", ".join(holder.display_name for holder in award.holders.all()),
            award.organization.name_with_district,
            award.awarded_on,
            award.article_id,
            award.url,
        ]

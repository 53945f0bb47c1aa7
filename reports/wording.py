"""The plain sentence under a target: where it stands and when it is full."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kmc.lib.dates import format_date
from reports.pace import State


def sentence_of(card) -> str:
    """Return one sentence in the reader's language."""
    if not card.metric:
        return evidence_sentence(card)
    if card.is_closed:
        return closed_sentence(card)
    if card.state == State.NOT_BEGUN:
        return _("Nothing has been counted since the plan began.")
    return " · ".join(part for part in (percent_words(card), forecast(card)) if part)


def percent_words(card) -> str:
    # Translators: ร้อยละ 82.40
    return _("%(percent)s percent") % {"percent": f"{card.percent:,.2f}"}


def forecast(card) -> str:
    """Return when the target is full at the pace so far; "" where nothing can be said."""
    if card.is_full:
        return ""
    if card.full_on is None:
        return _("at this pace it will not be full within the plan")
    month = {"month": format_date(card.full_on, "month")}
    if card.is_late:
        # Translators: ตามจังหวะนี้จะครบราว มี.ค. 2571 หลังสิ้นแผน
        return _("at this pace it is full about %(month)s, after the plan's end") % month
    # Translators: ตามจังหวะนี้จะครบราว มี.ค. 2570
    return _("at this pace it is full about %(month)s") % month


def closed_sentence(card) -> str:
    """Return what is known of a counted target of a closed plan."""
    if card.value is None:
        return _(
            "The target was %(goal)s %(unit)s. The plan ended before this portal kept figures: none is recorded."
        ) % {
            "goal": f"{card.target.goal:,}",
            "unit": card.metric.unit,
        }
    closed_on = format_date(card.target.frozen_at, "long")
    return _("%(percent)s percent · the figure as it stood when the plan closed on %(day)s") % {
        "percent": f"{card.percent:,.2f}",
        "day": closed_on,
    }


def evidence_sentence(card) -> str:
    """Return what evidence a target without a number has."""
    if not card.evidence_count:
        return _("No evidence filed yet.")
    counted = ngettext(
        "%(count)d piece of evidence, latest of %(day)s.",
        "%(count)d pieces of evidence, latest of %(day)s.",
        card.evidence_count,
    )
    return counted % {"count": card.evidence_count, "day": format_date(card.evidence_latest_on, "long")}

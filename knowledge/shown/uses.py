"""Who used an article, and trials of it."""

from knowledge.models import Trial, Use
from knowledge.permissions import can_report_use, can_start_trial

NEWEST = 5
MOST_TRIALS = 5


def uses_of(article, user) -> dict:
    """Return who used it with what result, and its trials. A query for each of them that there are."""
    total = article.tally.uses if hasattr(article, "tally") else 0
    uses = Use.objects.standing().of_article(article).newest_first().for_list()[:NEWEST] if total else []
    trials = (
        Trial.objects.of_article(article).in_order().for_article()[:MOST_TRIALS] if article.has_trials else []
    )
    return {
        "uses": uses,
        "use_total": total,
        "trials": trials,
        "may_report_use": can_report_use(user, article),
        "may_start_trial": can_start_trial(user, article),
    }

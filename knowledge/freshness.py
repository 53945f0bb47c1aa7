"""How long what is published stands before somebody should say that it is still right."""

from datetime import date, timedelta

from knowledge.models import Article

MONTHS = {Article.Kind.MANUAL: 12, Article.Kind.MEDIA: 12}
OTHERS = 24
DAYS_OF_MONTH = 30.4375


def due_day(kind: str, today: date) -> date:
    """Return the day by which an article of the kind is to be confirmed, when it was last right today."""
    return today + timedelta(days=round(MONTHS.get(kind, OTHERS) * DAYS_OF_MONTH))

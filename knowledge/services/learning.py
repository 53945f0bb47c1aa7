"""Articles a line of an ID-Plan rests on: linked and unlinked by the person the plan is of."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import DevelopmentActivity, DevelopmentPlan, User
from knowledge.models import ActivityArticle, Article, Read
from knowledge.services.errors import ActionRefused
from knowledge.services.reading import staff_reader

MOST_ARTICLES = 20  # of one line
OFFERED = 20


@transaction.atomic
def link_article(*, activity: DevelopmentActivity, article: Article, by: User) -> ActivityArticle:
    """Put an article to the line. Putting it twice changes nothing; a signed plan takes more, too."""
    DevelopmentPlan.objects.select_for_update().get(pk=activity.plan_id)
    found = activity.article_links.filter(article=article).first()
    if found:
        return found
    if activity.article_links.count() >= MOST_ARTICLES:
        raise ActionRefused(_("A line holds at most %(count)s articles.") % {"count": MOST_ARTICLES})
    return ActivityArticle.objects.create(activity=activity, article=article)


@transaction.atomic
def unlink_article(*, activity: DevelopmentActivity, article_id: int, by: User) -> None:
    """Take an article off the line. The article stays."""
    activity.article_links.filter(article=article_id).delete()


def written_by(person: User):
    """Return what the person wrote, newest first, without what they put away."""
    return Article.objects.written_by(person).in_working_order().order_by("-edited_at", "-pk")


def last_read_by(person: User) -> list[Article]:
    """Return the articles the person read last and may still open. Who read is known by a keyed hash alone."""
    reads = Read.objects.filter(reader=staff_reader(person)).order_by("-day", "-pk")
    ids = list(dict.fromkeys(reads.values_list("article_id", flat=True)[: 5 * OFFERED]))[:OFFERED]
    found = {one.pk: one for one in Article.objects.readable_by(person).filter(pk__in=ids).defer("body")}
    return [found[pk] for pk in ids if pk in found]

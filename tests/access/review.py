"""Who gets what at the addresses of reviewing: taking, checking, archiving, merging, trust."""

from knowledge.models import Article, TrustedAuthor
from knowledge.services import archive_article, create_draft, give_trust, publish_article, submit_article

BY_POST = "in 405 405 405 405 405 405 405 405"
TAKERS = "in 404 404 403 302 404 404 404 302"
REVIEWERS = "in 403 403 403 200 403 403 403 200"
KEEPERS = "in 403 403 403 200 403 403 200 200"

ACCESS = {
    "knowledge:article_take": ("waiting", BY_POST, TAKERS),
    "knowledge:article_release": ("waiting", BY_POST, TAKERS),
    "knowledge:article_check": ("public", BY_POST, "in 403 403 403 302 403 403 403 302"),
    "knowledge:article_refile": ("public", REVIEWERS, REVIEWERS),
    "knowledge:article_archive": (
        "public",
        "in 403 403 200 200 403 403 200 200",
        "in 403 403 200 200 403 403 200 200",
    ),
    "knowledge:article_unarchive": ("archived", KEEPERS, KEEPERS),
    "knowledge:article_merge": ("public", KEEPERS, KEEPERS),
    "knowledge:trusted_authors": ("", REVIEWERS, REVIEWERS),
    "knowledge:trust_end": ("trust", BY_POST, "in 404 404 404 302 404 404 404 302"),
}


def review_of(people, school):
    """Archive an article of the author; let the colleague publish at once."""
    author, reviewer = people["author"], people["reviewer"]
    article = create_draft(by=author, data={"title": "เรื่องเก่า", "body": "<p>เนื้อหา</p>"})
    submit_article(article=article, by=author)
    publish_article(article=article, by=reviewer)
    archived = archive_article(article=article, by=reviewer, reason="ก")
    trust = give_trust(organization=school, person=people["colleague"], by=reviewer)
    return {"archived": archived.pk, "trust": trust.pk, "trust_row": trust}


def restore_review(things):
    """Nobody holds what waits; the leave to publish at once stands."""
    Article.objects.filter(pk=things["waiting"]).update(reviewer=None, taken_at=None)
    if not TrustedAuthor.objects.filter(pk=things["trust"]).exists():
        TrustedAuthor.objects.bulk_create([things["trust_row"]])

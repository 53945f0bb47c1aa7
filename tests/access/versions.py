"""Who gets what at the addresses of versions and of what is to be confirmed."""

from django.core.files.base import ContentFile

from knowledge.models import NextVersion
from knowledge.services import (
    create_draft,
    publish_article,
    save_next_version,
    submit_article,
    submit_next_version,
)

OWN_AND_REVIEWERS = "in 403 403 200 200 403 403 403 200"
OWN_NEXT = "in 404 404 200 404 404 404 404 403"
GET_ONLY = "in 405 405 405 405 405 405 405 405"

ACCESS = {
    "knowledge:article_history": ("public", OWN_AND_REVIEWERS, GET_ONLY),
    "knowledge:revision_detail": ("version", OWN_AND_REVIEWERS, GET_ONLY),
    "knowledge:revision_compare": ("public", "in 403 403 302 302 403 403 403 302", GET_ONLY),
    "knowledge:revision_restore": ("version", OWN_AND_REVIEWERS, OWN_AND_REVIEWERS),
    "knowledge:next_version": ("awaiting", "in 404 404 200 200 404 404 404 200", GET_ONLY),
    "knowledge:next_cover": ("awaiting", "in 404 404 200 200 404 404 404 200", GET_ONLY),
    "knowledge:next_submit": ("followed", GET_ONLY, "in 404 404 302 404 404 404 404 403"),
    "knowledge:next_discard": ("followed", OWN_NEXT, "in 404 404 302 404 404 404 404 403"),
    "knowledge:freshness_list": ("", "in 200 200 200 200 200 200 200 200", GET_ONLY),
    "knowledge:article_confirm": ("public", GET_ONLY, "in 403 403 302 302 403 403 403 302"),
}


def versions_of(people):
    """Publish two articles of the author; the next version of one waits, that of the other is a draft."""
    author = people["author"]
    things = {}
    for name in ("followed", "awaiting"):
        article = create_draft(by=author, data={"title": "เรื่องเดิม", "body": "<p>เนื้อหา</p>"})
        submit_article(article=article, by=author)
        publish_article(article=article, by=people["reviewer"])
        data = {"title": "เรื่องใหม่", "cover": ContentFile(b"x", "x")}
        save_next_version(article=article, by=author, data=data)
        things[name] = article.pk
    submit_next_version(article=article, by=author)
    rows = list(NextVersion.objects.filter(article__in=things.values()))
    return things | {"version": (things["followed"], "1"), "next_rows": rows}


def restore_versions(things):
    """The next versions stand as they did."""
    NextVersion.objects.all().delete()
    NextVersion.objects.bulk_create(things["next_rows"])

"""What is to be said of the state of an article, its history, and its next version."""

from django.utils import timezone

from knowledge.comparison import compare, said_by, said_next
from knowledge.models import NextVersion, Review
from knowledge.models.article.lasting import SOON
from knowledge.permissions import (
    article_actions,
    can_confirm_article,
    can_discard_next,
    can_restore_version,
    can_see_history,
    can_see_unsent,
    can_submit_next,
    can_write_next,
)
from knowledge.services.revisions import data_of
from knowledge.shown.review import review_of


def versions_of(article, user) -> dict:
    """Return what stands above the text: archived, to be confirmed, a next version. Visitors cost no query."""
    if article.is_archived:
        return {"versions": {"archived": last_archiving(article), "may_know": can_see_history(user, article)}}
    if not (article.is_published and user.is_authenticated):
        return {}
    versions = {"is_overdue": article.is_overdue}
    if can_confirm_article(user, article):
        due = article.review_due_on
        versions["can_confirm"] = due is not None and due <= timezone.localdate() + SOON
        versions["following"] = NextVersion.objects.visible_to(user).filter(article=article).first()
        if versions["following"]:
            versions["can_write"] = can_write_next(user, article, versions["following"])
            versions["returned"] = last_return(article, versions["following"])
    return {"versions": versions}


def last_archiving(article) -> Review | None:
    """Return the step by which it was archived or merged."""
    return article.reviews.to_the_archive().last()


def last_return(article, following) -> Review | None:
    """Return the step that gave the next version back, while it is with its authors."""
    if following.status != NextVersion.Status.RETURNED:
        return None
    return article.reviews.given_back(of_next=True).last()


def history_of(article, user) -> dict:
    """Return the versions, the texts set aside and the steps: a fixed number of queries."""
    open_ones = article.revisions.open_to(user, all_of_it=can_see_unsent(user, article))
    kept = list(open_ones.for_list().newest_first())
    numbered = [revision for revision in kept if revision.number]
    return {
        "revisions": numbered,
        "newest": numbered[0] if numbered else None,
        "before": numbered[1] if len(numbered) > 1 else None,
        "aside": [revision for revision in kept if not revision.number],
        "can_compare": len(kept) > 1,
        "can_restore": can_restore_version(user, article),
        "following": NextVersion.objects.visible_to(user).standing().filter(article=article).first(),
        "steps": article.reviews.select_related("by"),
    }


def next_page_of(article, following, user) -> dict:
    """Return the context of the page of a next version."""
    standing = said_by(article)
    data = data_of(following)
    latest = article.revisions.numbered().for_list().first()
    return {
        "following": following,
        "data": data,
        "documents": documents_of(article, following),
        "comparison": compare(standing, said_next(following, standing), reader=user),
        "changed_meanwhile": latest if latest and latest.number > (following.based_on or 0) else None,
        "returned": last_return(article, following),
        "actions": article_actions(user, article),
        "can_write": can_write_next(user, article, following),
        "can_submit": can_submit_next(user, article, following),
        "can_discard": can_discard_next(user, article, following),
        **review_of(article, user, following),
    }


def documents_of(article, following) -> list:
    """Return the documents the article will have: those that stay, then those that come."""
    gone = following.details.get("removed_files", ())
    staying = [file for file in article.attachments.all() if str(file.key) not in gone]
    return [*staying, *following.new_attachments.all()]

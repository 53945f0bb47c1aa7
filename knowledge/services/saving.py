"""One press of a button in the form of writing, where what is written is the next version of an article."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import Article, NextVersion
from knowledge.prompts import without_untouched
from knowledge.services.conflicts import set_stored_aside
from knowledge.services.errors import ActionRefused
from knowledge.services.versions import save_next_version, submit_next_version


@transaction.atomic
def save_following(
    *,
    article: Article,
    by: User,
    data: dict,
    version: int | None = None,
    submit: bool = False,
    gives_way: bool = False,
    **handed_in,
) -> NextVersion | Article | None:
    """Do all that was asked for, or nothing of it. None: nothing differs from the published text.

    What a trusted author sends is published at once: then it is the article.

    `gives_way`: the stored text, which is at `version`, was seen and is set aside for this one.
    """
    if gives_way:
        set_stored_aside(article=article, version=version, of_next=True)
    if submit and "body" in data:
        data = data | {"body": without_untouched(data["body"])}
    following = save_next_version(article=article, by=by, data=data, version=version, **handed_in)
    if not submit:
        return following
    if following is None:
        raise ActionRefused(_("Nothing differs from the published text yet."))
    return submit_next_version(article=article, by=by)

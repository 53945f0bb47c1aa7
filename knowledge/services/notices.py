"""Mail to the authors about their article. A mail server that is down never stops a step."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import Article, Authorship, Review

logger = logging.getLogger(__name__)


def tell_authors(*, article: Article, action: str, link: str = "", reason: str = "") -> None:
    """Send the news once the step is kept for good."""
    transaction.on_commit(partial(send_news, article=article, action=action, link=link, reason=reason))


def send_news(*, article: Article, action: str, link: str, reason: str) -> None:
    """Write to each author on their own, so that nobody sees another's address."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, message = worded(article=article, action=action, link=link, reason=reason)
    for address in addresses_of(article):
        try:
            send_mail(subject, message, None, [address])
        except (
            OSError,
            ValueError,
        ) as error:  # SMTPException is an OSError; the step stands without the mail
            logger.warning("Mail about article %s was not sent: %s", article.pk, type(error).__name__)


def addresses_of(article: Article) -> list[str]:
    """Return the addresses of who entered the article and who is credited for it."""
    credited = Authorship.objects.filter(article=article, user__isnull=False).values_list("user", flat=True)
    people = User.objects.filter(pk__in={article.created_by_id, *credited}, is_active=True)
    return list(people.exclude(email="").order_by("pk").values_list("email", flat=True))


def worded(*, article: Article, action: str, link: str, reason: str) -> tuple[str, str]:
    """Return subject and text. The subject names nobody and holds nothing a person typed."""
    subjects = {
        Review.Action.PUBLISHED: _("Your article is published"),
        Review.Action.RETURNED: _("Your article was returned for revision"),
        Review.Action.WITHDRAWN: _("Your article was withdrawn"),
    }
    parts = [subjects[action], article.title]
    if reason:
        parts.append(_("Reason: %(reason)s") % {"reason": reason})
    parts += [link, settings.KMC_SITE_NAME]
    return f"{settings.KMC_SITE_NAME}: {subjects[action]}", "\n\n".join(part for part in parts if part)

"""What readers say to an article and to its authors: comments, reports of them, thanks."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import ADMINISTRATOR, REVIEWER
from knowledge.models.article import Article
from knowledge.models.authorship import Authorship
from knowledge.models.hiding import HideableModel

MODERATORS = (REVIEWER, ADMINISTRATOR)
EDIT_WINDOW = timedelta(minutes=15)  # then others may have answered: it is deleted, not changed


class TallyQuerySet(models.QuerySet):
    def shift(self, *, comments: int = 0, uses: int = 0, thanks: int = 0) -> None:
        """Add to the numbers, never below nothing, and raise the versions."""
        self.update(
            comments=Greatest(F("comments") + comments, 0),
            uses=Greatest(F("uses") + uses, 0),
            thanks=Greatest(F("thanks") + thanks, 0),
            version=F("version") + 1,
        )

    def settle(self, comments: int, uses: int, thanks: int) -> None:
        """Put the numbers right and raise the versions."""
        self.update(comments=comments, uses=uses, thanks=thanks, version=F("version") + 1)


class Tally(models.Model):
    """What readers left with an article, counted as it comes. `version` rises with all that its page shows of it.

    A row of its own, so that neither a comment nor a thank-you touches the article. Checked by `reconcile`.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="tally")
    comments = models.PositiveIntegerField(_("comments"), default=0)
    uses = models.PositiveIntegerField(_("uses"), default=0)
    thanks = models.PositiveIntegerField(_("thanks"), default=0)
    version = models.PositiveBigIntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally of an article")
        verbose_name_plural = _("tallies of articles")

    def __str__(self):
        return str(self.article_id)


class CommentQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden_at=None, deleted_at=None)

    def visible_to(self, user):
        """Return the comments on what the person may open. Hidden ones are among them: they keep their place."""
        return self.filter(article__in=Article.objects.visible_to(user))

    def made_by_form(self, token, user):
        """Return the person's comment that a form with this token made, or None."""
        return self.filter(form_token=token, by=user).first()

    def standing_for(self, user, *, moderates: bool):
        """Return what has a place on the page of this reader: shown comments, those with shown answers, and
        hidden ones where the reader wrote or moderates them."""
        answered = Comment.objects.shown().filter(parent=OuterRef("pk"))
        standing = Q(hidden_at=None, deleted_at=None) | Exists(answered)
        if moderates:
            standing |= Q(hidden_at__isnull=False, deleted_at=None)
        elif user.is_authenticated:
            standing |= Q(hidden_at__isnull=False, deleted_at=None, by=user)
        return self.filter(standing)

    def threads(self):
        """Return what begins a conversation, the newest first."""
        return self.filter(parent=None).order_by("-pk")

    def with_writer(self):
        return self.select_related("by__profile__organization")

    def with_answers(self, answers):
        """Load the writers, and the answers in the order they came: two queries."""
        rows = answers.with_writer().order_by("pk")
        return self.with_writer().prefetch_related(Prefetch("replies", queryset=rows, to_attr="answers"))

    def reported_for(self, user):
        """Return what somebody reported and this person may settle: neither what they wrote nor what stands below
        their own article, nor what they may not open now. The oldest report first."""
        open_ones = CommentReport.objects.open()
        reported = (
            self.visible_to(user)
            .shown()
            .filter(Exists(open_ones.filter(comment=OuterRef("pk"))))
            .exclude(by=user)
        )
        if not user.is_superuser:
            looked_after = {pk for role in MODERATORS for pk in user.organizations_as(role)}
            reported = reported.filter(article__organization__in=looked_after)
        credited = Authorship.objects.filter(article=OuterRef("article"), user=user)
        return reported.exclude(article__created_by=user).exclude(Exists(credited)).order_by("pk")

    def with_reports(self):
        """Load what a row of the moderators' page shows: two queries."""
        reports = CommentReport.objects.open().select_related("by").order_by("pk")
        return self.select_related("article", "by__profile__organization").prefetch_related(
            Prefetch("reports", queryset=reports, to_attr="open_reports")
        )

    def thread_writers(self, thread_id) -> set[int]:
        """Return who wrote what is shown of a conversation."""
        thread = self.shown().filter(Q(pk=thread_id) | Q(parent=thread_id))
        return set(thread.values_list("by", flat=True))


class Comment(HideableModel):
    """A comment, or an answer to one. Plain text. Hidden by a moderator or deleted by its writer it keeps its place."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", verbose_name=_("article"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("answer to")
    )
    text = models.TextField(_("comment"), max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta(HideableModel.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(fields=["article", "at"], name="knowledge_comment_article"),
            models.Index(
                F("article"),
                F("id").desc(),
                name="knowledge_comment_thread",
                condition=Q(parent__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.article_id} {self.pk}"

    def get_absolute_url(self):
        """Return where it stands, on whichever page of the comments that is by then."""
        return f"{self.article.get_absolute_url()}?comment={self.pk}#comment-{self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.hidden_at is None and self.deleted_at is None

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_hidden(self) -> bool:
        """Return whether a moderator hid it. What its writer deleted has nothing left to hide."""
        return self.hidden_at is not None and self.deleted_at is None

    @property
    def is_fresh(self) -> bool:
        """Return whether its writer may still change it."""
        return self.at > timezone.now() - EDIT_WINDOW

    @property
    def thread_id(self) -> int:
        """Return the key of the comment that begins the conversation."""
        return self.parent_id or self.pk


class CommentReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def settle(self, *, by) -> list[int]:
        """Close the open ones among these. Return who had written them."""
        writers = list(self.open().values_list("by", flat=True))
        self.open().update(settled_at=timezone.now(), settled_by=by)
        return writers


class CommentReport(models.Model):
    """Somebody thinks that a comment should not stand. A moderator hides it or lets it be."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports", verbose_name=_("comment"))
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comment_reports", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="settled_reports",
        verbose_name=_("settled by"),
    )

    objects = CommentReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        constraints = [
            models.UniqueConstraint(fields=["comment", "by"], name="knowledge_commentreport_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="knowledge_commentreport_settled_by_and_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["comment"], name="knowledge_commentreport_open", condition=Q(settled_at__isnull=True)
            )
        ]

    def __str__(self):
        return f"{self.comment_id} {self.by_id}"


class ThanksQuerySet(models.QuerySet):
    def with_names(self):
        """Load who gave them, the newest first."""
        return self.select_related("by").order_by("-pk")

    def doubled_by(self, person):
        """Return those for articles that this person thanked for, too: of two accounts of one and the same."""
        return self.filter(Exists(Thanks.objects.filter(article=OuterRef("article"), by=person)))

    def take_back(self) -> None:
        """Delete the thanks of one person and lower the numbers of their articles."""
        articles = list(self.values_list("article", flat=True))
        self.filter(article__in=articles).delete()
        Tally.objects.filter(article__in=articles).shift(thanks=-1)


class Thanks(models.Model):
    """A person thanks the authors of an article. No points come of it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="thanks", verbose_name=_("article"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks_given", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = _("thank-you")
        verbose_name_plural = _("thank-yous")
        constraints = [models.UniqueConstraint(fields=["article", "by"], name="knowledge_thanks_once")]

    def __str__(self):
        return f"{self.article_id} {self.by_id}"

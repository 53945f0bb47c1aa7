"""What waits for reviewers: new articles, next versions, what was published at once; and for whom first."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.roles import REVIEWER
from knowledge.models.authorship import Authorship

TAKEN_FOR = timedelta(days=3)  # then it is free for others again
NOBODY = Value(0)


class WaitingQuerySet(models.QuerySet):
    def waiting(self):
        """Return what was sent for review, next versions of published articles included, with `waiting_since`."""
        status = self.model.Status
        nexts = self.model.next_version.related.related_model.objects.submitted()
        sent = self.model.objects.filter(status=status.SUBMITTED).order_by().values("pk")
        changed = nexts.filter(article__status=status.PUBLISHED).values("article")
        return self.filter(pk__in=sent.union(changed, all=True)).with_waiting_since()

    def with_waiting_since(self):
        """Bring along when what waits was sent: the article, or the next version of a published one."""
        sent = When(status=self.model.Status.SUBMITTED, then=F("submitted_at"))
        return self.annotate(waiting_since=Case(sent, default=F("next_version__submitted_at")))

    def unreviewed(self):
        """Return what trusted authors published at once and nobody looked at yet, with `waiting_since`."""
        return self.filter(unreviewed_since__isnull=False).annotate(waiting_since=F("unreviewed_since"))

    def in_care_of(self, user):
        """Return what the reviewer may decide on: their organizations and those below, never their own work."""
        credited = Authorship.objects.filter(article=OuterRef("pk"), user=user)
        own = Q(created_by=user) | Exists(credited) | Q(next_version__edited_by=user)
        others = self.exclude(own)
        return (
            others if user.is_superuser else others.filter(organization__in=user.organizations_as(REVIEWER))
        )

    def routed_to(self, user):
        """Return what comes to this reviewer first: of the very organizations they were given; of those below,
        what nobody there can review, and what waited too long. Asked of `waiting` or `unreviewed`."""
        given = RoleGrant.objects.of_roles(REVIEWER).filter(user=user).values("organization")
        late = timezone.now() - timedelta(days=settings.KMC_REVIEW_DAYS)
        return self.filter(
            Q(organization__in=given) | Q(waiting_since__lt=late) | ~Exists(self.reviewers_there())
        )

    @staticmethod
    def reviewers_there():
        """Return the grants of reviewers at the article's own organization who are not among its authors."""
        grants = RoleGrant.objects.of_roles(REVIEWER).filter(
            organization=OuterRef("organization"), user__is_active=True
        )
        credited = Authorship.objects.filter(article=OuterRef(OuterRef("pk")), user=OuterRef("user"))
        writer_of_next = Coalesce(OuterRef("next_version__edited_by"), NOBODY)
        return (
            grants.exclude(user=OuterRef("created_by")).exclude(user=writer_of_next).exclude(Exists(credited))
        )

    def for_review_by(self, user):
        """Return what waits for this reviewer first, the oldest first."""
        return self.waiting().in_care_of(user).routed_to(user).oldest_first()

    def oldest_first(self):
        return self.order_by("waiting_since", "pk")

    def taken_by(self, user):
        return self.filter(reviewer=user, taken_at__gt=timezone.now() - TAKEN_FOR)

    def free(self):
        """Return what nobody took, or took and left lying."""
        return self.filter(Q(reviewer=None) | Q(taken_at__lte=timezone.now() - TAKEN_FOR))

    def area_to_ask(self):
        """Return what waited too long and of which the reviewers above were not told yet."""
        late = timezone.now() - timedelta(days=settings.KMC_REVIEW_DAYS)
        unasked = Q(area_asked_at=None) | Q(area_asked_at__lt=F("waiting_since"))
        return self.waiting().filter(unasked, waiting_since__lt=late).oldest_first()

    def unit_ids(self) -> set[int]:
        """Return the organizations these belong to."""
        return set(self.order_by().values_list("organization", flat=True))

    def for_queue(self):
        """Load what a row of the queue shows."""
        whole = self.for_list().select_related("organization__district", "topic", "reviewer", "next_version")
        return whole.with_waiting_since()

"""Every question that is asked about articles, by its name."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import ExtractYear

from accounts.models import SiteState
from knowledge.models.article.changing import ChangingQuerySet
from knowledge.models.article.lasting import LastingQuerySet
from knowledge.models.article.surroundings import SurroundingsQuerySet
from knowledge.models.article.waiting import WaitingQuerySet
from knowledge.models.authorship import Authorship, credits
from knowledge.models.tag import TaggedArticle, keywords_of_article
from knowledge.models.topic import Topic


class ArticleQuerySet(ChangingQuerySet, LastingQuerySet, SurroundingsQuerySet, WaitingQuerySet):
    def published(self):
        return self.filter(status=self.model.Status.PUBLISHED)

    def archived(self):
        """Return what was published once and is kept for the record, merged duplicates included."""
        return self.filter(status=self.model.Status.ARCHIVED)

    def that_stays_for(self, article):
        """Return the article at the end of the line of those it was merged into. One query for each of them."""
        while article.merged_into_id:
            article = self.get(pk=article.merged_into_id)
        return article

    def public(self):
        return self.published().filter(visibility=self.model.Visibility.PUBLIC)

    def submitted(self):
        return self.filter(status=self.model.Status.SUBMITTED)

    def written_by(self, user):
        """Return what the person created or is credited for, in any state."""
        credited = Authorship.objects.filter(article=OuterRef("pk"), user=user)
        return self.filter(Q(created_by=user) | Exists(credited))

    def counts_by_status(self) -> dict[str, int]:
        """Return how many there are in each state. One query."""
        return dict(self.order_by().values_list("status").annotate(number=Count("pk", distinct=True)))

    def echo(self) -> dict[str, int]:
        """Return how often these were read, used and thanked for in all. One query."""
        sums = self.order_by().aggregate(
            reads=models.Sum("read_total__total"),
            uses=models.Sum("tally__uses"),
            thanks=models.Sum("tally__thanks"),
        )
        return {name: number or 0 for name, number in sums.items()}

    def never_shown_of(self, user):
        """Return what the person wrote alone and nobody ever published: what an erasure takes along."""
        shared = Authorship.objects.filter(article=OuterRef("pk")).exclude(user=user)
        return self.filter(created_by=user, first_published_at=None).exclude(Exists(shared))

    def made_by_form(self, token, user):
        """Return the person's article that a form with this token made, or None."""
        return self.filter(form_token=token, created_by=user).first() if token else None

    def put_away_by(self, user):
        """Return the drafts the person discarded, the last edited first."""
        return self.filter(created_by=user, status=self.model.Status.DISCARDED).order_by("-edited_at", "-pk")

    def in_working_order(self):
        """Put first what waits for its author: returned, drafts, withdrawn; then the rest. No archived or discarded ones.

        A next version that was returned or is being written waits for its author, too.
        """
        states = (
            self.model.Status.RETURNED,
            self.model.Status.DRAFT,
            self.model.Status.WITHDRAWN,
            self.model.Status.SUBMITTED,
        )
        rank = [When(status=state, then=position) for position, state in enumerate(states)]
        rank += [When(next_version__status=state, then=n) for n, state in enumerate(("returned", "draft"))]
        standing = self.exclude(status__in=(self.model.Status.ARCHIVED, self.model.Status.DISCARDED))
        return standing.annotate(rank=Case(*rank, default=len(rank))).order_by("rank", "-edited_at", "-pk")

    def readable_by(self, user):
        """Return published articles the person may read: what lists, search and feeds show."""
        return self.published() if user.is_authenticated else self.public()

    def openable(self):
        """Return what opens by its number: published, or archived after it was."""
        return self.filter(status__in=self.model.OPENABLE)

    def numbered(self, text: str):
        """Return the article of a number as somebody typed it, or None."""
        is_number = text.isascii() and text.isdigit() and len(text) <= 18
        return self.filter(pk=int(text)).first() if is_number else None

    def once_published(self):
        """Return what was open to readers at some time, whatever became of it."""
        return self.filter(first_published_at__isnull=False)

    def visible_to(self, user):
        """Return every article the person may open: the start of everything that shows one."""
        if not user.is_authenticated:
            return self.openable().filter(visibility=self.model.Visibility.PUBLIC)
        if user.is_superuser:
            return self.all()
        credited = Authorship.objects.filter(article=OuterRef("pk"), user=user)
        waiting = Q(status__in=self.model.REVIEWABLE, organization__in=user.organizations_as("reviewer"))
        return self.filter(
            Q(status__in=self.model.OPENABLE) | Q(created_by=user) | Exists(credited) | waiting
        )

    def first_published_between(self, starts_on, ends_on):
        """Return articles whose first publication lies in the span of days (Bangkok)."""
        return self.filter(first_published_on__gte=starts_on, first_published_on__lte=ends_on)

    def first_published_after(self, at):
        """Return articles that came out after the moment."""
        return self.filter(first_published_at__gt=at)

    def standing_in(self, starts_on, ends_on, as_of):
        """Return what is published today and was first published in the span, no later than `as_of`."""
        return self.published().first_published_between(starts_on, min(ends_on, as_of))

    def credited_to(self, organization_ids):
        """Return articles with at least one credited person, not a service account, of these organizations."""
        credited = Authorship.objects.of_people_in(organization_ids)
        return self.filter(Exists(credited.filter(article=OuterRef("pk"))))

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")

    def most_read_first(self):
        return self.order_by(F("read_total__total").desc(nulls_last=True), "-first_published_at", "-pk")

    def most_used_first(self):
        return self.order_by(F("tally__uses").desc(nulls_last=True), "-first_published_at", "-pk")

    def in_topic(self, topic):
        """Return the articles of a topic of any tree, given by itself or its key, with those of topics below it."""
        if not isinstance(topic, Topic):
            topic = Topic.objects.filter(pk=topic).first()
        if topic is None:
            return self.none()
        if topic.code:
            return self.filter(**{topic.tree: topic.code})
        field = "topic" if topic.tree == Topic.Tree.CATEGORY else "component"
        below = Topic.objects.filter(parent=topic.pk).values("pk")
        return self.filter(Q(**{field: topic.pk}) | Q(**{f"{field}__in": below}))

    def tagged(self, name):
        """Return the articles with the keyword, given by its name or its address part."""
        held = TaggedArticle.objects.filter(content_object=OuterRef("pk"))
        return self.filter(Exists(held.filter(Q(tag__name=name) | Q(tag__slug=name))))

    def building_on(self, article):
        """Return what says that it carries this article on."""
        return self.filter(builds_on=article)

    def grouped(self):
        """Return what filters know of the rows, rows alike together, with their number. One query."""
        known = ("kind", "topic", "component", "level", "subject", "organization", "year")
        rows = self.order_by().annotate(year=ExtractYear("first_published_on")).values_list(*known)
        return rows.annotate(number=Count("pk"))

    def for_list(self):
        """Load all that a row of a list shows: two queries, however long the list."""
        return (
            self.select_related("organization__district", "topic").prefetch_related(credits()).defer("body")
        )

    def for_harvest(self):
        """Load all that is told of articles to other programs: authors, keywords, the text. Two queries."""
        return self.for_list().defer(None).annotate(joined_keywords=keywords_of_article())

    def for_desk(self):
        """Load what a row of one's own articles shows, with the reasons its reviewers gave, newest first."""
        reasons = Prefetch(
            "reviews",
            queryset=self.model.reviews.rel.related_model.objects.given_back().order_by("-pk"),
            to_attr="reasons",
        )
        loaded = self.select_related("organization", "next_version", "read_total").annotate(
            next_status=F("next_version__status"),
            use_count=F("tally__uses"),
            thanks_count=F("tally__thanks"),
            comment_count=F("tally__comments"),
        )
        return loaded.prefetch_related(reasons).defer("body", "next_version__body", "next_version__details")

    def for_page(self):
        """Load what the article's own page shows of single rows; its lists are prefetched by the view."""
        return self.select_related(
            "organization__district",
            "topic",
            "component",
            "network",
            "created_by",
            "read_total",
            "tally",
            "builds_on",
        ).annotate(joined_keywords=keywords_of_article())

    def with_site_version(self):
        """Bring the version of the site along, so that one query tells whether a kept page stands."""
        return self.annotate(site_version=Subquery(SiteState.objects.values("version")[:1]))

    def seen_anew(self) -> int:
        """Note for who fetches the public ones that what they show changed now. One query."""
        records = self.model.public_record.related.related_model.objects
        return records.filter(article__in=self.order_by().values("pk")).seen_anew()

    def stamps(self):
        """Return what a kept page of an article stands under: the version of the site, of the talk, the reads."""
        return self.with_site_version().values_list("site_version", "tally__version", "read_total__total")

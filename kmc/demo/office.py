"""The demo office from beginning to end, in the order things happened."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import UsagePeriod, User
from accounts.services import ensure_office, load_first_policies, recount_period, sync_roles
from accounts.services.competency import load_frameworks
from kmc.demo.alliances import build_networks
from kmc.demo.asking import insert_questions, keep_searches
from kmc.demo.calendar import Season
from kmc.demo.comings import add_former_schools, close_unused, insert_moves
from kmc.demo.echo import Echo
from kmc.demo.framework import build_framework, insert_wishes
from kmc.demo.growth import insert_acceptances, insert_plans, insert_survey, insert_waiting
from kmc.demo.honours import insert_awards, insert_trials
from kmc.demo.hr_plan import add_hr_plan
from kmc.demo.lists import add_list
from kmc.demo.notices import insert_notices
from kmc.demo.papers import attach_papers
from kmc.demo.people import build_people, give_district_reviewers
from kmc.demo.places import build_places
from kmc.demo.proof import insert_evidence, insert_skills
from kmc.demo.reading import DAYS_PER_READ, SPAN, insert_activity, insert_reads
from kmc.demo.renewals import (
    confirm_most,
    give_trust,
    insert_next_versions,
    insert_revisions,
)
from kmc.demo.shelf import Shelf
from kmc.demo.unfinished import unfinished_pieces
from kmc.demo.writing import PEN_SHARE, Authors, Desk, published_pieces
from knowledge.search import reindex
from knowledge.services.counts import recount_published
from knowledge.services.topics import ensure_topics
from reports.models import Plan
from reports.services import PLAN_FILES, backfill_snapshots, load_plan_file, record_snapshots

Report = Callable[[str], None]


@dataclass
class DemoOffice:
    """How much is made, from which seed, up to which day."""

    articles: int = 430
    users: int = 1700
    reads: int = 48_000
    seed: int = 2569
    today: date = field(default_factory=timezone.localdate)
    say: Report = lambda _line: None

    def build(self) -> None:
        """Make it all. Each step is kept whole or not at all."""
        with transaction.atomic():
            self.prepare()
        with transaction.atomic():
            self.build_house()
        with transaction.atomic():
            self.write_articles()
        with transaction.atomic():
            self.let_them_read()
        with transaction.atomic():
            self.let_them_answer()
        with transaction.atomic():
            self.file_proof()
        with transaction.atomic():
            self.close_accounts()
        with transaction.atomic():
            self.let_them_grow()
        self.count()
        self.index()

    def rng(self, step: str) -> random.Random:
        """Return the step's own chance: what one step draws does not move another."""
        return random.Random(f"{self.seed} {step}")

    def prepare(self) -> None:
        sync_roles()
        load_first_policies()
        load_frameworks()
        ensure_topics()
        for path in sorted(PLAN_FILES.glob("plan_*.json")):
            load_plan_file(path)
        self.office = ensure_office()
        self.plan = Plan.objects.active().masters().filter(organization=self.office).first()
        self.window = (self.plan.starts_on, self.plan.ends_on)

    def build_house(self) -> None:
        joined = datetime.combine(self.window[0], datetime.min.time(), UTC) - timedelta(days=400)
        self.places = build_places(self.office, self.rng("places"))
        self.say(f"{len(self.places.schools)} schools in {len(self.places.districts)} districts")
        self.people = build_people(self.places, self.users, joined, self.rng("people"))
        networks = build_networks(self.places, self.people, joined.date())
        self.reviewers = give_district_reviewers(self.people, self.places)
        self.say(f"{len(self.people.all)} people, {len(networks)} networks")
        former = add_former_schools(self.places, self.today, self.rng("former schools"))
        moves = insert_moves(self.places, self.people, self.today, self.rng("moves"))
        self.say(f"{former} schools that ended or stand empty, {moves} moves")

    def write_articles(self) -> None:
        desk = Desk(self.places, self.people, self.reviewers, self.today, self.rng("articles"))
        authors = Authors(desk, min(round(len(self.people.all) * PEN_SHARE), round(self.articles * 0.56)))
        self.shelf = Shelf(self.places)
        for written in self.shelf.store(published_pieces(desk, self.articles, self.window, authors)):
            if written == self.articles or written % 5000 == 0:
                self.say(f"{written} of {self.articles} published articles by {len(authors.pool)} authors")
        for written in self.shelf.store(unfinished_pieces(desk, authors)):
            self.say(f"{written} drafts, waiting, returned and withdrawn articles")
        self.say(f"{self.shelf.acquire(self.people, self.office)} documents of other offices")
        self.say(f"{attach_papers(self.shelf.by_slug)} attached documents")

    def let_them_read(self) -> None:
        season = Season(self.today - SPAN, self.today)
        reads = insert_reads(self.shelf.published, self.reads, season, self.rng("reads"))
        self.say(f"{reads} reads over two years")
        days = insert_activity(
            self.people, self.shelf.working_days, round(self.reads * DAYS_PER_READ), season, self.rng("days")
        )
        asked = insert_questions(self.today, self.rng("questions"))
        keep_searches(self.people)
        self.say(f"{days} days of use, {asked} questions to the search")

    def let_them_answer(self) -> None:
        comments, uses, thanks = Echo(self.people, self.places, self.today, self.rng("echo")).insert()
        self.say(f"{comments} comments, {uses} uses, {thanks} thanks")
        topics, below = build_framework(self.people, self.today)
        wishes = insert_wishes(self.people, self.shelf.by_slug, self.today, self.rng("wishes"))
        self.say(f"{topics} topics, {below} of them below others, {wishes} wanted topics")
        trials = insert_trials(self.shelf.by_slug, self.people, self.today, self.rng("trials"))
        awards = insert_awards(self.shelf.by_slug, self.people, self.today, self.rng("awards"))
        self.say(f"{trials} trials, {awards} awards")
        overdue = confirm_most(self.today, self.rng("confirmations"))
        texts = insert_revisions(self.today, self.rng("revisions"))
        nexts = insert_next_versions(self.people, self.today, self.rng("next versions"))
        give_trust(self.people, self.today, self.rng("trust"))
        told = insert_notices(self.people, timezone.now())
        self.say(f"{told} notifications")
        self.say(f"{texts} earlier texts, {nexts} next versions, {overdue} articles to be confirmed")

    def file_proof(self) -> None:
        skills = insert_skills(self.people, self.window, self.today, self.rng("skills"))
        evidence = insert_evidence(self.people, self.plan, self.shelf.by_slug, self.today)
        self.say(f"{skills} skill records, {evidence} pieces of evidence")

    def close_accounts(self) -> None:
        invited, left = close_unused(self.people, self.today, self.rng("accounts"))
        self.say(f"{invited} accounts not used yet, {left} people who left")

    def let_them_grow(self) -> None:
        accepted = insert_acceptances(self.today, self.rng("policies"))
        answered = insert_survey(self.places, self.people, self.today, self.rng("survey"))
        plans = insert_plans(self.people, self.today, self.rng("plans"))
        add_hr_plan(self.office, User.objects.get(pk=self.people.demo["officer"].pk), self.today)
        insert_waiting(self.people, self.today)
        add_list(self.places, self.people, self.today)
        self.say(f"{accepted} acceptances, {answered} survey forms, {plans} ID-Plans")

    def count(self) -> None:
        """Set every kept number from the rows it is the length of."""
        for period in UsagePeriod.objects.all():
            recount_period(period=period)
        recount_published()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        record_snapshots(plan=self.plan, day=self.today)
        self.say(f"{backfill_snapshots(plan=self.plan)} figures of month ends")

    def index(self) -> None:
        def progress(done: int, total: int) -> None:
            if done == total or done % 2500 == 0:
                self.say(f"search index: {done} of {total} articles")

        reindex(progress)

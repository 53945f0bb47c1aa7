"""`seed_demo`: the same rows for the same seed, and only into an empty portal."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import ActivityDay, CompetencyFramework, PolicyText, Role, User
from kmc.demo.office import DemoOffice
from knowledge.models import Article, Read, Review, Topic
from reports.models import Plan

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.django_db


def built(**sizes):
    """Make a small office and return what of it does not depend on numbers the database gives."""
    DemoOffice(**{"articles": 9, "users": 90, "reads": 400, "today": TODAY} | sizes).build()
    return [
        list(Article.objects.order_by("pk").values_list("title", "body", "created_at", "first_published_on")),
        list(User.objects.order_by("pk").values_list("username", "given_name", "family_name")),
        list(Review.objects.order_by("pk").values_list("article__title", "action", "by__username", "at")),
        list(Read.objects.order_by("pk").values_list("article__title", "reader", "day")),
        list(ActivityDay.objects.order_by("user__username", "day").values_list("user__username", "day")),
    ]


def test_the_same_seed_makes_the_same_office_and_another_does_not():
    offices = []
    for seed in (1, 1, 2):
        point = transaction.savepoint()
        offices.append(built(seed=seed))
        transaction.savepoint_rollback(point)

    assert offices[0] == offices[1]
    assert offices[0] != offices[2]
    assert len(offices[0][3]) == 400


def test_seed_demo_goes_into_an_empty_portal_only():
    call_command("seed_demo", articles=1, users=1, reads=1, stdout=io.StringIO())
    rows = Article.objects.count(), User.objects.count()

    for options in ({}, {"if_empty": True}):
        output = io.StringIO()
        call_command("seed_demo", stdout=output, **options)
        assert "left as it is" in output.getvalue()
    assert (Article.objects.count(), User.objects.count()) == rows
    User.objects.filter(username="teacher").update(email="somebody@example.ac.th")
    with pytest.raises(CommandError, match="empty portal only"):
        call_command("seed_demo")


def test_seed_demo_is_refused_where_demo_data_is_unwanted(settings):
    settings.KMC_DEMO = False

    with pytest.raises(CommandError, match="no demo data"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_prepare_writes_what_a_real_office_begins_with_and_again_nothing(settings):
    settings.KMC_DEMO = False

    call_command("prepare", verbosity=0, stdout=io.StringIO())
    first = begun()
    call_command("prepare", verbosity=0, stdout=io.StringIO())

    assert begun() == first
    assert all(first.values())
    assert not User.objects.exists()


def begun():
    return {model: model.objects.count() for model in (Role, Topic, Plan, CompetencyFramework, PolicyText)}

"""Trials of about a semester: entered, changed, decided with a reason, reminded of once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification
from accounts.services import grant_role
from knowledge.forms.uses import semester_after
from knowledge.models import Trial
from knowledge.permissions import can_change_trial, can_decide_trial
from knowledge.services import withdraw_article
from knowledge.services.errors import ActionRefused
from knowledge.services.trials import change_trial, decide_trial, delete_trial, remind_of_trials, start_trial
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db

TOKEN = "9d3c1a52-7c1a-4d37-8a27-3a7a5c0c9f11"
DATA = {
    "question": "อ่านคล่องขึ้นหรือไม่",
    "participants": "ป.3",
    "participant_count": 24,
    "starts_on": date(2026, 1, 15),
    "ends_on": date(2026, 6, 15),
}
LIST = "/trials/"


@pytest.fixture(autouse=True)
def in_january(time_machine):
    time_machine.move_to("2026-01-15 09:00+07:00", tick=True)
    return time_machine


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


@pytest.fixture
def trial(article, colleague):
    return start_trial(article=article, by=colleague, data=DATA)


def handed_in(client, person, article, **data):
    client.force_login(person)
    form = {"question": "ก", "participants": "ป.3", "starts_on": "15/1/2569", "ends_on": "15/6/2569"}
    return client.post(
        reverse("knowledge:trial_create", args=[article.pk]), form | {"form_token": TOKEN} | data
    )


@pytest.mark.parametrize(
    "first, last",
    (("2026-01-15", "2026-06-15"), ("2026-08-31", "2027-01-28"), ("2026-07-01", "2026-12-01")),
)
def test_semester_is_five_months(first, last):
    assert semester_after(date.fromisoformat(first)) == date.fromisoformat(last)


def test_form_offers_a_semester(client, article, colleague):
    client.force_login(colleague)

    form = client.get(reverse("knowledge:trial_create", args=[article.pk])).context["form"]

    assert (form["starts_on"].value(), form["ends_on"].value()) == ("15/01/2569", "15/06/2569")


def test_trial_is_entered_once_and_authors_are_told(client, article, teacher, colleague):
    for _time in range(2):
        handed_in(client, colleague, article, participant_count="๒๔")

    trial = Trial.objects.get()
    assert (trial.led_by, trial.organization, trial.participant_count) == (
        colleague,
        colleague.profile.organization,
        24,
    )
    assert [notice.user for notice in Notification.objects.filter(kind="tried")] == [teacher]


def test_authors_try_their_own_work(client, article, teacher):
    handed_in(client, teacher, article)

    assert Trial.objects.get().led_by == teacher


@pytest.mark.parametrize(
    "data, field",
    (
        ({"ends_on": "14/1/2569"}, "ends_on"),
        ({"ends_on": "15/1/2590"}, "ends_on"),
        ({"starts_on": "2569-02-30"}, "starts_on"),
        ({"participant_count": "0"}, "participant_count"),
        ({"participant_count": "9" * 30}, "participant_count"),
        ({"question": ""}, "question"),
    ),
)
def test_what_cannot_be_is_said(client, article, colleague, data, field):
    response = handed_in(client, colleague, article, **data)

    assert (list(response.context["form"].errors), Trial.objects.count()) == ([field], 0)


def test_verdict_needs_its_reason_in_the_database_too(trial, colleague):
    trial.verdict, trial.decided_by, trial.decided_at = "drop", colleague, timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        trial.save()


def test_decision_is_kept_and_told_to_authors(client, trial, teacher, colleague):
    client.force_login(colleague)

    response = client.post(
        reverse("knowledge:trial_decide", args=[trial.pk]), {"verdict": "drop", "reason": "ใช้เวลามากเกินไป"}
    )

    trial.refresh_from_db()
    assert response.url == trial.get_absolute_url()
    assert (trial.verdict, trial.reason, trial.decided_by) == ("drop", "ใช้เวลามากเกินไป", colleague)
    assert [one.user for one in Notification.objects.filter(kind="trial_decided")] == [teacher]


def test_verdict_without_reason_is_asked_again(client, trial, colleague):
    client.force_login(colleague)

    response = client.post(reverse("knowledge:trial_decide", args=[trial.pk]), {"verdict": "keep"})

    assert list(response.context["form"].errors) == ["reason"]
    assert Trial.objects.get().is_running


def test_decided_trial_is_corrected_but_not_deleted(trial, colleague):
    decide_trial(trial=trial, by=colleague, verdict="keep", reason="ดี")
    decide_trial(trial=trial, by=colleague, verdict="adapt", reason="ดีแต่ยาว")

    with pytest.raises(ActionRefused):
        delete_trial(trial=trial, by=colleague)
    assert Trial.objects.get().verdict == "adapt"


def test_who_decides_and_who_changes(trial, teacher, colleague, reviewer, other_reviewer, stranger, school):
    manager = make_person("manager", school)
    grant_role(user=manager, role="manager", organization=school)
    people = (teacher, colleague, reviewer, other_reviewer, stranger, manager)

    assert [p.username for p in people if can_decide_trial(again(p), trial)] == [
        "colleague",
        "reviewer",
        "manager",
    ]
    assert [p.username for p in people if can_change_trial(again(p), trial)] == ["colleague"]


def test_list_shows_what_the_reader_may_read(client, trial, teacher, reviewer, stranger):
    hidden = start_trial(article=published(teacher, reviewer, visibility="staff"), by=stranger, data=DATA)
    gone = start_trial(article=published(teacher, reviewer), by=stranger, data=DATA)
    withdraw_article(article=gone.article, by=reviewer, reason="ผิด")

    visitor = client.get(LIST)
    assert list(visitor.context["page"]) == [trial]
    assert stranger.profile.organization.name not in visitor.content.decode()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.force_login(stranger)
    assert set(client.get(LIST).context["page"]) == {trial, hidden}


def test_filters(client, article, colleague, stranger, in_january):
    first, second, third = (start_trial(article=article, by=colleague, data=DATA) for _ in range(3))
    decide_trial(trial=second, by=colleague, verdict="keep", reason="ดี")
    Trial.objects.filter(pk=third.pk).update(ends_on="2026-01-14", starts_on="2026-01-01")
    unit = stranger.profile.organization_id

    def found(query):
        return [one.pk for one in client.get(f"{LIST}?{query}").context["page"]]

    assert found("state=running") == [third.pk, first.pk]
    assert found("state=overdue") == [third.pk]
    assert found("state=decided") == [second.pk]
    assert found("verdict=keep") == [second.pk]
    assert found(f"organization={unit}") == found("organization=99999999999999999999") == []
    assert found("state=x&page=-1") == found("") == [third.pk, first.pk, second.pk]


def test_visitors_list_is_fresh_at_once(client, article, colleague):
    assert list(client.get(LIST).context["page"]) == []

    start_trial(article=article, by=colleague, data=DATA)

    assert len(client.get(LIST).context["page"]) == 1


def test_leader_is_reminded_once_and_again_after_a_longer_time(trial, colleague, in_january):
    assert remind_of_trials() == 0
    in_january.move_to("2026-06-16 09:00+07:00")

    assert (remind_of_trials(), remind_of_trials()) == (1, 0)
    assert Notification.objects.get(kind="trial_over").user == colleague

    change_trial(trial=trial, by=colleague, data=DATA | {"ends_on": date(2026, 7, 1)})
    in_january.move_to("2026-07-02 09:00+07:00")
    assert remind_of_trials() == 1


@pytest.mark.parametrize("number", (1, 4))
def test_list_has_a_fixed_number_of_queries(client, article, school, number, django_assert_num_queries):
    for one in range(number):
        start_trial(article=article, by=make_person(f"user{one}", school), data=DATA)

    with django_assert_num_queries(5):
        client.get(LIST)

"""Holes of awards, uses and trials: confirming for oneself, the form of another person, floods."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import OutgoingMail
from knowledge.models import Award, AwardNote, Trial, Use
from knowledge.services.awards import MOST_AWARDS, change_award, confirm_award, enter_award, note_award
from knowledge.services.errors import ActionRefused
from knowledge.services.trials import MOST_TRIALS, start_trial
from knowledge.services.uses import MOST_USES, report_use
from tests.knowledge.desk import make_person, published

pytestmark = pytest.mark.django_db
TOKEN = "9d3c1a52-7c1a-4d37-8a27-3a7a5c0c9faa"
USE = {"place": "ป.3", "result": "อ่านคล่องขึ้น", "used_on": date(2026, 1, 5)}
TRIAL = {
    "question": "อ่านคล่องขึ้นหรือไม่",
    "participants": "ป.3",
    "starts_on": date(2026, 1, 15),
    "ends_on": date(2026, 6, 15),
}


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer)


def entered(by, **details):
    fields = {"title": "ครูยอดเยี่ยม", "scheme": "OBEC AWARDS", "level": "nation", "year": 2025}
    data = fields | {"organization": by.profile.organization}
    return enter_award(by=by, data=data, holders=[], outside_holders=[], **details)


def test_a_reviewer_does_not_become_a_holder_of_what_stands_confirmed(teacher, colleague, reviewer):
    award = confirm_award(award=entered(teacher), by=reviewer)

    with pytest.raises(ActionRefused):
        change_award(award=award, by=reviewer, data={}, holders=[reviewer], outside_holders=[])
    change_award(award=award, by=reviewer, data={}, holders=[colleague], outside_holders=[])

    assert [holder.user for holder in Award.objects.get().holders.all()] == [colleague]


def test_the_form_of_another_person_is_answered_with_a_sentence(client, article, colleague, stranger):
    report_use(article=article, by=colleague, data=USE, form_token=TOKEN)
    start_trial(article=article, by=colleague, data=TRIAL, form_token=TOKEN)
    entered(colleague, form_token=TOKEN)
    client.force_login(stranger)
    use = USE | {"used_on": "5/1/2569", "form_token": TOKEN}
    trial = TRIAL | {"starts_on": "15/1/2569", "ends_on": "15/6/2569", "form_token": TOKEN}
    award = {"title": "ก", "scheme": "ข", "level": "area", "year": "2568", "holder_kind": "work"}
    award |= {"organization": stranger.profile.organization_id, "form_token": TOKEN}

    answers = [
        client.post(reverse("knowledge:use_create", args=[article.pk]), use),
        client.post(reverse("knowledge:trial_create", args=[article.pk]), trial),
        client.post(reverse("knowledge:award_create"), award),
    ]

    assert all(answer.status_code in (200, 302) for answer in answers)
    assert [model.objects.get().form_token.hex for model in (Use, Trial, Award)] == [
        TOKEN.replace("-", "")
    ] * 3


def test_the_note_of_another_person_is_not_taken_for_ones_own(teacher, reviewer):
    award = confirm_award(award=entered(teacher), by=reviewer)
    other = make_person("root", None, is_superuser=True)
    words = {"kind": "advice", "text": "ก", "article": None}
    note_award(award=award, by=reviewer, data=words, form_token=TOKEN)

    with pytest.raises(ActionRefused):
        note_award(award=award, by=other, data=words, form_token=TOKEN)

    assert AwardNote.objects.get().by == reviewer


def test_nobody_floods_with_uses_trials_or_awards(article, colleague):
    for most, act in (
        (MOST_USES, lambda: report_use(article=article, by=colleague, data=USE)),
        (MOST_TRIALS, lambda: start_trial(article=article, by=colleague, data=TRIAL)),
        (MOST_AWARDS, lambda: entered(colleague)),
    ):
        for _time in range(most):
            act()
        with pytest.raises(ActionRefused):
            act()

    assert (Use.objects.count(), Trial.objects.count(), Award.objects.count()) == (
        MOST_USES,
        MOST_TRIALS,
        MOST_AWARDS,
    )


def test_what_was_written_comes_back_with_the_reason(client, article, colleague):
    for _time in range(MOST_USES):
        report_use(article=article, by=colleague, data=USE)
    client.force_login(colleague)

    answer = client.post(
        reverse("knowledge:use_create", args=[article.pk]), USE | {"used_on": "5/1/2569", "form_token": TOKEN}
    )

    assert (answer.status_code, answer.context["form"]["result"].value()) == (200, USE["result"])


def test_one_author_gets_so_many_letters_and_no_more(article, school, teacher):
    before = OutgoingMail.objects.filter(user=teacher).count()
    for number in range(30):
        report_use(article=article, by=make_person(f"user{number}", school), data=USE)

    assert OutgoingMail.objects.filter(user=teacher).count() - before < 25

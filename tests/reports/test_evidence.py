import uuid

import pytest
from django.urls import reverse

from reports.models import Plan, TargetEvidence
from tests.reports.conftest import make_article


def form_data(**changes):
    data = {"title": "ประกาศกรอบความรู้", "shown_on": "1/10/2569", "note": "", "url": "", "article_number": ""}
    return data | {"form_token": str(uuid.uuid4())} | changes


def add_url(target):
    return reverse("reports:evidence_create", args=[target.pk])


@pytest.fixture
def evidence(target, officer):
    return TargetEvidence.objects.create(
        target=target("3.2"), title="หลักฐาน", shown_on="2026-10-01", added_by=officer
    )


def test_officer_files_evidence_once_however_often_it_is_sent(client, target, officer, teacher):
    article = make_article(teacher)
    client.force_login(officer)
    data = form_data(url="km.example.go.th/a", article_number=str(article.pk))

    answers = [client.post(add_url(target("3.2")), data) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [target("3.2").get_absolute_url()] * 2
    filed = TargetEvidence.objects.get()
    assert (str(filed.shown_on), filed.url, filed.article) == (
        "2026-10-01",
        "https://km.example.go.th/a",
        article,
    )
    assert filed.added_by == officer


@pytest.mark.parametrize(
    "changes",
    (
        {"title": ""},
        {"shown_on": "31/2/2569"},
        {"url": "javascript:alert(1)"},
        {"article_number": "999999999999999999999"},
        {"article_number": "12"},
        {"form_token": "x"},
    ),
)
def test_wrong_evidence_comes_back_with_what_was_typed(client, target, officer, changes):
    client.force_login(officer)

    answer = client.post(add_url(target("3.2")), form_data(note="ข้อความที่พิมพ์ไว้") | changes)

    assert answer.status_code == 200
    assert "ข้อความที่พิมพ์ไว้" in answer.text
    assert not TargetEvidence.objects.exists()


def test_evidence_of_a_draft_article_is_refused(client, target, officer, teacher):
    draft = make_article(teacher, status="draft")
    client.force_login(officer)

    client.post(add_url(target("3.2")), form_data(article_number=str(draft.pk)))

    assert not TargetEvidence.objects.exists()


@pytest.mark.parametrize("who", ("teacher", "school_officer"))
def test_others_file_no_evidence(client, target, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(add_url(target("3.2")), form_data()).status_code == 403
    assert not TargetEvidence.objects.exists()


def test_officer_removes_own_evidence_after_being_asked(client, evidence, officer):
    client.force_login(officer)
    url = reverse("reports:evidence_remove", args=[evidence.pk])

    assert client.get(url).status_code == 200
    assert TargetEvidence.objects.count() == 1
    assert client.post(url).headers["Location"] == evidence.target.get_absolute_url()
    assert TargetEvidence.objects.count() == 0


@pytest.mark.parametrize("who", ("teacher", "school_officer"))
def test_others_remove_no_evidence(client, evidence, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse("reports:evidence_remove", args=[evidence.pk])).status_code == 403
    assert TargetEvidence.objects.count() == 1


def test_a_closed_plan_keeps_its_evidence(client, evidence, officer):
    Plan.objects.filter(pk=evidence.target.plan_id).update(state="closed")
    client.force_login(officer)

    assert client.post(reverse("reports:evidence_remove", args=[evidence.pk])).status_code == 403


def test_visitors_see_evidence_but_not_the_title_of_a_staff_article(client, evidence, teacher):
    evidence.article = make_article(teacher, title="เรื่องภายใน", visibility="staff")
    evidence.save()

    page = client.get(evidence.target.get_absolute_url()).text

    assert "หลักฐาน" in page
    assert "เรื่องภายใน" not in page

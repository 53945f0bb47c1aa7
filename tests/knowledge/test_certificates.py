"""Certificates: issued once in the words of the day, printed by few, checked by anybody with the code."""

import re

import pytest
from django.urls import reverse

from accounts.models import Organization
from accounts.services.erasure import erase_person
from knowledge.models import Article, Authorship, Award, AwardHolder, Certificate
from knowledge.models.award import CODE_LENGTH, CODE_LETTERS, plain_code
from knowledge.services import withdraw_article
from knowledge.services.awards import confirm_award, return_award
from knowledge.services.certificates import (
    issue_author_certificate,
    issue_award_certificate,
    withdraw_certificate,
)
from knowledge.services.errors import ActionRefused
from tests.knowledge.desk import again, make_person, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(teacher, reviewer):
    return published(teacher, reviewer, title="อ่านออกเขียนได้")


@pytest.fixture
def certificate(article, teacher):
    teacher.profile.prefix = "นาย"
    teacher.profile.save()
    return issue_author_certificate(article=article, person=again(teacher), by=again(teacher))


@pytest.fixture
def award(teacher, colleague, reviewer, school):
    award = Award.objects.create(
        title="ครูผู้สอนยอดเยี่ยม",
        scheme="OBEC AWARDS",
        level="nation",
        year=2025,
        organization=school,
        entered_by=teacher,
    )
    AwardHolder.objects.create(award=award, user=colleague)
    return confirm_award(award=award, by=reviewer)


def check(client, code):
    return client.get(f"/certificates/{code}/")


def test_author_is_certified_once_in_the_words_of_the_day(certificate, article, teacher):
    Article.objects.update(title="ชื่อใหม่")

    again_issued = issue_author_certificate(
        article=Article.objects.get(), person=again(teacher), by=again(teacher)
    )

    assert again_issued == certificate
    assert (again_issued.name, again_issued.title) == ("นายสมชาย ใจดี", "อ่านออกเขียนได้")
    assert again_issued.organization_name == "โรงเรียนบ้านน้ำยืน"
    assert Certificate.objects.count() == 1


def test_unit_is_that_of_the_time(article, teacher, other_school):
    Authorship.objects.filter(user=teacher).update(organization=other_school)

    certificate = issue_author_certificate(article=article, person=teacher, by=teacher)

    assert certificate.organization_name == "โรงเรียนบ้านโนนสูง"


def test_who_gets_one_of_an_article(article, teacher, colleague, reviewer, stranger):
    withdrawn = published(teacher, reviewer)
    withdraw_article(article=withdrawn, by=reviewer, reason="ผิด")

    assert issue_author_certificate(article=article, person=teacher, by=again(reviewer)).user == teacher
    for person, by in ((colleague, colleague), (teacher, stranger), (reviewer, reviewer)):
        with pytest.raises(ActionRefused):
            issue_author_certificate(article=article, person=person, by=again(by))
    with pytest.raises(ActionRefused):
        issue_author_certificate(article=Article.objects.get(pk=withdrawn.pk), person=teacher, by=teacher)


def test_who_posted_for_a_colleague_prints_it_for_them(client, teacher, colleague, reviewer):
    article = published(teacher, reviewer, authors=[colleague])
    client.force_login(teacher)

    response = client.post(
        reverse("knowledge:article_certificate", args=[article.pk]), {"person": colleague.pk}
    )

    certificate = Certificate.objects.get()
    assert (certificate.user, certificate.name) == (colleague, "สุดา แสงทอง")
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("person", ("", "0", "abc", "99999999999999999999"))
def test_other_people_cannot_be_asked_for(client, article, teacher, person):
    client.force_login(teacher)

    response = client.post(reverse("knowledge:article_certificate", args=[article.pk]), {"person": person})

    assert (response.status_code, Certificate.objects.count()) == (403, 0)


def test_holder_gets_level_scheme_and_year_in_thai(award, colleague):
    certificate = issue_award_certificate(award=award, person=colleague, by=colleague)

    assert certificate.title == "ครูผู้สอนยอดเยี่ยม"
    assert certificate.details.endswith("2568")
    assert "OBEC AWARDS" in certificate.details


def test_award_taken_back_ends_its_certificates(award, colleague, reviewer):
    certificate = issue_award_certificate(award=award, person=colleague, by=colleague)

    return_award(award=award, by=reviewer, reason="ผิดปี")

    certificate.refresh_from_db()
    assert (certificate.is_withdrawn, certificate.withdrawn_reason) == (True, "ผิดปี")
    with pytest.raises(ActionRefused):
        issue_award_certificate(award=Award.objects.get(), person=colleague, by=colleague)


def test_withdrawn_one_is_issued_anew_by_a_reviewer_alone(certificate, article, teacher, reviewer):
    withdraw_certificate(certificate=certificate, by=reviewer, reason="ผิดชื่อ")

    with pytest.raises(ActionRefused):
        issue_author_certificate(article=article, person=teacher, by=again(teacher))
    anew = issue_author_certificate(article=article, person=teacher, by=again(reviewer))
    assert (anew.code, anew.is_withdrawn, anew.withdrawn_reason) == (certificate.code, False, "")


def test_nobody_withdraws_their_own(certificate, teacher, stranger, other_reviewer):
    for person in (teacher, stranger, other_reviewer):
        with pytest.raises(ActionRefused):
            withdraw_certificate(certificate=certificate, by=again(person), reason="ก")


def test_sheet_holds_what_was_issued(client, certificate, teacher, settings):
    settings.KMC_SITE_OFFICE = ""
    client.force_login(teacher)

    page = client.get(reverse("knowledge:certificate_print", args=[certificate.code])).content.decode()

    office = Organization.objects.get(parent=None).name
    for words in ("นายสมชาย ใจดี", "อ่านออกเขียนได้", certificate.shown_code, office, "certificate__qr"):
        assert words in page
    assert re.search("พ.ศ. [๐-๙]{4}", page)


def test_sheet_is_not_for_others(client, certificate, stranger):
    client.force_login(stranger)

    assert client.get(reverse("knowledge:certificate_print", args=[certificate.code])).status_code == 403


def test_withdrawn_sheet_is_not_printed(client, certificate, teacher, reviewer):
    withdraw_certificate(certificate=certificate, by=reviewer, reason="ผิดชื่อ")
    client.force_login(teacher)

    response = client.get(reverse("knowledge:certificate_print", args=[certificate.code]))

    assert response.url == certificate.get_absolute_url()


def test_codes_hold_no_letters_that_look_alike(certificate):
    assert set(CODE_LETTERS) & set("01OIL") == set()
    assert (len(certificate.code), set(certificate.code) <= set(CODE_LETTERS)) == (CODE_LENGTH, True)


@pytest.mark.parametrize(
    "typed",
    ("ABCD-EFGH-JKMN", "abcd efgh jkmn", " abcdefghjkmn ", "https://x.go.th/certificates/ABCDEFGHJKMN/"),
)
def test_codes_are_read_as_they_are_typed(typed):
    assert plain_code(typed) == "ABCDEFGHJKMN"


def test_visitor_checks_a_code(client, certificate):
    for code in (certificate.code, certificate.shown_code.lower(), f" {certificate.shown_code} "):
        page = check(client, code)
        assert (page.status_code, page.context["certificate"]) == (200, certificate)
    response = client.get("/certificates/", {"code": certificate.shown_code.lower()})
    assert response.url == certificate.get_absolute_url()


def test_check_tells_nothing_else_of_the_person(client, certificate, teacher, reviewer):
    withdraw_certificate(certificate=certificate, by=reviewer, reason="ลอกงาน")

    page = check(client, certificate.code).content.decode()

    assert "นายสมชาย ใจดี" in page
    for kept_back in (teacher.username, teacher.email, f"/people/{teacher.pk}/", "ลอกงาน"):
        assert kept_back not in page


def test_unknown_codes(client, certificate):
    for code in ("AAAAAAAAAAAA", "x", "ก" * 50, "%27--", "A" * 2000):
        assert check(client, code).status_code == 404
    assert client.get("/certificates/", {"code": "AAA"}).context["form"].errors


def test_guessing_is_slowed_down(client, certificate, monkeypatch):
    monkeypatch.setattr("knowledge.views.certificates.CHECKS_AN_HOUR", 3)

    answers = [check(client, "AAAAAAAAAAAA").status_code for _time in range(5)]

    assert answers == [404, 404, 404, 429, 429]


def test_article_that_is_gone_leaves_the_certificate_standing(client, certificate, article, reviewer):
    withdraw_article(article=article, by=reviewer, reason="ผิด")

    page = check(client, certificate.code)

    assert page.context["certificate"].is_withdrawn is False
    assert page.context["certificate"].article.is_published is False


def test_erased_person_leaves_no_name(client, certificate, teacher):
    erase_person(person=teacher, by=make_person("root", None, is_superuser=True))

    certificate.refresh_from_db()
    assert (certificate.name, certificate.organization_name, certificate.is_withdrawn) == ("", "", True)
    assert "สมชาย" not in check(client, certificate.code).content.decode()


def test_nothing_is_issued_to_the_erased(article, teacher, reviewer):
    erase_person(person=teacher, by=make_person("root", None, is_superuser=True))

    with pytest.raises(ActionRefused):
        issue_author_certificate(article=Article.objects.get(), person=again(teacher), by=again(reviewer))


@pytest.mark.parametrize("number", (1, 3))
def test_own_list_has_a_fixed_number_of_queries(client, teacher, reviewer, number, django_assert_num_queries):
    for _one in range(number):
        issue_author_certificate(article=published(teacher, reviewer), person=teacher, by=teacher)
    client.force_login(teacher)

    with django_assert_num_queries(7):
        client.get(reverse("knowledge:certificate_mine"))

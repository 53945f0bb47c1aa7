"""One's own evidence of a year: what counts in which year, on paper and in Word; nobody else's."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from accounts.models import ActivityDay, StaffProfile
from accounts.services import development as service
from kmc.lib.years import YearKind
from knowledge.models import Article, Authorship, Award, Read
from knowledge.services import publish_article, return_article, withdraw_article
from knowledge.services.uses import report_use
from reports.portfolio import portfolio_of
from tests.knowledge.desk import published, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_january(time_machine):
    time_machine.move_to("2026-01-15 09:00+07:00", tick=True)


def fiscal(person, be_year=2569):
    return portfolio_of(person, YearKind.FISCAL, be_year)


def page_of(client, person, **query):
    client.force_login(person)
    return client.get(reverse("reports:portfolio"), query)


def test_articles_with_the_place_in_the_credit(teacher, colleague, reviewer):
    own = published(teacher, reviewer, title="ของฉัน")
    shared = published(colleague, reviewer, title="ร่วมกัน")
    Authorship.objects.create(article=shared, user=teacher, position=1)
    withdraw_article(article=published(teacher, reviewer), by=reviewer, reason="ผิด")
    published(colleague, reviewer, title="ของคนอื่น")

    found = fiscal(teacher)

    assert [(one.article, one.is_first) for one in found.credits] == [(own, True), (shared, False)]


@pytest.mark.parametrize(
    "day, kind, be_year, counts",
    (
        ("2025-10-01", "fiscal", 2569, True),
        ("2025-09-30", "fiscal", 2569, False),
        ("2026-05-15", "academic", 2568, True),
        ("2026-05-16", "academic", 2568, False),
        ("2025-12-31", "calendar", 2568, True),
    ),
)
def test_the_year_of_an_article(teacher, reviewer, day, kind, be_year, counts):
    published(teacher, reviewer)
    Article.objects.update(first_published_on=day, first_published_at=f"{day}T03:00Z")

    assert bool(portfolio_of(teacher, YearKind(kind), be_year).credits) is counts


def test_reads_of_the_year_and_in_all(teacher, reviewer):
    article = published(teacher, reviewer)
    for day in ("2025-09-30", "2025-10-01", "2026-01-02"):
        Read.objects.create(article=article, reader="x", day=day)

    assert fiscal(teacher).reads_in_year == 2


def test_reviews_count_each_article_once_and_name_only_what_is_published(teacher, reviewer):
    shown = submitted(teacher, title="ส่งสองครั้ง")
    return_article(article=shown, by=reviewer, reason="แก้")
    Article.objects.filter(pk=shown.pk).update(status="submitted")
    shown = publish_article(article=Article.objects.get(pk=shown.pk), by=reviewer)
    return_article(article=submitted(teacher, title="ยังไม่เผยแพร่"), by=reviewer, reason="แก้")

    found = fiscal(reviewer)

    assert (found.reviewed_count, found.reviewed, found.reviewed_not_shown) == (2, [shown], 1)
    assert fiscal(teacher).reviewed_count == 0


def test_only_confirmed_trainings_of_the_year_count(teacher, colleague):
    def record(title, **fields):
        teacher.skill_records.create(skill="it_use", title=title, hours=6, **fields)

    confirmed = {"confirmed_by": colleague, "confirmed_on": date(2026, 1, 5)}
    record("ปีนี้", trained_on=date(2025, 12, 1), **confirmed)
    record("ปีก่อน", trained_on=date(2025, 9, 1), **confirmed)
    record("ไม่มีวันอบรม", **confirmed)
    record("ยังไม่รับรอง", trained_on=date(2025, 12, 1))

    found = fiscal(teacher)

    assert [one.title for one in found.skills] == ["ปีนี้", "ไม่มีวันอบรม"]
    assert found.skill_hours == 12


def test_each_line_of_a_plan_belongs_to_one_year_of_each_kind(teacher):
    plan = service.start_plan(by=teacher, year=2026)
    for ends_on, hours in ((date(2026, 3, 1), 4), (date(2026, 8, 1), 2), (None, 1)):
        service.add_line(plan=plan, by=teacher, topic="ก", method="self", ends_on=ends_on, hours_done=hours)

    def hours(kind, year):
        return portfolio_of(teacher, YearKind(kind), year).line_hours

    assert hours("fiscal", 2569) == 7
    assert [hours("academic", year) for year in (2568, 2569, 2570)] == [4, 3, 0]
    assert [hours("calendar", year) for year in (2568, 2569)] == [0, 7]


def test_days_of_use_are_a_number(client, teacher):
    for day in ("2025-10-01", "2025-10-02", "2025-09-30"):
        ActivityDay.objects.create(user=teacher, day=day)

    assert fiscal(teacher).days_of_use == 2


def test_an_empty_year_says_what_would_stand_there(client, teacher):
    response = page_of(client, teacher, year="2560")

    assert response.status_code == 200
    assert response.context["portfolio"].credits == []


@pytest.mark.parametrize(
    "query, be_year",
    (
        ({}, 2569),
        ({"year": "2568"}, 2568),
        ({"year": "2025"}, 2568),
        ({"year": "๒๕๖๘", "kind": "academic"}, 2568),
        ({"kind": "academic"}, 2568),
        ({"year": "9" * 30}, 2569),
        ({"year": "ปีนี้", "kind": "x"}, 2569),
        ({"year": "99"}, 2569),
    ),
)
def test_years_of_both_eras_and_none(client, teacher, query, be_year):
    assert page_of(client, teacher, **query).context["portfolio"].year.be_year == be_year


def test_the_page_is_of_the_person_who_asks(client, teacher, colleague, reviewer):
    published(colleague, reviewer, title="ของเพื่อน")

    client.force_login(teacher)
    response = client.get(reverse("reports:portfolio"), {"user": colleague.pk, "person": colleague.pk})

    assert response.context["person"] == teacher
    assert "ของเพื่อน" not in response.content.decode()


@pytest.mark.parametrize("count", (1, 5))
def test_the_evidence_has_a_fixed_number_of_queries(
    client, teacher, reviewer, count, django_assert_num_queries
):
    plan = service.start_plan(by=teacher, year=2026)
    for number in range(count):
        published(teacher, reviewer, title=f"เรื่อง {number}")
        service.add_line(plan=plan, by=teacher, topic="ก", method="self")
    client.force_login(teacher)

    with django_assert_num_queries(15):
        client.get(reverse("reports:portfolio"))


def test_the_word_document_is_thai_office_paper(client, teacher, reviewer, colleague):
    StaffProfile.objects.filter(user=teacher).update(
        prefix="นาย", position="ครู", academic_standing="ครูชำนาญการ"
    )
    article = published(teacher, reviewer, title="อ่านออก\x0bเขียนได้")
    Article.objects.filter(pk=article.pk).update(title="อ่านออก\x0bเขียนได้")
    confirmed = {"confirmed_by": colleague, "confirmed_on": date(2026, 1, 5)}
    teacher.skill_records.create(skill="it_use", title="อบรม", hours=Decimal("6.5"), **confirmed)
    client.force_login(teacher)

    response = client.get(reverse("reports:portfolio_docx"))

    document = Document(BytesIO(response.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"นาย{teacher.full_name}" in text
    assert document.tables[0].rows[1].cells[1].text == "อ่านออกเขียนได้"
    assert document.tables[1].rows[2].cells[3].text == "6.5"
    assert response["Cache-Control"] == "private, no-store"


def test_the_word_document_sets_thai_in_its_own_face(client, teacher, reviewer):
    published(teacher, reviewer)
    client.force_login(teacher)

    document = Document(BytesIO(client.get(reverse("reports:portfolio_docx")).content))

    section, normal = document.sections[0], document.styles["Normal"].element.rPr
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21, 29.7)
    assert normal.rFonts.get(qn("w:cs")) == "TH Sarabun New"
    assert normal.find(qn("w:szCs")).get(qn("w:val")) == "32"
    run = document.tables[0].rows[1].cells[1].paragraphs[0].runs[0]
    assert run._element.rPr.rFonts.get(qn("w:cs")) == "TH Sarabun New"
    assert run._element.rPr.find(qn("w:szCs")).get(qn("w:val")) == "28"
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_confirmed_awards_of_the_year_by_their_day_or_the_year_they_bear(teacher, colleague, reviewer):
    def award(title, holder, **fields):
        made = Award.objects.create(
            title=title,
            scheme="ก",
            level="area",
            organization=teacher.profile.organization,
            entered_by=teacher,
            **{"confirmed_by": reviewer, "confirmed_at": timezone.now(), "year": 2026} | fields,
        )
        made.holders.create(user=holder)

    award("ในปี", teacher, awarded_on=date(2025, 10, 1), year=2025)
    award("ไม่มีวัน", teacher)
    award("ปีก่อน", teacher, awarded_on=date(2025, 9, 30))
    award("ยังไม่ยืนยัน", teacher, confirmed_by=None, confirmed_at=None)
    award("ของเพื่อน", colleague)

    assert [one.title for one in fiscal(teacher).awards] == ["ไม่มีวัน", "ในปี"]


def test_uses_of_the_year_by_others_and_ones_own(client, teacher, colleague, reviewer):
    mine, theirs = published(teacher, reviewer), published(colleague, reviewer)
    days = (date(2025, 9, 30), date(2025, 10, 1))
    for day in days:
        report_use(article=mine, by=colleague, data={"place": "ก", "result": "ดี", "used_on": day})
        report_use(article=theirs, by=teacher, data={"place": "ข", "result": "ได้ผล", "used_on": day})

    found = fiscal(teacher)

    assert [(one.article, one.by, one.used_on) for one in found.uses_by_others] == [
        (mine, colleague, days[1])
    ]
    assert [(one.article, one.by, one.used_on) for one in found.own_uses] == [(theirs, teacher, days[1])]
    client.force_login(teacher)
    document = Document(BytesIO(client.get(reverse("reports:portfolio_docx")).content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert (f"{colleague.full_name}, ก" in cells, "ได้ผล" in cells) == (True, True)
    withdraw_article(article=mine, by=reviewer, reason="ผิด")
    assert fiscal(teacher).uses_by_others == []

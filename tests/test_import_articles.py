"""`import_articles`: good lines go in once, bad ones are named with their reason."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.models import StaffProfile, User
from accounts.services import ensure_office, sync_roles
from knowledge.models import Article, SearchDocument, Topic
from knowledge.services.topics import ensure_topics


@pytest.fixture
def office(db):
    sync_roles()
    ensure_topics()
    office = ensure_office()
    User.objects.create(username="root", given_name="ธนากร", is_superuser=True)
    suda = User.objects.create(username="suda.01", given_name="สุดา", family_name="ใจงาม")
    StaffProfile.objects.create(user=suda, organization=office.children.get(position=7))
    return office


def imported(tmp_path, *lines, **options):
    """Run the command on these lines. Return what it wrote, to both streams."""
    path = tmp_path / "old.jsonl"
    texts = [
        line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines
    ]
    path.write_bytes(b"\n".join(texts))
    output, errors = io.StringIO(), io.StringIO()
    call_command("import_articles", str(path), stdout=output, stderr=errors, **options)
    return output.getvalue(), errors.getvalue().splitlines()


def line(**changes):
    return {"id": "a-1", "title": "เรื่องเดิม", "body": "ย่อหน้าแรก\n\nย่อหน้าที่สอง"} | changes


def test_a_full_line_is_published_as_it_says(office, tmp_path):
    output, errors = imported(
        tmp_path,
        line(
            author=["สุดา ใจงาม", "แขก จากที่อื่น"],
            tags=["การอ่าน", "ป.1"],
            kind="manual",
            topic="งานบุคคล",
            component=7,
            published="๑ ตุลาคม ๒๕๖๖",
        ),
    )

    article = Article.objects.get(import_key="a-1")
    assert (output, errors) == ("old.jsonl: 1 made, 0 there already, 0 refused\n", [])
    assert article.body == "<p>ย่อหน้าแรก</p>\n<p>ย่อหน้าที่สอง</p>"
    assert article.first_published_on == date(2023, 10, 1)
    assert (article.kind, article.topic.name, article.component.position) == ("manual", "งานบุคคล", 7)
    assert [credit.display_name for credit in article.authorships.all()] == ["สุดา ใจงาม", "แขก จากที่อื่น"]
    assert article.organization == office.children.get(position=7)
    assert set(article.tags.names()) == {"การอ่าน", "ป.1"}
    assert SearchDocument.objects.filter(article=article).exists()


def test_html_is_kept_and_cleaned(office, tmp_path):
    imported(
        tmp_path,
        line(body='<h2 onclick="x()">หัว</h2><script>alert(1)</script><table><tr><td>ก</td></tr></table>'),
    )

    body = Article.objects.get().body
    assert body.startswith("<h2>หัว</h2><table>")
    assert "alert" not in body


@pytest.mark.parametrize(
    "written", ("1/10/2566", "2566-10-01", "2023-10-01", "1 ต.ค. 2566", "1 October 2023")
)
def test_either_era_is_read(office, tmp_path, written):
    imported(tmp_path, line(published=written))

    assert Article.objects.get().first_published_on == date(2023, 10, 1)


def test_bad_lines_are_named_and_the_others_go_in(office, tmp_path, settings):
    settings.LANGUAGE_CODE = "en"
    output, errors = imported(
        tmp_path,
        line(),
        b"{not json",
        b"\xff\xfe",
        b"[1, 2]",
        line(id=""),
        line(id="a-2", title=" "),
        line(id="a-3", body="<p> </p>"),
        line(id="a-4", kind="poem"),
        line(id="a-5", topic="ดาราศาสตร์"),
        line(id="a-6", published="1/13/2566"),
        line(id="a-7", published="1/1/2643"),
        line(id="a-8", origin="acquired"),
        line(id="a-9", title={"th": "ชื่อ"}),
        line(id="a-10", source_name="ที่อื่น", source_url="javascript:alert(1)"),
        line(id="x" * 200),
        line(id="b-1", title="เรื่องท้าย"),
    )

    assert output.endswith("2 made, 0 there already, 14 refused\n")
    assert [error.split(":")[1] for error in errors] == [str(number) for number in range(2, 16)]
    assert set(Article.objects.values_list("title", flat=True)) == {"เรื่องเดิม", "เรื่องท้าย"}


def test_a_second_run_changes_nothing(office, tmp_path):
    imported(tmp_path, line(), line(), line(id=7))
    Article.objects.filter(import_key="a-1").update(title="แก้แล้วโดยคน")

    output, _errors = imported(tmp_path, line(), line(id=7))

    assert output.endswith("0 made, 2 there already, 0 refused\n")
    assert Article.objects.count() == 2
    assert Article.objects.get(import_key="a-1").title == "แก้แล้วโดยคน"


def test_counts_follow(office, tmp_path):
    imported(tmp_path, line(topic="งานบุคคล"), line(id="a-2", topic="งานบุคคล", visibility="staff"))
    output = io.StringIO()

    call_command("reconcile", stdout=output)

    assert output.getvalue().startswith("0 kept numbers differed")
    topic = Topic.objects.get(name="งานบุคคล")
    assert (topic.article_count, topic.staff_article_count) == (1, 2)


def test_acquired_knowledge_names_its_source_and_credits_nobody(office, tmp_path):
    imported(tmp_path, line(source_name="GotoKnow", source_url="https://www.gotoknow.org/posts/1"))

    article = Article.objects.get()
    assert (article.origin, article.source_name, article.organization) == ("acquired", "GotoKnow", office)
    assert not article.authorships.exists()


def test_options_name_organization_and_publisher(office, tmp_path):
    group = office.children.get(position=2)

    imported(tmp_path, line(), organization="กลุ่มนโยบายและแผน", by="suda.01")

    article = Article.objects.get()
    assert (article.organization, article.published_by.username) == (group, "suda.01")
    for wrong in ({"organization": "ไม่มี"}, {"by": "nobody"}):
        with pytest.raises(CommandError):
            imported(tmp_path, line(id="z"), **wrong)

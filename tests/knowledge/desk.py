"""People and articles for the tests of writing and reviewing: one office, two schools, who works there."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import Organization, StaffProfile, User
from accounts.services import grant_role, sync_roles
from knowledge.models import Article
from knowledge.services import create_draft, publish_article, submit_article

BODY = "<p>ครูเก็บคำที่เด็กพูดจริงในหมู่บ้าน</p>"


def make_person(username, organization, given="สมชาย", family="ใจดี", **extra):
    person = User.objects.create_user(
        username, f"{username}@example.org", "secret-word", given_name=given, family_name=family, **extra
    )
    if organization:
        StaffProfile.objects.create(user=person, organization=organization)
    return person


def form_of(writer, **fields):
    """Return the form of writing as a plain browser hands it in."""
    return {
        "title": "อ่านออกเขียนได้",
        "body": "ครูเก็บคำ\n\nในหมู่บ้าน",
        "kind": "best_practice",
        "form_token": str(uuid.uuid4()),
        "version": "0",
        "writer_id": str(writer.pk),
        "action": "save",
    } | fields


def edit_form(writer, article, **fields):
    return form_of(writer, form_token=str(article.form_token), version=str(article.version)) | fields


def address(name, article):
    return reverse(f"knowledge:{name}", args=[article.pk])


def again(person):
    """Return the person as a new request would load them: nothing remembered."""
    return User.objects.get(pk=person.pk)


def submitted(by, **data):
    article = create_draft(by=by, data={"title": "อ่านออกเขียนได้", "body": BODY} | data)
    return submit_article(article=article, by=by)


def published(by, reviewer, **data):
    return publish_article(article=submitted(by, **data), by=reviewer)


def stored(article):
    return Article.objects.get(pk=article.pk)


def picture_file(name="ภาพ.jpg", size=(64, 48), form="JPEG", **options):
    target = io.BytesIO()
    mode = "RGB" if form == "JPEG" else "RGBA"
    Image.new(mode, size, "teal").save(target, form, **options)
    return SimpleUploadedFile(name, target.getvalue())


@pytest.fixture
def office(db):
    return Organization.objects.create(kind="office", name="สพป.อุบลราชธานี เขต 5")


@pytest.fixture
def school(office):
    return Organization.objects.create(kind="school", name="โรงเรียนบ้านน้ำยืน", parent=office)


@pytest.fixture
def other_school(office):
    return Organization.objects.create(kind="school", name="โรงเรียนบ้านโนนสูง", parent=office)


@pytest.fixture
def teacher(school):
    return make_person("teacher", school)


@pytest.fixture
def colleague(school):
    return make_person("colleague", school, "สุดา", "แสงทอง")


@pytest.fixture
def reviewer(school):
    sync_roles()
    person = make_person("reviewer", school, "วิชัย", "ศรีสุข")
    grant_role(user=person, role="reviewer", organization=school)
    return person


@pytest.fixture
def other_reviewer(other_school):
    sync_roles()
    person = make_person("other-reviewer", other_school, "มานี", "มีนา")
    grant_role(user=person, role="reviewer", organization=other_school)
    return person


@pytest.fixture
def stranger(other_school):
    return make_person("stranger", other_school, "ชูใจ", "เลิศล้ำ")


@pytest.fixture
def draft(teacher):
    return create_draft(by=teacher, data={"title": "อ่านออกเขียนได้", "body": BODY})

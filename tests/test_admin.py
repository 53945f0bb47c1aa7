"""The administration: who may do what there, and that its work goes the way of the site."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import Organization, RoleGrant, User
from knowledge.models import Article, PublishedTotal, Tag
from reports.models import Plan, Target
from tests.knowledge.desk import published
from tests.pressing import forms_of


@pytest.fixture
def administrator(client, world):
    """Sign in the administrator, who is no superuser."""
    client.force_login(world.people["administrator"])
    return world.people["administrator"]


def person_form(person, **fields):
    """Return what the form of a person sends."""
    rows = {
        f"{prefix}-{name}": "0"
        for prefix in ("profile", "role_grants")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {"username": person.username, "given_name": person.given_name, "is_active": "on"} | rows | fields


def change(model, pk, page="change"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=[pk])


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_lists_open_in_thai_for_administrators(client, administrator, model):
    page = client.get(
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), {"q": "ก"}
    )

    assert page.status_code == 200
    assert '<html lang="th"' in page.content.decode()


def test_an_administrator_makes_nobody_more_than_an_administrator(client, administrator, world):
    rights = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}
    for person in (administrator, world.people["colleague"]):
        client.post(change(User, person.pk), person_form(person, **rights))

    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["superuser"]
    assert not world.people["colleague"].user_permissions.exists()
    assert User.objects.get(username="colleague").is_staff is False


def test_an_administrator_does_not_touch_a_superuser(client, administrator, world):
    superuser = world.people["superuser"]
    before = User.objects.values().get(pk=superuser.pk)
    password = {"password1": "กระติบข้าว-2570", "password2": "กระติบข้าว-2570"}

    client.post(change(User, superuser.pk), person_form(superuser, given_name="อื่น"))
    answer = client.post(reverse("admin:auth_user_password_change", args=[superuser.pk]), password)
    chosen = {"action": "deactivate", "_selected_action": superuser.pk}
    client.post(reverse("admin:accounts_user_changelist"), chosen)

    assert answer.status_code == 403
    assert User.objects.values().get(pk=superuser.pk) == before


def test_staff_without_rights_see_nothing(client, world):
    person = world.people["colleague"]
    User.objects.filter(pk=person.pk).update(is_staff=True)
    client.force_login(person)
    lookup = {"app_label": "knowledge", "model_name": "article", "field_name": "organization", "term": ""}

    addresses = [reverse("admin:accounts_user_changelist"), change(Article, world.things["draft"])]
    answers = [client.get(address).status_code for address in addresses]
    answers.append(client.get(reverse("admin:autocomplete"), lookup).status_code)

    assert answers == [403, 403, 403]


def test_roles_are_given_and_taken_through_the_services(client, administrator, world):
    person, held = world.people["colleague"], RoleGrant.objects.get(user=administrator)
    data = {"user": person.pk, "role": held.role_id, "organization": held.organization_id}

    client.post(reverse("admin:accounts_rolegrant_add"), data)
    grant = RoleGrant.objects.get(user=person)
    assert grant.granted_by == administrator
    assert User.objects.get(pk=person.pk).is_staff is True

    client.post(change(RoleGrant, grant.pk, "delete"), {"post": "yes"})
    assert User.objects.get(pk=person.pk).is_staff is False
    assert not person.groups.exists()


def test_organizations_are_not_deleted(client, administrator, world):
    unit = Organization.objects.create(kind="school", name="โรงเรียนที่ยุบ", parent=Organization.objects.first())
    chosen = {"action": "delete_selected", "_selected_action": unit.pk, "post": "yes"}

    answer = client.post(change(Organization, unit.pk, "delete"), {"post": "yes"})
    client.post(reverse("admin:accounts_organization_changelist"), chosen)

    assert answer.status_code == 403
    assert Organization.objects.filter(pk=unit.pk).exists()


def test_publishing_in_bulk_counts_and_finds_the_article(client, world):
    client.force_login(world.people["superuser"])
    before = PublishedTotal.objects.get(visibility="public").total
    chosen = {"action": "publish", "_selected_action": [world.things["waiting"], world.things["draft"]]}

    client.post(reverse("admin:knowledge_article_changelist"), chosen)

    found = client.get(reverse("knowledge:article_list"), {"q": "เรื่องหนึ่ง"}).content.decode()
    assert {Article.objects.get(pk=world.things[name]).status for name in ("waiting", "draft")} == {
        "published",
        "draft",
    }
    assert PublishedTotal.objects.get(visibility="public").total == before + 1
    assert f"/articles/{world.things['waiting']}/" in found
    assert f"/articles/{world.things['draft']}/" not in found


def test_the_form_of_an_article_changes_neither_state_nor_text(client, administrator, world):
    address = change(Article, world.things["draft"])
    client.post(address, {"status": "published", "title": "อื่น", "body": "อื่น", "visibility": "staff"})

    article = Article.objects.get(pk=world.things["draft"])
    assert (article.status, article.title, article.visibility) == ("draft", "เรื่องหนึ่ง", "public")
    assert client.post(change(Article, article.pk, "delete"), {"post": "yes"}).status_code == 403


def test_names_are_kept_in_the_stored_spelling(client, administrator):
    client.post(reverse("admin:knowledge_tag_add"), {"name": " การอ่าน \u200b นํ้า "})

    assert Tag.objects.latest("pk").name == "การอ่าน น้ำ"


@pytest.mark.parametrize("count", (1, 3))
def test_the_list_of_articles_has_a_fixed_number_of_queries(
    client,
    administrator,
    world,
    count,
    django_assert_num_queries,
):
    chosen = [world.things[name] for name in ("draft", "waiting", "public")][:count]
    Article.objects.exclude(pk__in=chosen).update(title="อื่น")
    address = reverse("admin:knowledge_article_changelist")

    with django_assert_num_queries(8):
        page = client.get(address, {"q": "เรื่อง"})

    assert len(page.context["cl"].result_list) == count


def test_closing_a_plan_in_its_form_freezes_the_figures(client, administrator, world):
    plan = Plan.objects.get(pk=world.things["plan"])
    address = change(Plan, plan.pk)
    form = next(form for form in forms_of(client, address) if "state" in form.values)

    client.post(
        address,
        {name: value for name, value in form.values.items() if value is not None} | {"state": "closed"},
    )

    assert Plan.objects.get(pk=plan.pk).is_closed
    assert Target.objects.get(pk=world.things["people_target"]).frozen_at is not None


def test_a_reason_is_asked_for_a_number_of_articles_one_can_read(client, monkeypatch, world):
    monkeypatch.setattr("knowledge.admin.articles.MOST_AT_A_TIME", 1)
    author, reviewer = world.people["author"], world.people["reviewer"]
    chosen = [published(author, reviewer, title=f"เรื่อง {number}").pk for number in range(2)]
    data = {"action": "withdraw", "_selected_action": chosen, "reason": "ซ้ำ"}

    client.force_login(User.objects.create(username="keeper", is_staff=True, is_superuser=True))
    client.post(reverse("admin:knowledge_article_changelist"), data)

    assert Article.objects.filter(pk__in=chosen, status="published").count() == 2


@pytest.mark.parametrize(
    "address",
    (
        lambda person: reverse("admin:accounts_rolegrant_changelist"),
        lambda person: change(User, person.pk),
    ),
)
def test_days_stand_in_the_buddhist_era(client, administrator, address):
    RoleGrant.objects.update(granted_at=datetime(2026, 11, 21, 5, tzinfo=UTC))
    User.objects.update(date_joined=datetime(2026, 11, 21, 5, tzinfo=UTC))

    page = client.get(address(administrator)).content.decode()

    assert "21 พ.ย. 2569" in page
    assert "2026" not in page.split("<main", 1)[-1]

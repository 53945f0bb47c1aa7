"""The door of the interface: keys, limits, what may be kept, who may cross, what is noted."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import AccessLog, ApiCall, ApiToken, AuditEntry
from accounts.services import grant_role, leave_office, revoke_role
from accounts.services.tokens import make_token, revoke_token
from kmc.api import door
from knowledge.models import ReadTotal
from knowledge.services import withdraw_article
from tests.api.conftest import asking, key_of
from tests.knowledge.desk import make_person

EVERYTHING = (
    "/articles /topics /organizations /networks /plans /targets /openapi.json /articles/1 /nothing".split()
)


@pytest.fixture
def keeper(school):
    person = make_person("keeper", school, "สมหญิง", "ดีงาม")
    grant_role(user=person, role="manager", organization=school)
    return person


def test_a_key_that_opens_nothing_is_refused_and_noted(client, article):
    for header in ("Bearer kmc_x", "Bearer " + "x" * 47, "Basic abc", "Bearer", "Bearer ก", "x"):
        answer = client.get("/api/v1/articles", headers={"authorization": header})

        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
        assert answer["WWW-Authenticate"] == "Bearer"
    assert AccessLog.objects.filter(event="failed", path="/api/v1/articles").count() == 6


def test_a_key_in_the_address_counts_for_nothing(client, staff_article, teacher):
    key = key_of(teacher)

    for query in ({"token": key}, {"access_token": key}, {"key": key}):
        assert client.get("/api/v1/articles", query).json()["items"] == []


def test_a_session_counts_for_nothing(client, staff_article, teacher):
    client.force_login(teacher)

    answer = client.get("/api/v1/articles")

    assert answer.json()["items"] == []
    assert "no-store" in answer["Cache-Control"]


def ended(kind, key_holder):
    """End what a key leans on."""
    token = ApiToken.objects.get()
    if kind == "revoked":
        revoke_token(token=token, by=key_holder)
    elif kind == "run out":
        ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    elif kind == "left":
        leave_office(person=key_holder, by=None)
    else:
        key_holder.is_active = False
        key_holder.save()


@pytest.mark.parametrize("kind", ("revoked", "run out", "left", "closed"))
def test_a_personal_key_ends_with_what_it_leans_on(client, teacher, article, kind):
    ask = asking(client, key_of(teacher))
    assert ask("/articles").status_code == 200

    ended(kind, teacher)

    assert ask("/articles").status_code == 401


@pytest.mark.parametrize("kind", ("revoked", "left", "role lost", "unit closed"))
def test_a_key_of_a_unit_ends_with_its_maker_and_the_unit(client, keeper, school, kind):
    ask = asking(client, key_of(keeper, organization=school))
    assert ask("/articles").status_code == 200

    if kind == "role lost":
        revoke_role(grant=keeper.role_grants.get(), by=None)
    elif kind == "unit closed":
        type(school).objects.filter(pk=school.pk).update(status="closed")
    else:
        ended(kind, keeper)

    assert ask("/articles").status_code == 401


def test_who_comes_back_makes_a_new_key(client, teacher):
    ask = asking(client, key_of(teacher))
    leave_office(person=teacher, by=None)
    teacher.is_active, teacher.closed_because = True, ""
    teacher.save()

    assert ask("/articles").status_code == 401


def test_too_many_requests_without_a_key(client, ask, monkeypatch, db):
    monkeypatch.setattr(door, "OF_AN_ADDRESS", 2)

    answers = [ask("/topics") for _time in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert answers[2].json()["code"] == "too_often"
    assert {"detail", "detail_en"} < set(answers[2].json())


def test_too_many_requests_with_a_key_leave_others_alone(client, teacher, colleague, monkeypatch):
    monkeypatch.setattr(door, "OF_A_KEY", 2)
    ask, other = asking(client, key_of(teacher)), asking(client, key_of(colleague))

    assert [ask("/topics").status_code for _time in range(3)] == [200, 200, 429]
    assert other("/topics").status_code == 200
    assert AccessLog.objects.get(event="limited").user == teacher


def test_guessing_keys_is_limited_by_address_and_leaves_right_ones_alone(client, teacher, monkeypatch):
    monkeypatch.setattr(door, "OF_AN_ADDRESS", 3)
    ask, right = asking(client, "kmc_" + "x" * 43), asking(client, key_of(teacher))

    assert [ask("/topics").status_code for _time in range(5)] == [401, 401, 401, 429, 429]
    assert right("/topics").status_code == 200


def test_use_is_counted_by_day_and_refusals_apart(client, teacher, target_of_people):
    ask = asking(client, key_of(teacher))

    ask("/topics")
    ask(f"/targets/{target_of_people.pk}/rows")

    assert ApiCall.objects.values_list("count", "refused").get() == (2, 1)
    assert ApiToken.objects.get().last_used_on == timezone.localdate()
    refused = AccessLog.objects.get(event="refused")
    assert (refused.user, refused.path) == (teacher, f"/api/v1/targets/{target_of_people.pk}/rows")


@pytest.mark.parametrize("path", EVERYTHING)
def test_head_answers_like_get_without_a_body(client, db, path):
    full, head = client.get(f"/api/v1{path}"), client.head(f"/api/v1{path}")

    assert (head.status_code, head.content) == (full.status_code, b"")
    assert head["Content-Length"] == str(len(full.content))
    assert head.get("ETag") == full.get("ETag")


def test_visitors_answers_may_be_kept_and_asked_about(ask, article, reviewer):
    first = ask("/articles")
    same = ask("/articles", **{"if-none-match": first["ETag"]})
    withdraw_article(article=article, by=reviewer, reason="ผิด")
    after = ask("/articles", **{"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "public, no-cache"
    assert {"Authorization", "Cookie"} <= set(first["Vary"].split(", "))
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert (after.status_code, after.json()["items"]) == (200, [])


def test_answers_of_keys_are_private_and_asked_about_too(client, teacher, staff_article):
    ask = asking(client, key_of(teacher))
    first = ask("/articles")

    same = ask("/articles", **{"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == same["Cache-Control"] == "private, no-cache"
    assert same.status_code == 304
    assert asking(client)("/articles")["ETag"] != first["ETag"]


def test_an_article_read_meanwhile_is_told_anew(ask, article):
    first = ask(f"/articles/{article.pk}")
    ReadTotal.objects.update_or_create(article=article, defaults={"total": 7})

    again = ask(f"/articles/{article.pk}", **{"if-none-match": first["ETag"]})

    assert (again.status_code, again.json()["read_count"]) == (200, 7)


@pytest.mark.parametrize("method", ("post", "put", "patch", "delete", "options"))
def test_it_is_for_reading_only(client, db, method):
    answer = getattr(client, method)("/api/v1/topics")

    assert (answer.status_code, answer.json()["code"]) == (405, "reading_only")
    assert answer["Allow"] == "GET, HEAD"


def test_other_sites_read_only_where_the_office_says_so(client, db, settings):
    origin = {"origin": "https://www.example.go.th"}
    closed = client.get("/api/v1/topics", headers=origin)
    settings.KMC_API_ORIGINS = ["https://www.example.go.th"]

    opened = client.get("/api/v1/topics", headers=origin)
    stranger = client.get("/api/v1/topics", headers={"origin": "https://evil.example"})
    asked = client.options("/api/v1/topics", headers=origin)

    name = "Access-Control-Allow-Origin"
    assert [one.get(name) for one in (closed, opened, stranger)] == [None, origin["origin"], None]
    assert (asked.status_code, asked["Access-Control-Allow-Headers"]) == (204, "Authorization, If-None-Match")
    assert "Origin" in stranger["Vary"]
    assert "Access-Control-Allow-Credentials" not in opened


def test_making_and_revoking_stand_in_the_trail(teacher):
    day = timezone.localdate()
    token, secret = make_token(by=teacher, name="ก", scopes=["rows:read"], expires_on=day)
    revoke_token(token=token, by=teacher)
    revoke_token(token=token, by=teacher)

    entries = AuditEntry.objects.filter(actor=teacher).order_by("pk")
    assert [(one.action, one.details) for one in entries] == [
        ("make_key", {"key": token.pk, "scopes": ["rows:read"]}),
        ("revoke_key", {"key": token.pk}),
    ]
    assert secret not in str(vars(token))


def test_nothing_is_kept_of_a_count_that_ran_out(client, ask, db):
    ask("/topics")
    cache.clear()

    assert ask("/topics").status_code == 200


def test_a_fault_of_ours_is_told_as_one(client, db, monkeypatch):
    monkeypatch.setattr("kmc.api.places.rows_after", None)
    client.raise_request_exception = False

    answer = client.get("/api/v1/topics")

    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "no-store" in answer["Cache-Control"]

"""The audit trail and the access log: written once, read by those who keep the site, changed by nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessLog, AuditEntry, PolicyText
from accounts.services import grant_role, load_first_policies, record, start_new_version, sync_roles
from tests.knowledge.desk import make_person

pytestmark = pytest.mark.django_db
MODELS = (AuditEntry, AccessLog)


@pytest.fixture
def keeper(office):
    sync_roles()
    person = make_person("keeper", office, "อารี", "รักงาน")
    grant_role(user=person, role="administrator", organization=office)
    return person


@pytest.fixture
def boss(office):
    return make_person("boss", office, is_superuser=True, is_staff=True)


@pytest.fixture
def rows(teacher, stranger):
    record(action="export", by=teacher, person=stranger, what="list", rows=3)
    AccessLog.objects.create(event="signed_in", user=teacher, address="10.1.2.3", path="/account/login/")
    AccessLog.objects.create(event="failed", user=None, address="10.9.9.9", path="=cmd|' /C calc'!A0")


def page(model, name, *args):
    return reverse(f"admin:accounts_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_rows_are_never_changed(model, rows):
    row = model.objects.first()
    before = list(model.objects.values())

    for act in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(at=None)):
        with pytest.raises(TypeError):
            act()

    assert list(model.objects.values()) == before


def test_only_rows_older_than_the_day_are_pruned(rows):
    number = AccessLog.objects.count()

    kept = AccessLog.objects.prune(timezone.now() - timedelta(days=180))
    dropped = AccessLog.objects.prune(timezone.now() + timedelta(seconds=1))

    assert (kept, dropped, AccessLog.objects.count()) == (0, number, 0)


@pytest.mark.parametrize("model", MODELS)
def test_even_superusers_only_look(client, boss, rows, model):
    client.force_login(boss)
    row = model.objects.first()
    before = model.objects.count()
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}

    answers = [
        client.get(page(model, "add")).status_code,
        client.post(page(model, "change", row.pk), {"path": "x"}).status_code,
        client.post(page(model, "delete", row.pk), {"post": "yes"}).status_code,
    ]
    client.post(page(model, "changelist"), chosen)

    assert answers == [403, 403, 403]
    assert model.objects.count() >= before


@pytest.mark.parametrize("model", MODELS)
def test_administrators_of_a_school_do_not_read_them(client, keeper, colleague, school, rows, model):
    grant_role(user=colleague, role="administrator", organization=school)
    colleague.is_staff = True
    colleague.save()
    client.force_login(colleague)

    assert client.get(page(model, "changelist")).status_code == 403


@pytest.mark.parametrize(
    "words, found",
    (("", 2), ("สมชาย", 1), ("สมชาย ใจดี", 1), ("ไม่มีใคร", 0), ("9" * 40, 0), ("ก" * 300, 0), ("\x01", 0)),
)
def test_rows_are_found_by_the_name_of_the_person(client, boss, teacher, rows, words, found):
    client.force_login(boss)

    listed = client.get(page(AccessLog, "changelist"), {"q": words}).context["cl"].queryset

    assert listed.filter(path__in=("/account/login/", "=cmd|' /C calc'!A0")).count() == found


def test_rows_are_found_by_the_number_of_the_person(client, boss, teacher, rows):
    client.force_login(boss)

    listed = client.get(page(AuditEntry, "changelist"), {"q": str(teacher.pk)}).context["cl"].queryset

    assert [entry.details for entry in listed] == [{"what": "list", "rows": 3}]


def test_the_log_goes_out_as_csv_and_that_is_traced(client, boss, rows):
    client.force_login(boss)
    chosen = list(AccessLog.objects.filter(event="failed").values_list("pk", flat=True))

    answer = client.post(page(AccessLog, "changelist"), {"action": "as_csv", "_selected_action": chosen})

    text = answer.getvalue().decode("utf-8-sig")
    assert "10.9.9.9" in text
    assert "'=cmd" in text
    entry = AuditEntry.objects.get(action="export", actor=boss)
    assert entry.details == {"what": "access_log", "rows": 1}


@pytest.mark.parametrize("count", (1, 3))
def test_the_log_has_a_fixed_number_of_queries(client, boss, teacher, count, django_assert_num_queries):
    client.force_login(boss)
    for _number in range(count):
        AccessLog.objects.create(event="signed_in", user=teacher)

    with django_assert_num_queries(4):
        client.get(page(AccessLog, "changelist"), {"event__exact": "signed_in"})


def test_a_published_text_is_read_only_in_the_administration(client, keeper, rows):
    policy = load_first_policies()[0]
    client.force_login(keeper)

    client.post(page(PolicyText, "change", policy.pk), {"title": "อื่น", "body": "<p>อื่น</p>"})
    client.post(page(PolicyText, "delete", policy.pk), {"post": "yes"})

    assert PolicyText.objects.get(pk=policy.pk).title == policy.title


def test_a_new_version_is_written_and_published(client, keeper):
    policy = next(text for text in load_first_policies() if text.kind == "terms")
    client.force_login(keeper)

    begun = client.post(
        page(PolicyText, "changelist"), {"action": "new_version", "_selected_action": policy.pk}
    )
    written = {"title": "ฉบับใหม่", "body": "<p>ใหม่</p><script>x</script>", "_publish": "1"}
    client.post(begun["Location"], written)

    text = PolicyText.objects.current("terms")
    assert (text.version, text.title, text.body) == (2, "ฉบับใหม่", "<p>ใหม่</p>")
    assert text.published_by == keeper


def test_an_empty_text_is_not_saved(client, keeper):
    draft = start_new_version(policy=load_first_policies()[0])
    client.force_login(keeper)

    answer = client.post(
        page(PolicyText, "change", draft.pk), {"title": "ก", "body": "<p> </p>", "_publish": "1"}
    )

    assert answer.status_code == 200
    assert PolicyText.objects.get(pk=draft.pk).published_at is None

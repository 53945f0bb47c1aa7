"""Numbers beyond every database's integers find nothing and break nothing."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

pytestmark = pytest.mark.django_db
HUGE = 99999999999999999999


@pytest.mark.parametrize(
    "condition",
    (
        {"pk": HUGE}, {"pk__in": [HUGE]}, {"pk__in": [str(HUGE)]}, {"content_type": HUGE}, {"content_type": str(HUGE)},
        {"content_type_id": -HUGE}, {"content_type__in": [HUGE]}, {"content_type_id__in": {HUGE}}, {"group": HUGE},
        {"group__in": [HUGE]}, {"group__pk__in": [HUGE]},
    ),
)  # fmt: skip
def test_a_number_too_large_matches_no_row(condition):
    assert list(Permission.objects.filter(**condition)) == []
    assert Permission.objects.exclude(**condition).count() == Permission.objects.count() > 0


def test_other_values_of_a_list_still_count():
    group = Group.objects.create(name="ครู")
    content_type = ContentType.objects.get_for_model(Group)

    assert list(Group.objects.filter(pk__in=[HUGE, group.pk, str(group.pk)])) == [group]
    assert list(Group.objects.filter(pk__in=Group.objects.filter(name="ครู"))) == [group]
    assert Permission.objects.filter(content_type__in=[content_type, HUGE]).count() == 4
    assert Permission.objects.filter(content_type__in=ContentType.objects.filter(model="group")).count() == 4


def test_words_among_ids_are_left_out():
    group = Group.objects.create(name="ครู")

    assert list(Group.objects.filter(pk__in=["", "x", "๑", "9" * 5000, str(group.pk)])) == [group]

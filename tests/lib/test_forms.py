"""Fields that read what people here type."""

from datetime import date

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kmc.lib.forms import (
    SafeModelChoiceField,
    SafeModelMultipleChoiceField,
    ThaiCharField,
    ThaiDateField,
    ThaiTextField,
    YearField,
)


class YearlyForm(forms.Form):
    day = ThaiDateField(initial=date(2026, 10, 1))
    year = YearField(initial=2026, required=False)


def test_one_line_is_stored_in_one_spelling():
    assert ThaiCharField().clean(" นํ้า\u200b   ใจ\r\nดี\x00\ud800 ") == "น้ำ ใจ ดี"
    assert ThaiCharField(required=False, empty_value=None).clean("\u200b \x00") is None


def test_several_lines_stay_lines():
    assert ThaiTextField().clean(" เเรก\r\n\r\n  ครู  ดี\r") == "แรก\n\n  ครู  ดี"


@pytest.mark.parametrize("field", (ThaiCharField(), ThaiTextField()))
@pytest.mark.parametrize("text", ("ก\x07", "\x1bข", "ค\x9d"))
def test_control_characters_are_refused(field, text):
    with pytest.raises(ValidationError) as refusal:
        field.clean(text)

    assert [error.code for error in refusal.value.error_list] == ["control_characters"]


def test_nothing_but_invisible_letters_is_nothing():
    with pytest.raises(ValidationError):
        ThaiCharField().clean("\u200b\u00a0\ufeff")


def test_length_counts_what_is_stored():
    assert ThaiCharField(max_length=3).clean("น\u0e4d\u0e49\u0e32") == "น้ำ"


@pytest.mark.parametrize("language, day, year", (("th", "01/10/2569", "2569"), ("en", "01/10/2026", "2026")))
def test_dates_and_years_show_in_the_reader_s_era_and_come_back(language, day, year):
    with override(language):
        html = str(YearlyForm())
        form = YearlyForm({"day": day, "year": year})

        assert f'value="{day}"' in html
        assert f'value="{year}"' in html
        assert form.is_valid()
        assert form.cleaned_data == {"day": date(2026, 10, 1), "year": 2026}
        assert not form.has_changed()


@pytest.mark.parametrize("text", ("1/10/69", "2569-02-30", "\x00", "9" * 100_000))
def test_a_broken_date_stays_in_the_form_with_a_sentence(text):
    form = YearlyForm({"day": text, "year": text})

    assert form.has_changed()
    assert list(form.errors) == ["day", "year"]
    assert form["day"].value() == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value",
    (
        "99999999999999999999",
        "-99999999999999999999",
        "9_999_999_999_999_999_999",
        "9" * 5000,
        "abc",
        "\x00",
        "1.5",
    ),
)
@pytest.mark.parametrize("safe", (True, False))
def test_an_impossible_id_is_a_wrong_choice(safe, value):
    one = SafeModelChoiceField if safe else forms.ModelChoiceField
    many = SafeModelMultipleChoiceField if safe else forms.ModelMultipleChoiceField

    for field, posted in ((one(Group.objects.all()), value), (many(Group.objects.all()), [value])):
        with pytest.raises(ValidationError) as refusal:
            field.clean(posted)
        assert refusal.value.error_list[0].code in (
            "invalid_choice",
            "invalid_pk_value",
            "null_characters_not_allowed",
        )


@pytest.mark.django_db
def test_possible_ids_are_chosen():
    group = Group.objects.create(name="ครู")

    assert SafeModelChoiceField(Group.objects.all()).clean(str(group.pk)) == group
    assert list(SafeModelMultipleChoiceField(Group.objects.all()).clean([str(group.pk)])) == [group]

"""The office's own synonyms: from the next search on, in every process, for old articles too."""

import pytest
from django.utils import timezone

from knowledge.admin.asking import SynonymForm
from knowledge.models import SearchTerm, Synonym
from knowledge.search import reindex, synonyms
from knowledge.services.synonyms import apply_synonyms


@pytest.fixture(autouse=True)
def fresh():
    """Leave no synonyms of a rolled-back test behind."""
    synonyms.loaded.clear()
    yield
    synonyms.loaded.clear()


def test_a_new_word_counts_from_the_next_search(shelve, found):
    shelve("ตลาดนัดความรู้")
    assert found("เอ็กซ์โป") == []

    Synonym.objects.create(forms="เอ็กซ์โป = ตลาดนัด")

    assert found("เอ็กซ์โป") == ["ตลาดนัดความรู้"]


def test_a_line_put_out_of_use_counts_no_more(shelve, found):
    shelve("ตลาดนัดความรู้")
    line = Synonym.objects.create(forms="เอ็กซ์โป = ตลาดนัด")
    assert found("เอ็กซ์โป")

    line.is_active = False
    line.save()

    assert found("เอ็กซ์โป") == []


def test_old_articles_with_forms_of_several_words_are_indexed_anew(shelve, found):
    shelve("บันทึกของเรา", "เราเดินไปฟังครูข้างห้องสอน ทุกเช้าวันจันทร์")
    Synonym.objects.create(forms="OCW = เดินไปฟังครูข้างห้อง")
    assert found("OCW") == []

    assert apply_synonyms() == 1
    assert found("OCW") == ["บันทึกของเรา"]
    assert apply_synonyms() == 0


def test_a_line_changed_while_it_was_applied_is_applied_again(shelve):
    line = Synonym.objects.create(forms="OCW = ฟังครูข้างห้อง")
    apply_synonyms()
    line.refresh_from_db()
    assert line.applied_at

    Synonym.objects.filter(pk=line.pk).update(changed_at=timezone.now())

    assert Synonym.objects.unapplied().exists()


def test_rebuilding_the_index_keeps_the_version_of_the_synonyms(shelve):
    shelve("ตลาดนัดความรู้")
    Synonym.objects.create(forms="เอ็กซ์โป = ตลาดนัด")

    reindex()

    assert SearchTerm.objects.get(term=SearchTerm.SYNONYMS).document_count == 1


def test_a_search_asks_no_more_of_the_database_for_them(shelve, found, django_assert_num_queries):
    shelve("ตลาดนัดความรู้")
    Synonym.objects.create(forms="เอ็กซ์โป = ตลาดนัด")
    found("เอ็กซ์โป")

    with django_assert_num_queries(4):
        found("เอ็กซ์โป")


@pytest.mark.parametrize("forms", ("เดียวดาย", "PLC = plc", " = ", "!!! = ???", "ก" * 90 + " = ข"))
def test_lines_that_say_nothing_are_refused(forms, db):
    assert "forms" in SynonymForm({"forms": forms, "is_active": "on"}).errors


def test_a_form_given_twice_stands_once(db):
    form = SynonymForm({"forms": "อบต. = องค์การบริหารส่วนตำบล=อบต.", "is_active": "on"})

    assert form.is_valid()
    assert form.cleaned_data["forms"] == "อบต. = องค์การบริหารส่วนตำบล"

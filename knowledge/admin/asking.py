"""What the search treats alike, edited here; what is asked, looked at here. What people keep is theirs alone."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kmc.lib.backoffice import OfficeAdmin, ReadOnlyAdmin
from kmc.lib.forms import ThaiCharField
from knowledge.models import SearchLog, Synonym
from knowledge.search.synonyms import BETWEEN, term_of

FEWEST, MOST, LONGEST = 2, 12, 80


class SynonymForm(forms.ModelForm):
    forms = ThaiCharField(
        label=Synonym._meta.get_field("forms").verbose_name,
        help_text=Synonym._meta.get_field("forms").help_text,
        max_length=500,
        widget=admin.widgets.AdminTextInputWidget,
    )

    class Meta:
        model = Synonym
        fields = ["forms", "is_active"]

    def clean_forms(self):
        """Return the line with each form once; refuse what the search could make nothing of."""
        given = [" ".join(form.split()) for form in self.cleaned_data["forms"].split(BETWEEN)]
        kept = {term_of(form): form for form in reversed(given) if form}
        line = [form for form in given if form and kept.get(term_of(form)) == form]
        if any(not term_of(form) for form in line):
            raise forms.ValidationError(_("Each form needs at least one letter or digit."))
        if len(line) < FEWEST:
            raise forms.ValidationError(_("Please give at least two different forms with = between them."))
        if len(line) > MOST or any(len(form) > LONGEST for form in line):
            raise forms.ValidationError(_("Please give at most 12 forms of at most 80 letters each."))
        return f" {BETWEEN} ".join(dict.fromkeys(line))


@admin.register(Synonym)
class SynonymAdmin(OfficeAdmin):
    form = SynonymForm
    list_display = ["forms", "is_active", "changed_at", "applied_at"]
    list_filter = ["is_active"]
    search_fields = ["forms"]
    readonly_fields = ["changed_at", "applied_at"]
    ordering = ["forms"]

    def save_model(self, request, obj, form, change):
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(SearchLog)
class SearchLogAdmin(ReadOnlyAdmin):
    list_display = ["day", "words", "times", "found"]
    list_filter = ["day"]
    search_fields = ["words"]
    ordering = ["-day", "-times", "words"]

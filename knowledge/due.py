"""The list of what is to be confirmed: whose it is, and what narrows it."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from knowledge.models import Article

MINE, UNITS = "mine", "units"


class DueForm(forms.Form):
    """What narrows the list. A value that is none of the choices narrows nothing."""

    when = forms.ChoiceField(
        label=_("Which"),
        choices=[("", _("Overdue, and due soon")), ("overdue", _("Overdue only"))],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *Article.Kind.choices], required=False
    )
    unit = forms.ChoiceField(label=_("School or group"), required=False)
    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, user, may_see_units):
        super().__init__(data)
        self.may_see_units = may_see_units
        asked = self.data.get("of") or (UNITS if may_see_units else MINE)
        self.scope = UNITS if may_see_units and asked == UNITS else MINE
        due = Article.objects.due_soon()
        self.in_care = due.of_reviewer(user) if self.scope == UNITS else due.written_by(user)
        if self.scope == MINE:
            del self.fields["unit"]
            return
        units = Organization.objects.of_ids(self.in_care.unit_ids()).select_related("district")
        choices = [(str(unit.pk), unit.name_with_district) for unit in units.in_thai_order()]
        self.fields["unit"].choices = [("", _("All schools and groups")), *choices]

    def chosen(self) -> dict[str, str]:
        """Return the valid choices in use, by the names of their fields."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "of"}

    def rows(self):
        """Return what the choices leave, the longest overdue first."""
        chosen = self.chosen()
        rows = self.in_care
        if kind := chosen.get("kind"):
            rows = rows.filter(kind=kind)
        if unit := chosen.get("unit"):
            rows = rows.filter(organization=int(unit))
        return rows.overdue() if chosen.get("when") else rows

    def chips(self, query) -> list[tuple[str, str]]:
        """Return each choice in use in words, with the address of the list without it."""
        chips = []
        for name, value in self.chosen().items():
            kept = query.copy()
            kept.pop(name)
            kept.pop("page", None)
            chips.append((str(dict(self.fields[name].choices)[value]), f"?{kept.urlencode()}"))
        return chips


def due_tabs(form: DueForm) -> list[dict]:
    """Return the two lists a reviewer has; everybody else has one and needs no tabs."""
    if not form.may_see_units:
        return []
    address = reverse("knowledge:freshness_list")
    return [
        {
            "url": f"{address}?of={UNITS}",
            "text": _("Of my schools and groups"),
            "is_current": form.scope == UNITS,
        },
        {"url": f"{address}?of={MINE}", "text": _("My own"), "is_current": form.scope == MINE},
    ]

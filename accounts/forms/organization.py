"""Forms of organizations: entering and changing, and the acts that move or end a unit."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.services.organizations import CODES, PLACES, known_codes, refuse_wrong_place
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiDateField
from kmc.lib.thai import normalize, to_arabic_digits

MOST_PUPILS = 20_000
KINDS = [(kind, kind.label) for kind in PLACES]
STANDING = [(status, status.label) for status in (Organization.Status.ACTIVE, Organization.Status.EMPTY)]


class CodeField(forms.CharField):
    """A code of digits: Thai digits, spaces and hyphens are taken as people type them."""

    def to_python(self, value):
        return re.sub(r"[\s-]", "", to_arabic_digits(normalize(super().to_python(value) or "")))


class OrganizationChoiceField(SafeModelChoiceField):
    """A choice of a unit, named with its district: names repeat. The queryset loads `district`."""

    def label_from_instance(self, unit):
        return unit.name_with_district

    def offer(self, units, empty=""):
        """Offer these to choose from; what else the field knows is answered with its own sentence."""
        self.choices = [("", empty), *((unit.pk, unit.name_with_district) for unit in units)]


def count_field():
    return forms.IntegerField(
        label=_("Pupils"),
        required=False,
        min_value=0,
        max_value=MOST_PUPILS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("The size follows from the number."),
    )


class PublicFaceForm(forms.ModelForm):
    """What the manager of a unit keeps of it; name, codes and place are the office's."""

    name_en = ThaiCharField(label=_("Name in English"), max_length=200, required=False)
    short_name = ThaiCharField(label=_("Short name"), max_length=80, required=False)
    subdistrict = ThaiCharField(
        label=_("Sub-district"),
        max_length=80,
        required=False,
        help_text=_("The name alone, such as เมืองเดช."),
    )
    pupil_count = count_field()

    class Meta:
        model = Organization
        fields = ["name_en", "short_name", "subdistrict", "pupil_count"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.is_school and self.instance.pk:
            del self.fields["pupil_count"]

    def in_sections(self):
        """Return the fields for the page: few, in one section."""
        yield "", list(self)


class RulesMixin:
    """What holds for every unit entered: codes once in the portal, two of one name only where that is meant."""

    def clean(self):
        data = super().clean()
        for name, refusal in known_codes(self.instance, {name: data.get(name) for name in CODES}).items():
            self.add_error(name, refusal)
        parent = data.get("parent") or self.instance.parent
        if parent and self.is_school(data) and not self.has_district(parent, data):
            self.add_error("district", _("Please choose the district: names of schools repeat."))
        self.ask_about_same_name(data)
        return data

    def is_school(self, data) -> bool:
        return (data.get("kind") or self.instance.kind) == Organization.Kind.SCHOOL

    def has_district(self, parent, data) -> bool:
        if parent.kind == Organization.Kind.DISTRICT or data.get("district") or self.has_error("district"):
            return True
        return not Organization.objects.districts().exists()

    def others(self):
        return Organization.objects.exclude(pk=self.instance.pk).for_cards()

    def ask_about_same_name(self, data):
        """Warn of a second unit of this name in the same place, and show the tick that says it is meant."""
        known = self.same_name(data)
        if not known or {"name", "parent", "district"}.isdisjoint(self.changed_data):
            return
        self.fields["is_same_name_meant"].widget = forms.CheckboxInput()
        if not data.get("is_same_name_meant"):
            sentence = _("%(name)s is there already. Please tick below if a second one is meant.")
            self.add_error(
                "name", ValidationError(sentence % {"name": known.name_with_district}, code="same_name")
            )

    def same_name(self, data):
        """Return another unit with the name sent, in the same district or under the same unit, or None."""
        name, parent = data.get("name"), data.get("parent") or self.instance.parent
        if not name or parent is None:
            return None
        is_school = self.is_school(data)
        district = parent if parent.kind == Organization.Kind.DISTRICT else data.get("district")
        return self.others().named_like(name, parent=parent, district=district if is_school else None).first()

    def clean_branch_of(self):
        """A branch is no main school at the same time."""
        main = self.cleaned_data["branch_of"]
        if main and main.pk == self.instance.pk:
            raise ValidationError(_("A school is no branch of itself."))
        if main and main.branch_of_id:
            raise ValidationError(_("%(name)s is a branch itself.") % {"name": main.name})
        if main and self.instance.pk and self.instance.branches.working().exists():
            raise ValidationError(_("This school has branches of its own."))
        return main


def same_name_field():
    return forms.BooleanField(
        label=_("The name is right: there are two of this name in the district"),
        required=False,
        widget=forms.HiddenInput,
    )


class PlaceMixin:
    """A new unit stands where such a unit may."""

    def clean(self):
        data = super().clean()
        kind, parent = data.get("kind"), data.get("parent")
        if kind and parent:
            try:
                refuse_wrong_place(kind, parent)
            except ValidationError as refusal:
                self.add_error("parent", refusal)
        return data


class OfficeForm(RulesMixin, PublicFaceForm):
    """What administrators keep of a unit: everything but where it belongs, which has a page of its own."""

    name = ThaiCharField(label=_("Name"), max_length=200)
    status = forms.ChoiceField(
        label=_("Status"),
        choices=STANDING,
        help_text=_("A school without pupils stays on the lists. To close or merge it, use its page."),
    )
    smis_code = CodeField(label=_("SMIS code"), required=False, help_text=_("8 digits"))
    obec_code = CodeField(label=_("OBEC code"), required=False, help_text=_("6 digits"))
    ministry_code = CodeField(label=_("Ministry code"), required=False, help_text=_("10 digits"))
    district = OrganizationChoiceField(Organization.objects.districts(), label=_("District"), required=False)
    branch_of = OrganizationChoiceField(
        Organization.objects.schools().working().for_cards().in_thai_order(),
        label=_("Branch of"),
        required=False,
        help_text=_("Only for branch schools: the main school."),
    )
    position = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=_("Lower numbers come first."),
    )
    is_same_name_meant = same_name_field()

    class Meta:
        model = Organization
        fields = [
            "name",
            "name_en",
            "short_name",
            "status",
            "smis_code",
            "obec_code",
            "ministry_code",
            "district",
            "subdistrict",
            "branch_of",
            "pupil_count",
            "position",
        ]

    sections = (
        ("", ("kind", "parent", "name", "is_same_name_meant", "district", "subdistrict")),
        (
            _("What only schools have"),
            ("smis_code", "obec_code", "ministry_code", "pupil_count", "status", "branch_of"),
        ),
        (_("Further facts"), ("name_en", "short_name", "position")),
    )
    school_fields = (*CODES, "district", "branch_of", "pupil_count", "status")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unit = self.instance
        if unit.pk and not unit.is_school:
            for name in self.school_fields:
                self.fields.pop(name, None)
        if unit.is_ended:
            self.fields.pop("status", None)
        self.place_choices(unit)

    def place_choices(self, unit):
        """Offer the districts; where the unit stands in one, that is its district."""
        if "district" in self.fields:
            self.fields["district"].queryset = Organization.objects.districts().in_office_order()
        if unit.parent_id and unit.parent.kind == Organization.Kind.DISTRICT:
            self.fields.pop("district", None)
        if "branch_of" in self.fields and unit.pk:
            field = self.fields["branch_of"]
            field.queryset = field.queryset.exclude(pk=unit.pk)

    def in_sections(self):
        """Return the fields there are, section by section."""
        for title, names in self.sections:
            if fields := [self[name] for name in names if name in self.fields]:
                yield title, fields

    def clean_position(self):
        return self.cleaned_data["position"] or 0


class NewOrganizationForm(PlaceMixin, OfficeForm):
    """A new group, district or school."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=Organization.Kind.SCHOOL)
    parent = OrganizationChoiceField(
        Organization.objects.none(),
        label=_("Belongs to"),
        help_text=_("Schools stand in a district, groups in the office."),
    )

    field_order = ["kind", "parent"]

    class Meta(OfficeForm.Meta):
        fields = ["kind", "parent", *OfficeForm.Meta.fields]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents_for(by)


def parents_for(user):
    """Return the units under which the person may put others."""
    kinds = {kind for places in PLACES.values() for kind in places}
    units = Organization.objects.administered_by(user).working().filter(kind__in=kinds)
    return units.for_cards().in_office_order()


class MoveForm(forms.Form):
    """Where a unit belongs from now on."""

    parent = OrganizationChoiceField(Organization.objects.none(), label=_("Belongs to from now on"))

    def __init__(self, *args, unit, by, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        field.queryset = Organization.objects.administered_by(by).for_cards()
        field.offer(
            parents_for(by)
            .filter(kind__in=PLACES.get(unit.kind, ()))
            .exclude(pk__in=[unit.parent_id, *Organization.tree_ids(unit)])
        )


def end_field():
    return ThaiDateField(
        label=_("Date of effect"),
        help_text=_("As in the announcement, such as 16 พ.ค. 2569."),
        initial=timezone.localdate,
    )


class MergeForm(forms.Form):
    """Into which unit, and from which day."""

    into = OrganizationChoiceField(Organization.objects.none(), label=_("Merge into"))
    ended_on = end_field()

    def __init__(self, *args, unit, by, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        field.queryset = Organization.objects.administered_by(by).for_cards()
        others = field.queryset.working().filter(kind=unit.kind).exclude(pk=unit.pk)
        field.offer(others.in_office_order())


class CloseForm(forms.Form):
    """From which day a unit is closed, and why."""

    ended_on = end_field()
    reason = ThaiCharField(
        label=_("Reason"),
        max_length=300,
        help_text=_(
            "Shown on the page of the unit, such as the announcement it follows. No names of people."
        ),
    )

"""What is needed of a topic: said by those who keep the plan. And the choices of the map."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiDateField, ThaiTextField
from knowledge.bylines import PeopleField
from knowledge.forms.starting import typed_names
from knowledge.models import Topic

MOST_NEEDED = 1000


class NeedForm(forms.Form):
    need = ThaiTextField(
        label=_("What is needed"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What people should find here, in two or three lines."),
    )
    audience = ThaiCharField(
        label=_("For whom"),
        max_length=300,
        required=False,
        help_text=_("Such as: teachers of the first grades, school finance officers."),
    )
    owner = PeopleField(
        label=_("Looked after by"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Name or user name of one colleague, who is told when something is asked for."),
    )
    owner_unit = SafeModelChoiceField(
        label=_("Unit that looks after it"), queryset=Organization.objects.none(), required=False
    )
    enough = forms.IntegerField(
        label=_("How many articles make it covered"),
        min_value=1,
        max_value=MOST_NEEDED,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    due_on = ThaiDateField(
        label=_("To be covered by"), required=False, help_text=_("Such as 30/9/2570. It may stay open.")
    )

    FIELDS = ("need", "audience", "owner_unit", "enough", "due_on")

    def __init__(self, *args, topic: Topic, **kwargs):
        kwargs["initial"] = {name: getattr(topic, name) for name in self.FIELDS}
        kwargs["initial"]["owner"] = typed_names([topic.owner] if topic.owner else [])
        super().__init__(*args, **kwargs)
        unit = self.fields["owner_unit"]
        unit.empty_label = _("Not chosen")
        unit.queryset = Organization.objects.workplaces().select_related("district").in_office_order()
        unit.label_from_instance = lambda one: one.name_with_district

    def clean_owner(self):
        people = self.cleaned_data["owner"]
        if len(people) > 1:
            raise forms.ValidationError(_("Please name one person; the unit stands in the next field."))
        return people[0] if people else None

    @property
    def need_data(self) -> dict:
        """Return what the service takes."""
        return {name: self.cleaned_data[name] for name in ("owner", *self.FIELDS)}

"""Forms of awards, of what followed from them, and of the code on a certificate."""

import re
import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import MANAGER, OFFICER, REVIEWER
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField, ThaiDateField, ThaiTextField, YearField
from kmc.lib.thai import to_arabic_digits
from knowledge.bylines import MOST_PEOPLE, PeopleField, split_names
from knowledge.forms.proofs import ProofForm
from knowledge.models import Article, Award, AwardNote

# Names of schemes that every office knows; what was entered before is offered beside them.
SCHEMES = (
    "OBEC AWARDS (รางวัลทรงคุณค่า สพฐ.)",
    "หนึ่งโรงเรียน หนึ่งนวัตกรรม",
    "คุรุสดุดี",
    "ครูดีในดวงใจ",
    "สถานศึกษารางวัลพระราชทาน",
    "งานศิลปหัตถกรรมนักเรียน",
)
MOST_OFFERED = 40
FIRST_YEAR = 1957
ARTICLE_NUMBER = re.compile(r"(?:^|/articles/)([0-9]{1,18})(?=$|[/?#])")


class ArticleNumberField(ThaiCharField):
    """A published article by its number or its address; the list of one's own is offered beside it."""

    reader = None

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        number = ARTICLE_NUMBER.search(to_arabic_digits(text))
        found = Article.objects.readable_by(self.reader).numbered(number[1] if number else "")
        if found is None:
            raise forms.ValidationError(
                _("There is no published article of this number. Please copy its address.")
            )
        return found


class OptionalNumber(forms.IntegerField):
    """A small number, in Thai or Arabic digits, that may be missing."""

    widget = forms.TextInput

    def widget_attrs(self, widget):
        return {"inputmode": "numeric"}


class AwardForm(ProofForm):
    """What was given, to whom, at which level, by whom; and its proof."""

    title = ThaiCharField(
        label=_("What was it given for?"),
        max_length=300,
        help_text=_("The name of the work, or what the person or the unit was chosen as."),
    )
    scheme = ThaiCharField(
        label=_("Name of the award"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "award-schemes", "autocomplete": "off"}),
    )
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("Please choose")), *Award.Level.choices])
    medal = forms.ChoiceField(
        label=_("Result"), required=False, choices=[("", _("Not chosen")), *Award.Medal.choices]
    )
    year = YearField(label=_("Year"), help_text=_("Such as 2569."))
    holders = PeopleField(
        label=_("Colleagues who received it"),
        max_length=2000,
        required=False,
        help_text=_("Names or user names, separated by commas. Leave it empty for an award of the unit."),
    )
    url = forms.URLField(
        label=_("Address of the announcement"), max_length=500, required=False, assume_scheme="https"
    )
    holder_kind = forms.ChoiceField(
        label=_("Given to"), choices=Award.Holder.choices, widget=forms.RadioSelect, initial=Award.Holder.WORK
    )
    side = forms.ChoiceField(
        label=_("Side"), required=False, choices=[("", _("Not chosen")), *Award.Side.choices]
    )
    category = ThaiCharField(label=_("Kind of award"), max_length=200, required=False)
    round_number = OptionalNumber(label=_("Round"), required=False, min_value=1, max_value=999)
    awarded_on = ThaiDateField(label=_("Day"), required=False, help_text=_("Such as 1/10/2569."))
    outside_holders = ThaiTextField(
        label=_("People outside the office"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    article = ArticleNumberField(
        label=_("Article about it"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"list": "own-articles", "autocomplete": "off"}),
        help_text=_("Its number or its address."),
    )
    organization = SafeModelChoiceField(label=_("School or group"), queryset=Organization.objects.none())

    FIELDS = (
        *("title", "scheme", "level", "medal", "year", "url", "holder_kind", "side", "category"),
        *("round_number", "awarded_on", "article", "organization"),
    )
    MAIN = ("title", "scheme", "level", "medal", "year", "holders", "file", "without_file", "url")

    def __init__(self, *args, writer, row=None, article=None, **kwargs):
        kwargs["initial"] = initial_of(row) if row else initial_for(writer, article)
        super().__init__(*args, writer=writer, row=row, **kwargs)
        self.fields["article"].reader = writer
        self.fields["file"].label = _("Proof")
        self.fields["organization"].queryset = units_of(writer, row)

    def main_fields(self):
        """Return the fields that every award has."""
        return [self[name] for name in self.MAIN if name in self.fields]

    def more_fields(self):
        """Return the others, but the token."""
        return [self[name] for name in self.fields if name not in self.MAIN and name != "form_token"]

    def more_is_open(self) -> bool:
        """Return whether something behind "More" needs attention."""
        return bool(set(self.errors) - set(self.MAIN))

    def schemes(self) -> list[str]:
        """Return the names that are offered while typing."""
        entered = Award.objects.confirmed().scheme_names()[:MOST_OFFERED]
        return list(dict.fromkeys([*SCHEMES, *entered]))

    def own_articles(self):
        """Return the writer's newest published articles."""
        return self.writer.written_articles(self.writer).newest_first().only("pk", "title")[:MOST_OFFERED]

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError(_("Please check the year: awards of the future do not exist yet."))
        return year

    def clean_awarded_on(self):
        day = self.cleaned_data["awarded_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Please enter the award afterwards."))
        return day

    def clean_outside_holders(self):
        names = split_names(self.cleaned_data["outside_holders"])
        if len(names) > MOST_PEOPLE or any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("Please write at most 20 names, separated by commas."))
        return names

    @property
    def award_data(self) -> dict:
        """Return what the services save."""
        cleaned = self.cleaned_data
        people = {"holders": cleaned["holders"], "outside_holders": cleaned["outside_holders"]}
        return {"data": self.data_of(self.FIELDS), **people}


def units_of(writer, award):
    """Return the units a person enters awards for: their own, and those they look after; the one it has stays."""
    ids = {writer.profile.organization_id} if hasattr(writer, "profile") else set()
    for role in (REVIEWER, MANAGER, OFFICER):
        ids |= set(writer.organizations_as(role))
    if award:
        ids.add(award.organization_id)
    return Organization.objects.of_ids(ids).in_thai_order()


def initial_for(writer, article) -> dict:
    """Return what a new form shows: the writer's unit and name, or those of the article."""
    initial = {"form_token": uuid.uuid4(), "organization": writer.profile.organization_id}
    initial["holders"] = f"{writer.full_name} ({writer.username})"
    if article:
        credits = [credit for credit in article.authorships.all() if credit.user_id]
        initial |= {"article": str(article.pk), "title": article.title}
        initial["holders"] = ", ".join(f"{one.user.full_name} ({one.user.username})" for one in credits)
    return initial


def initial_of(award) -> dict:
    """Return what stands in an award."""
    initial = {name: getattr(award, name) for name in AwardForm.FIELDS}
    initial["article"] = str(award.article_id) if award.article_id else ""
    holders = award.holders.all()
    initial["holders"] = ", ".join(
        f"{one.user.full_name} ({one.user.username})" for one in holders if one.user_id
    )
    initial["outside_holders"] = ", ".join(one.name for one in holders if not one.user_id)
    return initial


class AwardNoteForm(forms.Form):
    """What followed: a visit, advice, or an extension with the article that came of it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AwardNote.Kind.choices, widget=forms.RadioSelect)
    text = ThaiTextField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    article = ArticleNumberField(
        label=_("Article that came of it"),
        max_length=500,
        required=False,
        help_text=_("Its number or its address."),
    )
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, writer, **kwargs):
        kwargs["initial"] = {"form_token": uuid.uuid4(), "kind": AwardNote.Kind.FOLLOW_UP}
        super().__init__(*args, **kwargs)
        self.fields["article"].reader = writer

    @property
    def note_data(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("kind", "text", "article")}


class TakingBackForm(forms.Form):
    """Why a certificate or a confirmation no longer stands, for the people concerned to read."""

    reason = ThaiTextField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CodeForm(forms.Form):
    """The code of a certificate, typed as it is read."""

    code = ThaiCharField(
        label=_("Code on the certificate"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Twelve letters and digits. Spaces and dashes do not matter."),
    )

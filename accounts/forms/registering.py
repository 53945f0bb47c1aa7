"""The form with which people ask for an account, where the office lets them."""

from allauth.account.forms import SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms.signing_in import allowed_address
from accounts.models import Organization, User
from accounts.models.user import latin_username
from accounts.passwords import refuse_context_words
from accounts.services.registering import request_account, tell_owner_of_account
from kmc.lib.forms import SafeModelChoiceField, ThaiCharField

PREFIXES = ("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี", "ดร.")


class UnitField(SafeModelChoiceField):
    """A unit of the office; names repeat, so the district is told."""

    def label_from_instance(self, unit):
        return f"{unit} · {unit.district}" if unit.district_id else str(unit)


class RegistrationForm(SignupForm):
    """Who asks, and where they work. Whether an address has an account is told to its owner alone."""

    field_order = ["prefix", "given_name", "family_name", "organization", "email", "username"]

    prefix = ThaiCharField(label=_("Prefix"), max_length=40, required=False)
    given_name = ThaiCharField(label=_("Given name"), max_length=100)
    family_name = ThaiCharField(label=_("Family name"), max_length=100)
    organization = UnitField(
        label=_("School or group you work in"),
        queryset=Organization.objects.none(),
        empty_label=_("Choose a school or group"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.workplaces().in_office_order().for_cards()
        self.fields["prefix"].widget.attrs |= {"list": "prefixes", "autocomplete": "honorific-prefix"}
        self.fields["given_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["family_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["email"].label = _("E-mail")
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("Latin letters and digits, such as somchai.k.")
        for name in ("email", "username", "password1", "password2"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.prefixes = PREFIXES

    def clean_username(self):
        username = self.cleaned_data["username"]
        latin_username(username)
        if User.objects.called(username):
            raise forms.ValidationError(_("This user name is taken."))
        return username

    def clean_email(self):
        email = allowed_address(self.cleaned_data["email"].lower())
        self.account_already_exists = User.objects.with_email(email).exists()
        return email

    def clean(self):
        data = super().clean()
        unit, password = data.get("organization"), data.get("password1")
        if unit and password:
            names = {unit.name, data.get("given_name") or "", data.get("family_name") or ""} - {""}
            try:
                refuse_context_words(password, names)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data

    def try_save(self, request):
        """Answer the same whether or not the address has an account; its owner gets a letter."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # takes as long as a new account does
            tell_owner_of_account(request=request, email=self.cleaned_data["email"])
        else:
            request_account(request=request, data=self.cleaned_data)
        return None, HttpResponseRedirect(reverse("accounts:waiting"))

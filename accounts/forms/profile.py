"""The form of one's own profile."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffProfile
from kmc.lib.forms import ThaiCharField, ThaiTextField
from kmc.lib.pictures import FileRefused, as_webp, opened_picture

PHOTO_SIZE = (600, 600)


class ProfileForm(forms.ModelForm):
    """What people may change of their own profile: the office keeps name, kind and organization."""

    expertise = ThaiCharField(
        label=_("Expertise"),
        max_length=300,
        required=False,
        help_text=_("What colleagues may ask you about, separated by commas."),
    )
    about = ThaiTextField(
        label=_("About me"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text=_("JPEG or PNG. Place and camera data are removed."),
    )

    class Meta:
        model = StaffProfile
        fields = [
            "position",
            "academic_standing",
            "expertise",
            "is_findable",
            "about",
            "phone",
            "is_phone_shown",
            "photo",
        ]
        field_classes = {"position": ThaiCharField, "academic_standing": ThaiCharField}
        help_texts = {
            "is_findable": _(
                "Colleagues find you by your expertise, your unit and what you wrote. "
                "Without the tick, only by your name."
            ),
            "phone": _("Nine or ten digits. Only signed-in colleagues see it, and only if you tick below."),
        }

    def clean_phone(self):
        digits = "".join(character for character in self.cleaned_data["phone"] if character not in " -.()")
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) in (9, 10)):
            raise forms.ValidationError(_("Please enter nine or ten digits, such as 0812345678."))
        return digits

    def clean_photo(self):
        photo = self.cleaned_data.get("photo")
        if not photo or photo is self.instance.photo:
            return photo
        if photo.size > settings.KMC_UPLOAD_MAX_BYTES:
            raise forms.ValidationError(_("The picture has too many pixels. Please make it smaller."))
        try:
            picture = opened_picture(photo)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        picture.thumbnail(PHOTO_SIZE)
        return as_webp(picture, f"{uuid.uuid4().hex}.webp")

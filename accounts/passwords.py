"""Passwords nobody guesses who knows the school, and links for a new one that open no closed account."""

import re

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OFFICE_WORDS = (
    "โรงเรียน",
    "บ้าน",
    "สพป",
    "สพม",
    "สพฐ",
    "เขตพื้นที่",
    "การศึกษา",
    "kmc",
    "school",
    "password",
    "รหัสผ่าน",
)
LEAST_OWN = 5  # characters that must remain when words, digits and signs are taken away
NO_LETTERS = re.compile(r"[\W\d_]+")


class ResetLinks(PasswordResetTokenGenerator):
    """Links in mails with which a person sets a new password."""

    def check_token(self, user, token):
        """Refuse a link sent before the account was closed. A prepared account opens with its code alone."""
        return bool(user and user.is_active) and super().check_token(user, token)


class ContextWordsValidator:
    """Refuse what is little more than a word everybody in the office knows."""

    def validate(self, password, user=None):
        refuse_context_words(password, words_of(user))

    def get_help_text(self):
        return _("Do not build it from the name of the school or the site, or from a phone number.")


def refuse_context_words(password: str, words) -> None:
    """Raise ValidationError where hardly anything is left besides words everybody knows."""
    rest = password.casefold()
    for word in sorted({*OFFICE_WORDS, *words}, key=len, reverse=True):
        rest = rest.replace(word.casefold(), " ")
    has_word = len(rest) < len(password) or " " in rest.strip()
    if has_word and len(NO_LETTERS.sub("", rest)) < LEAST_OWN:
        raise ValidationError(
            _(
                "The password is little more than the name of the school or the site, or a phone number. "
                "Please add words of your own."
            ),
            code="password_context",
        )


def words_of(user) -> set[str]:
    """Return the names and numbers colleagues of the person know."""
    words = {settings.KMC_SITE_NAME, settings.KMC_SITE_OFFICE}
    profile = getattr(user, "profile", None) if getattr(user, "pk", None) else None
    if profile is not None:
        words |= {profile.phone, profile.organization.name, profile.organization.short_name}
    parts = {part for word in words for part in word.split()}
    cores = {re.sub("^(โรงเรียน|บ้าน)+", "", part) for part in words | parts}
    return {word for word in words | parts | cores if len(word) > 2}

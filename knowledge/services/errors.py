"""Why a write was refused."""

from django.utils.translation import gettext as _


class ActionRefused(Exception):
    """The article is not in a state for this step. The message is a sentence for the person."""


class PupilsWordMissing(ActionRefused):
    """There are pictures, and nobody said yet whether pupils are shown in them."""

    def __init__(self):
        super().__init__(_("Please say whether pupils are shown in the pictures."))


class EditConflict(Exception):
    """Somebody saved first. Carries the article as stored and what this person wanted to save."""

    def __init__(self, *, stored, wanted: dict):
        super().__init__(f"article {stored.pk} is at version {stored.version}")
        self.stored = stored
        self.wanted = wanted

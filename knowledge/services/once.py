"""One row for one form, however often it is sent."""

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from knowledge.services.errors import ActionRefused


def saved_once(row: models.Model, *, writer: str) -> tuple[models.Model, bool]:
    """Save a new row, or return the one its form made before, and whether it is new.

    The unique `form_token` decides, not a look beforehand: two sendings at the same moment give one row.
    `writer` names the column of the person who sent the form; nobody gets the row of another.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        made = type(row)._base_manager.filter(form_token=row.form_token).first()
        if made is None:
            raise
        if getattr(made, writer) != getattr(row, writer):
            raise ActionRefused(_("Please open the form anew and send it once more.")) from error
        return made, False
    return row, True

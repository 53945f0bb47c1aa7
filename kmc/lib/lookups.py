"""Numbers no database can hold: looking for one finds nothing, where SQLite would raise OverflowError."""

import re

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignObject, IntegerField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In

LARGEST_INTEGER = 2**63 - 1
INTEGER = re.compile("-?[0-9]{1,400}")


def fits(value) -> bool:
    """Return whether a value may stand in a query; only integers can be too large."""
    return not isinstance(value, int) or -LARGEST_INTEGER - 1 <= value <= LARGEST_INTEGER


class FittingValues:
    """Leave out of a list what no row can have."""

    def get_prep_lookup(self):
        values = super().get_prep_lookup()
        return [value for value in values if fits(value)] if self.rhs_is_direct_value() else values


class IntegerIn(FittingValues, In):
    """Leave out words, too: Django's administration looks for every id as it was posted."""

    def get_prep_lookup(self):
        if self.rhs_is_direct_value():
            self.rhs = [value for value in self.rhs if not isinstance(value, str) or INTEGER.fullmatch(value)]
        return super().get_prep_lookup()


class FittingRelatedIn(FittingValues, RelatedIn):
    pass


class FittingRelatedExact(RelatedExact):
    def process_rhs(self, compiler, connection):
        if not fits(self.rhs):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


def register_fitting_lookups() -> None:
    """Django guards `field=number` itself; lists and foreign keys it leaves to the database."""
    IntegerField.register_lookup(IntegerIn)
    ForeignObject.register_lookup(FittingRelatedIn)
    ForeignObject.register_lookup(FittingRelatedExact)

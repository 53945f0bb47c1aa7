"""What every administration list shares: quick counts, and ids no database chokes on."""

from functools import cache

from django.contrib import admin
from django.contrib.admin import widgets
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.db import connection, models
from django.utils.functional import cached_property

from kmc.lib.dates import format_date, format_datetime
from kmc.lib.forms import SafeModelChoiceField, SafeModelMultipleChoiceField, ThaiCharField, ThaiTextField


class QuickPaginator(Paginator):
    """Ask PostgreSQL's own estimate for the size of an unfiltered large table instead of counting it.

    SQLite keeps no estimate and counts along its smallest index: 150,000 rows in 5 ms.
    """

    LARGE = 10_000

    @cached_property
    def count(self):
        query = getattr(self.object_list, "query", None)
        if connection.vendor == "postgresql" and query is not None and not query.where:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
                    [query.model._meta.db_table],
                )
                estimate = cursor.fetchone()[0]
            if estimate > self.LARGE:
                return estimate
        return super().count


class ChoiceView(AutocompleteJsonView):
    """What may be chosen while typing, named as the model's own page here names it."""

    def serialize_result(self, obj, to_field_name):
        name_of = getattr(self.model_admin, "name_of_choice", str)
        return super().serialize_result(obj, to_field_name) | {"text": name_of(obj)}


@cache
def in_readers_era(model, name):
    """Return what shows this field in the reader's era if it is a day or a time; anything else as it came."""
    try:
        field = model._meta.get_field(name)
    except (FieldDoesNotExist, TypeError):
        return name
    if not isinstance(field, models.DateField):
        return name
    show = format_datetime if isinstance(field, models.DateTimeField) else format_date

    @admin.display(description=field.verbose_name, ordering=name)
    def column(row):
        return show(getattr(row, name)) or "-"

    column.__name__ = name
    return column


class ReadersEraMixin:
    """Days and times that are only read stand in the reader's era, on forms and in rows below them."""

    def get_readonly_fields(self, request, obj=None):
        return [in_readers_era(self.model, name) for name in super().get_readonly_fields(request, obj)]

    def get_fieldsets(self, request, obj=None):
        """Name the days that are only read as `get_readonly_fields` does; those that are entered stay fields."""
        may_enter = self.has_change_permission(request, obj) or obj is None
        read = self.get_readonly_fields(request, obj)
        shown = []
        for title, options in super().get_fieldsets(request, obj):
            named = [(name, in_readers_era(self.model, name)) for name in options["fields"]]
            fields = [column if not may_enter or column in read else name for name, column in named]
            shown.append((title, options | {"fields": fields}))
        return shown


class OfficeAdmin(ReadersEraMixin, admin.ModelAdmin):
    """An administration list that stays quick with 50,000 rows; what is typed is kept in the stored spelling."""

    formfield_overrides = {
        models.CharField: {"form_class": ThaiCharField},
        models.TextField: {"form_class": ThaiTextField},
        models.URLField: {"assume_scheme": "https"},
        models.SlugField: {"widget": widgets.AdminTextInputWidget},  # else taken for a CharField
    }

    show_full_result_count = False
    paginator = QuickPaginator
    list_per_page = 50
    save_on_top = True

    def get_list_display(self, request):
        return [in_readers_era(self.model, name) for name in super().get_list_display(request)]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", SafeModelChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("form_class", SafeModelMultipleChoiceField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_object(self, request, object_id, from_field=None):
        return super().get_object(request, object_id, from_field or None)

    def delete_queryset(self, request, queryset):
        """Delete row by row: each raises the version that public pages are kept under."""
        for row in queryset:
            self.delete_model(request, row)


class ReadOnlyAdmin(OfficeAdmin):
    """Rows that are written by the portal alone and only looked at here."""

    def has_add_permission(self, request, *args):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

"""The ID-Plan as a Word document in the layout of the form: three parts and the places to sign."""

from django.utils.translation import gettext as _

from accounts.models import DevelopmentPlan
from accounts.models.development import MOST_PRIORITIES, short_hours, total_hours
from kmc.lib.dates import format_date
from kmc.lib.word import DOTS, OfficeDocument


def development_document(plan: DevelopmentPlan) -> OfficeDocument:
    """Return the document of a plan loaded for its page."""
    lines = list(plan.activities.select_related("competency"))
    profile = getattr(plan.user, "profile", None)
    document = OfficeDocument(
        _("Individual Development Plan (ID-Plan), %(year)s") % {"year": plan.year.label}, is_landscape=True
    )
    document.heading(_("Part 1: the person and the duties"))
    document.facts(
        [
            (_("Name"), profile.formal_name if profile else plan.user.full_name),
            (_("Position"), profile.position if profile else ""),
            (_("Academic standing"), profile.academic_standing if profile else ""),
            (_("Organization"), plan.organization.name),
            (_("Qualification"), plan.qualification),
            (_("Subjects taught and duties"), plan.duties),
        ]
    )
    document.heading(_("Part 2: what is to be developed"))
    document.table(*part_two(lines))
    document.paragraph(_("Hours done in all: %(hours)s") % {"hours": short_hours(total_hours(lines))})
    document.heading(_("Part 3: summary, the first priorities"))
    document.table(*part_three(lines[:MOST_PRIORITIES]))
    document.signatures(signature_places(plan, profile))
    return document


def span_of(line) -> str:
    return " – ".join(format_date(day, "short") for day in (line.starts_on, line.ends_on) if day)


def way_of(line) -> str:
    return "\n".join(part for part in (line.get_method_display(), line.how) if part)


def part_two(lines):
    headings = (
        _("Priority"),
        _("Competency or topic"),
        _("Way of developing"),
        _("From – to"),
        _("Goal"),
        _("Expected benefit"),
        _("Hours done"),
    )
    rows = [
        (
            line.priority,
            line.title,
            way_of(line),
            span_of(line),
            line.goal,
            line.benefit,
            short_hours(line.hours_done),
        )
        for line in lines
    ]
    return headings, rows, (1.6, 4.6, 5.2, 3.4, 4.6, 4.3, 2)


def part_three(lines):
    headings = (
        _("Priority"),
        _("Competency or topic"),
        _("Way of developing"),
        _("From – to"),
        _("Expected benefit"),
    )
    rows = [(line.priority, line.title, way_of(line), span_of(line), line.benefit) for line in lines]
    return headings, rows, (1.6, 6.1, 6.8, 4.2, 7)


def signature_places(plan: DevelopmentPlan, profile) -> list[tuple]:
    """Return who signs: the person who made the plan, and the superior with the day of the signature."""
    name = profile.formal_name if profile else plan.user.full_name
    signer = getattr(plan.signed_by, "profile", None)
    return [
        (
            f"({name})",
            _("Position: %(name)s") % {"name": getattr(profile, "position", "") or DOTS},
            _("Made by"),
        ),
        (
            f"({signer.formal_name if signer else DOTS})",
            _("Position: %(name)s") % {"name": (signer.position if signer else "") or DOTS},
            _("Superior"),
            _("Date: %(day)s") % {"day": format_date(plan.signed_at) or DOTS},
        ),
    ]

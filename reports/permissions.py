"""Who may see the rows behind a figure, who keeps the evidence, and who reviews a plan."""

from accounts.permissions import is_officer_of


def can_see_rows(user, metric, organization) -> bool:
    """Articles are public. Authors are for signed-in staff; users and skills for officers of the organization."""
    if not metric.names_people:
        return True
    if not user.is_authenticated:
        return False
    return metric.is_open_to_staff or is_officer_of(user, organization)


def can_see_units(user, metric) -> bool:
    """Visitors are not told how many people of each group or school were counted; articles of each are public."""
    return metric is not None and (user.is_authenticated or not metric.names_people)


def can_export_rows(user, metric, organization) -> bool:
    """Files are for signed-in people, with the rows they may see on the page."""
    return user.is_authenticated and can_see_rows(user, metric, organization)


def can_file_evidence(user, target) -> bool:
    """Officers of the plan's owner file evidence while the plan is not closed."""
    return not target.plan.is_closed and is_officer_of(user, target.plan.organization)


def can_remove_evidence(user, evidence) -> bool:
    """Officers take back what they filed themselves; administrators any. A closed plan keeps its evidence."""
    if not can_file_evidence(user, evidence.target):
        return False
    return user.is_superuser or evidence.added_by_id == user.pk


def can_review_plan(user, plan) -> bool:
    """Officers of the plan's owner write the yearly review of a staff development plan that is not closed."""
    return plan.is_reviewed_yearly and not plan.is_closed and is_officer_of(user, plan.organization)


def can_edit_review(user, review) -> bool:
    """The same officers change the review of the current fiscal year; earlier ones stay as they were."""
    return review.is_of_current_year and can_review_plan(user, review.plan)

"""The roles of the portal as data: what each may do, in a sentence and as Django permissions."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

REVIEWER = "reviewer"
MANAGER = "manager"
OFFICER = "officer"
COORDINATOR = "coordinator"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class RoleDefinition:
    """A role. `permissions` open parts of the administration pages, as `app.action_model`."""

    slug: str
    title: str
    sentence: str
    permissions: tuple[str, ...] = ()


ROLES = (
    RoleDefinition(
        REVIEWER,
        _("Reviewer"),
        _("Publishes or returns what the people of the organization send in, never their own work."),
    ),
    RoleDefinition(
        MANAGER,
        _("Organization manager"),
        _("Looks after the people and the page of the organization."),
    ),
    RoleDefinition(
        COORDINATOR,
        _("Network coordinator"),
        _("Looks after the networks of the organization and their member schools."),
    ),
    RoleDefinition(
        OFFICER,
        _("Plan officer"),
        _("Keeps the plan: sees every figure with the rows behind it, and files evidence for the targets."),
    ),
    RoleDefinition(
        ADMINISTRATOR,
        _("Administrator"),
        _("Keeps the whole site through the administration pages."),
        (
            "accounts.*",
            "networks.*",
            "knowledge.*",
            "reports.*",
            "taggit.*",
            "account.view_emailaddress",
        ),
    ),
)

ROLE_TITLES = {role.slug: role.title for role in ROLES}
ROLE_SENTENCES = {role.slug: role.sentence for role in ROLES}

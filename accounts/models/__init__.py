"""People, the organizations they belong to, their roles, and the days they used the portal."""

from accounts.models.activity import ActivityDay, PeriodUser, UsagePeriod
from accounts.models.organization import Organization
from accounts.models.role import Role, RoleGrant
from accounts.models.site import SiteState, VersionedModel
from accounts.models.skill import SkillRecord
from accounts.models.user import StaffProfile, User

__all__ = [
    "ActivityDay",
    "Organization",
    "PeriodUser",
    "Role",
    "RoleGrant",
    "SiteState",
    "SkillRecord",
    "StaffProfile",
    "UsagePeriod",
    "User",
    "VersionedModel",
]

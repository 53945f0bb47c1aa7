"""People, the organizations they belong to, their roles, their growth, and what was done to any of these."""

from accounts.models.activity import ActivityDay, PeriodUser, UsagePeriod
from accounts.models.competency import (
    Competency,
    CompetencyAssessment,
    CompetencyFramework,
    CompetencyRating,
    CompetencySurvey,
)
from accounts.models.development import DevelopmentActivity, DevelopmentPlan
from accounts.models.job import JobRun
from accounts.models.joining import Invitation, StaffMove
from accounts.models.notice import MailChoice, Notification, OutgoingMail
from accounts.models.organization import Organization
from accounts.models.policy import PolicyAcceptance, PolicyText, PrivacyRequest
from accounts.models.role import Role, RoleGrant
from accounts.models.site import SiteState, VersionedModel
from accounts.models.skill import SkillRecord
from accounts.models.staff_import import StaffImport, StaffImportRow
from accounts.models.token import ApiCall, ApiToken
from accounts.models.trail import AccessLog, AuditEntry
from accounts.models.user import StaffProfile, User

__all__ = [
    "AccessLog",
    "ActivityDay",
    "ApiCall",
    "ApiToken",
    "AuditEntry",
    "Competency",
    "CompetencyAssessment",
    "CompetencyFramework",
    "CompetencyRating",
    "CompetencySurvey",
    "DevelopmentActivity",
    "DevelopmentPlan",
    "Invitation",
    "JobRun",
    "MailChoice",
    "Notification",
    "Organization",
    "OutgoingMail",
    "PeriodUser",
    "PolicyAcceptance",
    "PolicyText",
    "PrivacyRequest",
    "Role",
    "RoleGrant",
    "SiteState",
    "SkillRecord",
    "StaffImport",
    "StaffImportRow",
    "StaffMove",
    "StaffProfile",
    "UsagePeriod",
    "User",
    "VersionedModel",
]

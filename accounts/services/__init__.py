"""Writes to people and their days of use."""

from accounts.services.activity import open_period, record_use, recount_period
from accounts.services.organizations import ensure_office
from accounts.services.roles import grant_role, revoke_role, sync_roles

__all__ = [
    "ensure_office",
    "grant_role",
    "open_period",
    "record_use",
    "recount_period",
    "revoke_role",
    "sync_roles",
]

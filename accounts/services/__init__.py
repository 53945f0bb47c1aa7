"""Writes to people and organizations; each act others must trace goes through `record`."""

from accounts.services.activity import open_period, record_use, recount_period
from accounts.services.administrators import ensure_not_last_administrator
from accounts.services.organizations import ensure_office
from accounts.services.roles import grant_role, revoke_role, sync_roles
from accounts.services.trail import record

__all__ = [
    "ensure_not_last_administrator",
    "ensure_office",
    "grant_role",
    "open_period",
    "record",
    "record_use",
    "recount_period",
    "revoke_role",
    "sync_roles",
]

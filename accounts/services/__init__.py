"""Writes to people and their days of use."""

from accounts.services.activity import open_period, recount_period, record_use
from accounts.services.organizations import ensure_office
from accounts.services.roles import grant_role, revoke_role, sync_roles

__all__ = ["ensure_office", "grant_role", "open_period", "recount_period", "record_use", "revoke_role", "sync_roles"]

"""Writes to people and organizations; each act others must trace goes through `record`."""

from accounts.services.access import end_sessions
from accounts.services.activity import open_period, record_use, recount_period
from accounts.services.administrators import ensure_not_last_administrator
from accounts.services.erasure import erase_person
from accounts.services.inviting import (
    find_invitation,
    invite_people,
    mail_invitations,
    open_account,
)
from accounts.services.joining import (
    NewPerson,
    add_people,
    approve_people,
    create_people,
    create_person,
    propose_username,
    refuse_people,
)
from accounts.services.leaving import come_back, leave_office, move_person
from accounts.services.merging import merge_people
from accounts.services.organization_acts import (
    close_organization,
    holdings_of,
    merge_organizations,
    move_organization,
    refuse_merge,
    refuse_wrong_day,
    reopen_organization,
)
from accounts.services.organizations import create_organization, edit_organization, ensure_office
from accounts.services.own_data import own_data_archive
from accounts.services.policies import (
    accept_policies,
    accept_policy,
    load_first_policies,
    policies_to_accept,
    publish_policy,
    start_new_version,
)
from accounts.services.privacy import answer_privacy, ask_privacy, erase_on_request
from accounts.services.roles import grant_role, revoke_role, sync_roles
from accounts.services.trail import record

__all__ = [
    "NewPerson",
    "accept_policies",
    "accept_policy",
    "add_people",
    "answer_privacy",
    "approve_people",
    "ask_privacy",
    "close_organization",
    "come_back",
    "create_organization",
    "create_people",
    "create_person",
    "edit_organization",
    "end_sessions",
    "ensure_not_last_administrator",
    "ensure_office",
    "erase_on_request",
    "erase_person",
    "find_invitation",
    "grant_role",
    "holdings_of",
    "invite_people",
    "leave_office",
    "load_first_policies",
    "mail_invitations",
    "merge_organizations",
    "merge_people",
    "move_organization",
    "move_person",
    "open_account",
    "open_period",
    "own_data_archive",
    "policies_to_accept",
    "propose_username",
    "publish_policy",
    "record",
    "record_use",
    "recount_period",
    "refuse_merge",
    "refuse_people",
    "refuse_wrong_day",
    "reopen_organization",
    "revoke_role",
    "start_new_version",
    "sync_roles",
]

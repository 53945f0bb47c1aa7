"""Who may do what with people and organizations.

The superior of a person is whoever manages the organization the person belongs to.
"""

from django.conf import settings

from accounts.roles import ADMINISTRATOR, COORDINATOR, MANAGER, OFFICER, REVIEWER, ROLES

GIVEN_BY_MANAGERS = (REVIEWER, MANAGER, COORDINATOR)
ENDED = ("merged", "closed")  # Organization.Status; models may ask these predicates


def can_edit_profile(user, person) -> bool:
    """People keep their own profile; administrators any."""
    return user.is_authenticated and (user.pk == person.pk or user.is_superuser)


def can_see_staff_details(user) -> bool:
    """Phone numbers and e-mail addresses are for signed-in colleagues."""
    return user.is_authenticated


def administers(user, organization) -> bool:
    """Administrators of the organization or of one above it."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or organization.pk in user.organizations_as(ADMINISTRATOR)


def can_manage_organization(user, organization) -> bool:
    """A manager keeps the organization they were given and all below it; administrators any."""
    if not user.is_authenticated:
        return False
    return organization.pk in user.organizations_as(MANAGER) or administers(user, organization)


def can_create_organizations(user) -> bool:
    """Administrators enter new units below what they keep."""
    return user.is_authenticated and user.holds(ADMINISTRATOR)


def can_reshape_organization(user, organization) -> bool:
    """Administrators move, merge, close and reopen a unit; an office stays as it is."""
    return organization.kind != "office" and administers(user, organization)


def can_manage_person(user, person) -> bool:
    """Managers look after the people of their organization; nobody after a superuser but superusers."""
    if not user.is_authenticated or (person.is_superuser and not user.is_superuser):
        return False
    if user.is_superuser:
        return True
    profile = getattr(person, "profile", None)
    return profile is not None and can_manage_organization(user, profile.organization)


def is_superior_of(user, person) -> bool:
    """The manager of a person's organization confirms and signs; nobody for themselves."""
    return user.is_authenticated and user.pk != person.pk and can_manage_person(user, person)


def is_officer_of(user, organization) -> bool:
    """Plan officers of the organization or of one above it, and administrators."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or organization.pk in user.organizations_as(OFFICER)


def organizations_managed_by(user) -> list[int]:
    """Return the ids of every organization whose people the person looks after."""
    return sorted({*user.organizations_as(MANAGER), *user.organizations_as(ADMINISTRATOR)})


def accounts_in_hand(user, people):
    """Return those of the people whose account the person may hand out or close.

    Managers do so for the people of their part of the tree, never for a superuser or somebody with a
    role beyond that part, or one in it that managers do not give: whoever holds the code of an account
    could use it. Nobody has their own in hand.
    """
    others = people.standing().exclude(pk=user.pk)
    if user.is_superuser:
        return others
    ids = organizations_managed_by(user)
    mine = others.of_organizations(ids).without_roles_outside(ids)
    return mine.without_roles_outside(user.organizations_as(ADMINISTRATOR), but=GIVEN_BY_MANAGERS)


def can_close_account(user, person) -> bool:
    """Whoever has the person's account in hand; nobody closes their own."""
    if not user.is_authenticated:
        return False
    return accounts_in_hand(user, type(person).objects.people().of_ids([person.pk])).exists()


def can_move_person(user, person) -> bool:
    """The manager of the present unit lets people go, to any unit; nobody moves oneself.

    Roles of the unit end with it: who holds one there that the manager could not take back is moved by
    an administrator.
    """
    if not is_superior_of(user, person) or person.closed_because in ("merged", "erased"):
        return False
    held = person.role_grants.within(person.profile.organization).select_related("role", "organization")
    return all(one.role.slug in roles_in_hand(user, one.organization) for one in held)


def can_merge_people(user) -> bool:
    """Administrators put two accounts of one person together."""
    return user.is_authenticated and user.holds(ADMINISTRATOR)


def can_merge(user, keep, drop) -> bool:
    """Administrators of both people's units and of every unit the second holds a role in: roles follow."""
    if not can_merge_people(user):
        return False
    if user.is_superuser:
        return True
    if keep.is_superuser or drop.is_superuser:
        return False
    units = [one.profile.organization_id for one in (keep, drop) if hasattr(one, "profile")]
    held = [grant.organization_id for one in (keep, drop) for grant in one.role_grants.all()]
    return {*units, *held} <= set(user.organizations_as(ADMINISTRATOR))


def roles_in_hand(user, organization) -> tuple[str, ...]:
    """Return the roles a person gives and takes back at an organization.

    Administrators of it, or of one above it, all of them; its managers reviewer, manager and coordinator;
    others none. An administrator is no superuser and makes none: what a superuser may do beyond the roles
    is given on the server alone, and administrators stop where their part of the tree ends.
    """
    if administers(user, organization):
        return tuple(role.slug for role in ROLES)
    if can_manage_organization(user, organization):
        return GIVEN_BY_MANAGERS
    return ()


def grantable_roles(user, organization) -> tuple[str, ...]:
    """Return the roles a person may give at an organization; none where it has ended."""
    return () if organization.status in ENDED else roles_in_hand(user, organization)


def can_grant_role(user, role: str, organization, person=None) -> bool:
    """Whoever has the role in hand gives it; managers never to themselves."""
    if role not in grantable_roles(user, organization):
        return False
    return person is None or person.pk != user.pk or administers(user, organization)


def can_revoke_grant(user, grant) -> bool:
    """Whoever has the role in hand takes it back; managers not their own."""
    if grant.role.slug not in roles_in_hand(user, grant.organization):
        return False
    return grant.user_id != user.pk or administers(user, grant.organization)


def can_see_all_roles(user) -> bool:
    """Administrators look over every role given in their part of the tree."""
    return user.is_authenticated and user.holds(ADMINISTRATOR)


def holds_trusted_role(person) -> bool:
    """Return whether taking the person's account over would give more than a school: superusers,
    administrators, officers."""
    return person.holds(ADMINISTRATOR) or person.holds(OFFICER)


def needs_second_step(user) -> bool:
    """Administrators, officers and superusers sign in with a second step, where the office asks for it."""
    if not settings.KMC_REQUIRE_SECOND_STEP or not user.is_authenticated:
        return False
    return user.is_superuser or user.role_grants.of_roles(ADMINISTRATOR, OFFICER).exists()


def can_remove_second_step(user, person) -> bool:
    """An administrator of all the person's roles helps whoever lost phone and codes; superusers are helped
    at the server alone."""
    if not user.is_authenticated or person.is_superuser or user.pk == person.pk:
        return False
    if user.is_superuser:
        return True
    ids, profile = user.organizations_as(ADMINISTRATOR), getattr(person, "profile", None)
    is_mine = profile is not None and profile.organization_id in ids
    return is_mine and not person.role_grants.outside(ids).exists()


def can_take_over_account(user, person) -> bool:
    """Who may set another person's password or address could sign in as them: nobody so for superusers,
    administrators and officers but superusers. People change their own."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or user.pk == person.pk or not holds_trusted_role(person)


def can_have_development_plan(user) -> bool:
    """Everyone who works for the office plans their own growth: an active person with a staff profile."""
    return user.is_authenticated and user.is_active and not user.is_service and hasattr(user, "profile")


def can_read_development_plan(user, plan) -> bool:
    """The person and their superiors; officers only see how many have one."""
    return user.is_authenticated and (user.pk == plan.user_id or is_superior_of(user, plan.user))


def can_edit_development_plan(user, plan) -> bool:
    """The person, until the plan is handed in."""
    return can_record_development(user, plan) and plan.is_draft


def can_record_development(user, plan) -> bool:
    """The person enters hours and articles the whole year, signed or not."""
    return user.is_authenticated and user.pk == plan.user_id


def can_sign_development_plan(user, plan) -> bool:
    """The superior signs what was handed in; the plan of a manager is signed by someone above the unit."""
    return plan.is_waiting and is_signer_for(user, plan.user)


def can_return_development_plan(user, plan) -> bool:
    """Whoever signs also returns what waits and reopens what is signed."""
    return not plan.is_draft and is_signer_for(user, plan.user)


def is_signer_for(user, person) -> bool:
    """Superiors sign; managers of one and the same unit do not sign for each other."""
    if not is_superior_of(user, person):
        return False
    profile = getattr(person, "profile", None)
    if profile is None or profile.organization_id not in person.organizations_as(MANAGER):
        return True
    unit = profile.organization
    return administers(user, unit) or unit.parent_id in user.organizations_as(MANAGER)


def can_see_development_board(user) -> bool:
    """Superiors see which of their people have a plan."""
    return user.is_authenticated and (user.is_superuser or bool(organizations_managed_by(user)))


def can_see_development_shares(user) -> bool:
    """Plan officers and superiors see how many people of each unit have a plan, and no more."""
    return can_see_development_board(user) or (user.is_authenticated and bool(user.organizations_as(OFFICER)))


def keeps_site(user) -> bool:
    """Superusers and administrators of a whole office: policies, privacy requests, the trail."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or user.opens_administration()


def can_answer_privacy(user, request) -> bool:
    """Whoever keeps the person's office answers, once."""
    return request.is_open and keeps_site(user)


def can_erase_person(user, person) -> bool:
    """Keepers of the site erase others, once; superusers are erased by superusers, services by nobody."""
    if not keeps_site(user) or user.pk == person.pk or person.is_service:
        return False
    if person.closed_because in ("merged", "erased"):
        return False
    return user.is_superuser or not person.is_superuser


def can_open_survey(user, organization) -> bool:
    """Plan officers and administrators of the office hold the yearly competency survey."""
    return is_officer_of(user, organization) or administers(user, organization)


def can_see_survey(user) -> bool:
    """Officers, administrators and managers follow the survey; each sees the units they answer for."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or any(user.organizations_as(role) for role in (OFFICER, ADMINISTRATOR, MANAGER))


def can_rate(user, person) -> bool:
    """Only the manager of a person's unit sees their ratings: no officer, and no administrator as such.

    A fellow manager of the unit is no superior: that is who manages the unit above.
    """
    profile = getattr(person, "profile", None)
    if not user.is_authenticated or user.pk == person.pk or profile is None:
        return False
    managed = user.organizations_as(MANAGER)
    is_fellow = person.role_grants.filter(role__slug=MANAGER, organization=profile.organization_id).exists()
    return (profile.organization.parent_id if is_fellow else profile.organization_id) in managed


def can_change_skill(user, record) -> bool:
    """People keep their own records until a superior confirms them."""
    return user.is_authenticated and record.user_id == user.pk and not record.is_confirmed


def can_confirm_skill(user, record) -> bool:
    """The superior or an administrator confirms or returns what waits, never their own."""
    return record.state == "waiting" and is_superior_of(user, record.user)


def can_withdraw_skill(user, record) -> bool:
    """Who confirmed it, or an administrator of the unit, takes a confirmation back; never their own."""
    if not user.is_authenticated or not record.is_confirmed or record.user_id == user.pk:
        return False
    if record.confirmed_by_id == user.pk:
        return True
    profile = getattr(record.user, "profile", None)
    return user.is_superuser or (profile is not None and administers(user, profile.organization))


def can_see_skill_queue(user) -> bool:
    """Superiors and administrators confirm skills."""
    return user.is_authenticated and (user.is_superuser or bool(organizations_managed_by(user)))


def can_import(user, organization, kind: str) -> bool:
    """Managers bring lists of staff into their own unit and below; administrators of an office also its units."""
    if organization.status in ENDED:
        return False
    if kind == "organizations":
        return organization.kind == "office" and administers(user, organization)
    return can_manage_organization(user, organization)


def can_import_somewhere(user) -> bool:
    """Whoever looks after people anywhere has a page of imports."""
    return user.is_authenticated and (user.is_superuser or bool(organizations_managed_by(user)))


def can_export_staff(user, organization) -> bool:
    """The list holds addresses and phone numbers: it is for who looks after these people."""
    return can_manage_organization(user, organization)


def can_make_token(user) -> bool:
    """People with an account in use make keys for their own programs; a service account has none."""
    return user.is_authenticated and user.is_active and not user.is_service


def can_make_unit_token(user, organization) -> bool:
    """Who looks after a unit that stands makes keys for its systems."""
    return organization.status not in ENDED and can_manage_organization(user, organization)


def can_revoke_token(user, token) -> bool:
    """People revoke their own keys; who looks after a unit those of the unit."""
    if not user.is_authenticated:
        return False
    if token.user_id is not None:
        return token.user_id == user.pk
    return can_manage_organization(user, token.organization)


def token_opens(token) -> bool:
    """A key works while the person it leans on could make it: whoever left, or lost the unit, opens nothing."""
    if not token.is_usable:
        return False
    if token.user_id is not None:
        return can_make_token(token.user)
    return token.made_by.is_active and can_make_unit_token(token.made_by, token.organization)

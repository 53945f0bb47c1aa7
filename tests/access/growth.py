"""Who gets what at the addresses of the competency survey and of skill records."""

ALL = "in 200 200 200 200 200 200 200 200"
FOLLOWERS = "in 403 403 403 403 200 200 200 200"
SUPERIOR = "in 403 403 403 403 200 403 403 403"
HOLDERS = "in 403 403 403 403 403 200 200 200"
READ_ONLY = "405"

ACCESS = {
    "accounts:my_competencies": ("", ALL, ALL),
    "accounts:survey_list": ("", FOLLOWERS, READ_ONLY),
    "accounts:survey_create": ("", HOLDERS, HOLDERS),
    "accounts:survey_results": ("survey", FOLLOWERS, READ_ONLY),
    "accounts:survey_edit": ("survey", HOLDERS, HOLDERS),
    "accounts:survey_needs_xlsx": ("closed_survey", FOLLOWERS, READ_ONLY),
    "accounts:survey_needs_csv": ("closed_survey", FOLLOWERS, READ_ONLY),
    "accounts:survey_team": ("survey", FOLLOWERS, READ_ONLY),
    "accounts:survey_person": ("survey_form", SUPERIOR, SUPERIOR),
    "accounts:skill_list": ("", ALL, READ_ONLY),
    "accounts:skill_create": ("", ALL, ALL),
    "accounts:skill_queue": ("", "in 403 403 403 403 200 403 200 200", READ_ONLY),
    "accounts:skill_confirm_chosen": ("", READ_ONLY, "in 403 403 403 403 302 403 302 302"),
    "accounts:skill_detail": ("skill", "in 404 200 404 404 200 404 200 200", READ_ONLY),
    "accounts:skill_edit": (
        "skill",
        "in 404 200 404 404 403 404 403 403",
        "in 404 200 404 404 403 404 403 403",
    ),
    "accounts:skill_delete": (
        "skill",
        "in 404 200 404 404 403 404 403 403",
        "in 404 302 404 404 403 404 403 403",
    ),
    "accounts:skill_certificate": ("skill", "in 404 200 404 404 200 404 200 200", READ_ONLY),
    "accounts:skill_confirm": ("skill", READ_ONLY, "in 404 403 404 404 302 404 302 302"),
    "accounts:skill_return": (
        "skill",
        "in 404 403 404 404 200 404 200 200",
        "in 404 403 404 404 200 404 200 200",
    ),
    "accounts:skill_withdraw": (
        "confirmed_skill",
        "in 404 403 404 404 200 404 200 200",
        "in 404 403 404 404 200 404 200 200",
    ),
}

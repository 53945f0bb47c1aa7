"""Who gets what where accounts are handed out, moved, closed and merged."""

MANAGERS = "in 403 403 403 403 200 403 200 200"
AFTER = "in 403 403 403 403 302 403 302 302"

ACCESS = {
    "accounts:start": ("", "200 302 302 302 302 302 302 302 302", "200 302 302 302 302 302 302 302 302"),
    "accounts:start_link": ("code", "302", "405"),
    "accounts:people_merge": (
        "",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "accounts:organization_people": ("school", MANAGERS, "405"),
    "accounts:person_add": ("school", MANAGERS, MANAGERS),
    "accounts:people_add": ("school", MANAGERS, MANAGERS),
    "accounts:organization_slips": ("school", MANAGERS, AFTER),
    "accounts:organization_mail": ("school", "405", AFTER),
    "accounts:organization_leave": ("school", "405", AFTER),
    "accounts:organization_decide": ("school", "405", AFTER),
    "accounts:person_move": ("colleague", MANAGERS, MANAGERS),
    "accounts:person_leave": ("colleague", MANAGERS, MANAGERS),
    "accounts:person_return": ("colleague", MANAGERS, AFTER),
}

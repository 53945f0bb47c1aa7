"""Who gets what at the addresses of accounts."""

ACCESS = {
    "accounts:person_list": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:person_detail": ("colleague", "404 200 200 200 200 200 200 200 200", "405"),
    "accounts:person_photo": ("colleague", "404", "405"),
    "accounts:role_list": ("", "in 403 403 403 403 403 403 200 200", "405"),
    "accounts:role_revoke": (
        "grant",
        "in 403 403 403 403 200 403 200 200",
        "in 403 403 403 403 302 403 302 302",
    ),
    "accounts:organization_roles": (
        "school",
        "in 403 403 403 403 200 403 200 200",
        "in 403 403 403 403 200 403 200 200",
    ),
    "accounts:safety": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:second_step": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:waiting": ("", "200", "405"),
    "accounts:session_end": ("colleague", "405", "in 404 404 404 404 404 404 404 404"),
    "accounts:second_step_remove": (
        "colleague",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 302 302",
    ),
    "accounts:privacy_notice": ("", "200", "405"),
    "accounts:terms": ("", "200", "405"),
    "accounts:ethics_code": ("", "200", "405"),
    "accounts:policy_detail": ("policy", "200", "405"),
    "accounts:policy_accept": (
        "",
        "in 200 200 200 200 200 200 200 200",
        "in 302 302 302 302 302 302 302 302",
    ),
    "accounts:own_privacy": ("", "in 200 200 200 200 200 200 200 200", "in 200 200 200 200 200 200 200 200"),
    "accounts:own_data": ("", "405", "in 200 200 200 200 200 200 200 200"),
    "accounts:privacy_register": ("", "in 403 403 403 403 403 403 200 200", "405"),
    "accounts:privacy_request_list": ("", "in 403 403 403 403 403 403 200 200", "405"),
    "accounts:privacy_request_detail": (
        "privacy_request",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "accounts:privacy_request_erase": (
        "privacy_request",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "accounts:me": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:profile_edit": ("", "in 200 200 200 200 200 200 200 200", "in 302 302 302 302 302 302 302 302"),
    "accounts:organization_list": ("", "200", "405"),
    "accounts:organization_detail": ("school", "200", "405"),
    "accounts:organization_create": (
        "",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "accounts:organization_edit": (
        "school",
        "in 403 403 403 403 200 403 200 200",
        "in 403 403 403 403 200 403 200 200",
    ),
    "accounts:organization_move": (
        "school",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "accounts:organization_merge": (
        "school",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "accounts:organization_close": (
        "school",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 200 200",
    ),
    "accounts:organization_reopen": (
        "school",
        "in 403 403 403 403 403 403 200 200",
        "in 403 403 403 403 403 403 302 302",
    ),
}

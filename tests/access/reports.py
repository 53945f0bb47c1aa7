"""Who gets what at the addresses of reports."""

ACCESS = {
    "reports:target_list": ("", "200", "405"),
    "reports:target_detail": ("target", "200", "405"),
    "reports:target_rows_xlsx": ("people_target", "in 403 403 403 403 403 200 403 200", "405"),
    "reports:target_rows_csv": ("people_target", "in 403 403 403 403 403 200 403 200", "405"),
    "reports:evidence_create": (
        "target",
        "in 403 403 403 403 403 200 403 200",
        "in 403 403 403 403 403 200 403 200",
    ),
    "reports:evidence_remove": (
        "evidence",
        "in 403 403 403 403 403 200 403 200",
        "in 403 403 403 403 403 302 403 302",
    ),
    "reports:plan_list": ("", "200", "405"),
    "reports:plan_detail": ("plan", "200", "405"),
    "reports:plan_review_create": (
        "staff_plan",
        "in 403 403 403 403 403 200 403 200",
        "in 403 403 403 403 403 200 403 200",
    ),
    "reports:plan_review_edit": (
        "plan_review",
        "in 403 403 403 403 403 200 403 200",
        "in 403 403 403 403 403 200 403 200",
    ),
}

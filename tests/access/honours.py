"""Who gets what at the addresses of uses, trials, awards and certificates."""

ALL = "in 200 200 200 200 200 200 200 200"
NOBODY = "in 403 403 403 403 403 403 403 403"
WRITER = "in 403 200 403 403 403 403 403 403"
WRITER_DONE = "in 403 302 403 403 403 403 403 403"
REVIEWERS = "in 403 403 403 200 403 403 403 200"
DECIDERS = "in 403 200 403 200 200 403 403 200"
READ_ONLY = "405"
SEND_ONLY = "405"

ACCESS = {
    "knowledge:use_list": ("public", "200", READ_ONLY),
    "knowledge:use_create": (
        "public",
        "in 200 200 302 200 200 200 200 200",
        "in 200 200 302 200 200 200 200 200",
    ),
    "knowledge:use_edit": ("use", WRITER, WRITER),
    "knowledge:use_delete": ("use", WRITER, WRITER_DONE),
    "knowledge:use_hide": ("use", REVIEWERS, REVIEWERS),
    "knowledge:use_show": ("use", SEND_ONLY, "in 403 403 403 302 403 403 403 302"),
    "knowledge:use_file": ("use", ALL, READ_ONLY),
    "knowledge:trial_list": ("", "200", READ_ONLY),
    "knowledge:trial_detail": ("trial", "200", READ_ONLY),
    "knowledge:trial_create": ("public", ALL, ALL),
    "knowledge:trial_edit": ("trial", WRITER, WRITER),
    "knowledge:trial_delete": ("trial", WRITER, WRITER_DONE),
    "knowledge:trial_decide": ("trial", DECIDERS, DECIDERS),
    "knowledge:award_list": ("", "200", READ_ONLY),
    "knowledge:award_list_xlsx": ("", ALL, READ_ONLY),
    "knowledge:award_list_csv": ("", ALL, READ_ONLY),
    "knowledge:award_create": ("", ALL, ALL),
    "knowledge:award_waiting": ("", ALL, READ_ONLY),
    "knowledge:award_detail": ("award", "404 404 200 200 200 404 404 404 200", READ_ONLY),
    "knowledge:award_edit": (
        "award",
        "in 404 200 403 200 404 404 404 200",
        "in 404 200 403 200 404 404 404 200",
    ),
    "knowledge:award_delete": (
        "award",
        "in 404 200 403 200 404 404 404 200",
        "in 404 302 403 302 404 404 404 302",
    ),
    "knowledge:award_confirm": ("award", SEND_ONLY, "in 404 403 403 302 404 404 404 302"),
    "knowledge:award_return": (
        "award",
        "in 404 403 403 200 404 404 404 200",
        "in 404 403 403 200 404 404 404 200",
    ),
    "knowledge:award_proof": ("award", "in 404 200 200 200 404 404 404 200", READ_ONLY),
    "knowledge:award_note": ("confirmed_award", SEND_ONLY, "in 403 403 200 200 403 200 403 200"),
    "knowledge:award_note_delete": (
        "award_note",
        "in 403 403 200 403 403 403 403 200",
        "in 403 403 302 403 403 403 403 302",
    ),
    "knowledge:certificate_mine": ("", ALL, READ_ONLY),
    "knowledge:article_certificate": ("public", "in 403 403 200 200 403 403 403 200", NOBODY),
    "knowledge:award_certificate": ("confirmed_award", "in 403 200 200 200 403 403 403 200", NOBODY),
    "knowledge:certificate_form": ("", "200", READ_ONLY),
    "knowledge:certificate_check": ("certificate", "200", READ_ONLY),
    "knowledge:certificate_print": ("certificate", "in 403 403 200 200 403 403 403 200", READ_ONLY),
    "knowledge:certificate_withdraw": ("certificate", REVIEWERS, REVIEWERS),
}

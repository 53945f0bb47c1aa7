"""The table of every address × every role: what each gets by GET and by POST.

name: (argument, GET for each role in order, POST for each role in order). One word stands for all.
`in` means sent to the sign-in page; the argument names a thing of `tests.access.world`.
A part of the site has its own file; add a new file to PARTS.
"""

from tests.access import (
    accounts,
    api,
    development,
    files,
    growth,
    honours,
    imports,
    knowledge,
    leaving,
    networks,
    notices,
    reports,
    review,
    searching,
    site,
    staff,
    talk,
    versions,
    wanted,
    writing,
)

PARTS = (
    site,
    files,
    accounts,
    networks,
    api,
    knowledge,
    reports,
    development,
    growth,
    staff,
    imports,
    notices,
    talk,
    honours,
    review,
    writing,
    versions,
    wanted,
    leaving,
    searching,
)
ROLES = (
    "visitor",
    "elsewhere",
    "colleague",
    "author",
    "reviewer",
    "manager",
    "officer",
    "administrator",
    "superuser",
)
SIGN_IN = "in"
ACCESS = {name: row for part in PARTS for name, row in part.ACCESS.items()}

"""What many tests begin with is made once: later the database is put back to where it was then."""

import sqlite3
from copy import deepcopy

from django.db import connection

KEPT = {}


def made_once(name, make):
    """Return what `make` returns, with the database as `make` left it. It may depend on nothing but itself."""
    if connection.vendor != "sqlite":
        return make()
    connection.ensure_connection()
    if name in KEPT:
        copy, made = KEPT[name]
        copy.backup(connection.connection)
    else:
        made, copy = make(), sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copy)
        KEPT[name] = copy, made
    return deepcopy(made)

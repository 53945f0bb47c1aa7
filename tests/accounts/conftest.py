"""Fixtures of the tests of people."""

from tests.accounts.plans import in_january, manager, plan, signed, waiting  # noqa: F401

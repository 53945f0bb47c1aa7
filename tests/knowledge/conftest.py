"""Fixtures of the knowledge tests."""

from tests.knowledge.desk import (  # noqa: F401
    colleague,
    draft,
    office,
    other_reviewer,
    other_school,
    reviewer,
    school,
    stranger,
    teacher,
)

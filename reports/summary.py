"""What other pages show of the plan: the counted targets of the one in force."""

from reports.figures import Card, first_board


def plan_summary() -> list[Card]:
    """Return the counted targets of the active plan with their figures; an empty list where none is in force."""
    board = first_board()
    return board.counted if board else []

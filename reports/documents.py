"""A plan as a document to read: its levels in order, each with its statements."""

from collections import defaultdict
from dataclasses import dataclass

from reports.models import LevelName, Plan, PlanItem, Target


@dataclass(frozen=True)
class Statement:
    """One statement of a plan, with its guidelines and targets where it has any."""

    item: PlanItem
    guidelines: list[PlanItem]
    targets: list[Target]


@dataclass(frozen=True)
class Chapter:
    """A level of a plan under the plan's own name for it."""

    level: str
    title: str
    opening: str
    statements: list[Statement]

    @property
    def is_numbered(self) -> bool:
        return self.level != PlanItem.Level.STRATEGY and len(self.statements) > 1


@dataclass(frozen=True)
class Document:
    plan: Plan
    chapters: list[Chapter]
    guideline_title: str
    target_title: str


def document_of(plan: Plan) -> Document:
    """Return the plan's text in the order of its levels. Three queries."""
    names = {name.level: name for name in plan.level_names.all()}
    items, guidelines, targets = defaultdict(list), defaultdict(list), defaultdict(list)
    for item in plan.items.in_order():
        place = guidelines[item.parent_id] if item.level == PlanItem.Level.GUIDELINE else items[item.level]
        place.append(item)
    for target in plan.targets.in_order():
        targets[target.strategy_id].append(target)
    chapters = [
        Chapter(
            level=level.value,
            title=title_of(level.value, names),
            opening=names[level.value].opening if level.value in names else "",
            statements=[Statement(one, guidelines[one.pk], targets[one.pk]) for one in items[level.value]],
        )
        for level in PlanItem.Level
        if items[level.value]
    ]
    return Document(plan, chapters, title_of(PlanItem.Level.GUIDELINE, names), title_of("target", names))


def title_of(level: str, names: dict[str, LevelName]) -> str:
    """Return the plan's own name for a level, else the general one."""
    return (
        names[level].title if level in names else str(dict(LevelName._meta.get_field("level").choices)[level])
    )

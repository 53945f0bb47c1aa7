"""Districts, schools and networks under the office. Schools are invented; districts and sub-districts are real."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from accounts.models import Organization
from kmc.demo.names import TOLD_PUPILS, TOLD_SCHOOLS, TWINS, VILLAGE_FIRST, VILLAGE_LAST
from kmc.demo.rows import catch_up_sequences, first_free_id, insert_objects
from kmc.lib.thai import normalize, sort_key


@dataclass(frozen=True)
class DistrictPlan:
    """What is made in a district: schools in proportion to those there are, networks of about nine schools."""

    name: str
    name_en: str
    schools: int
    networks: int
    subdistricts: tuple[str, ...]


DISTRICTS = (
    DistrictPlan(
        "เดชอุดม",
        "Det Udom",
        67,
        7,
        tuple(
            "เมืองเดช นาส่วง นาเจริญ ทุ่งเทิง สมสะอาด กุดประทาย ตบหู กลาง แก้ง ท่าโพธิ์ศรี บัวงาม คำครั่ง นากระแซง "
            "โพนงาม ป่าโมง โนนสมบูรณ์".split()
        ),
    ),
    DistrictPlan(
        "บุณฑริก",
        "Buntharik",
        37,
        4,
        tuple("โพนงาม ห้วยข่า คอแลน นาโพธิ์ หนองสะโน โนนค้อ บัวงาม บ้านแมด".split()),
    ),
    DistrictPlan(
        "นาจะหลวย", "Na Chaluai", 23, 3, tuple("นาจะหลวย โนนสมบูรณ์ พรสวรรค์ บ้านตูม โสกแสง โนนสวรรค์".split())
    ),
    DistrictPlan("น้ำยืน", "Nam Yuen", 26, 3, tuple("โซง ยาง โดมประดิษฐ์ บุเปือย สีวิเชียร ยางใหญ่ เก่าขาม".split())),
    DistrictPlan("ทุ่งศรีอุดม", "Thung Si Udom", 14, 2, tuple("หนองอ้ม นาเกษม กุดเรือ โคกชำแระ นาห่อม".split())),
    DistrictPlan("น้ำขุ่น", "Nam Khun", 13, 1, tuple("ตาเกา ไพบูลย์ ขี้เหล็ก โคกสะอาด".split())),
)
SMIS_AREA = "3405"
TWIN_DISTRICTS = ("เดชอุดม", "บุณฑริก")


@dataclass
class Places:
    """The office with all below it, ready to be looked up."""

    office: Organization
    groups: list[Organization]
    districts: list[Organization]
    schools: list[Organization]
    network_of: dict[int, int] = field(default_factory=dict)

    def schools_of(self, district: str) -> list[Organization]:
        ids = {one.pk for one in self.districts if one.name.endswith(district)}
        return [school for school in self.schools if school.district_id in ids]

    def schools_of_district(self, school: Organization) -> list[Organization]:
        """Return the other schools of the school's district."""
        return [one for one in self.schools if one.district_id == school.district_id and one.pk != school.pk]

    def group(self, position: int) -> Organization:
        """Return one of the ten groups by its place in the list of the ministry's rules."""
        return next(group for group in self.groups if group.position == position)


def build_places(office: Organization, rng: random.Random) -> Places:
    """Make districts and schools under the office."""
    first = first_free_id(Organization)
    districts = [
        place(
            first + number,
            office,
            "district",
            f"อำเภอ{plan.name}",
            name_en=f"{plan.name_en} District",
            position=number,
        )
        for number, plan in enumerate(DISTRICTS)
    ]
    schools = list(build_schools(first + len(districts), districts, rng))
    insert_objects(districts)
    insert_objects(schools)
    catch_up_sequences(Organization)
    groups = list(office.children.filter(kind=Organization.Kind.GROUP).order_by("position"))
    return Places(office, groups, districts, schools)


def place(pk: int, parent: Organization, kind: str, name: str, **details) -> Organization:
    name = normalize(name)
    return Organization(pk=pk, parent=parent, kind=kind, name=name, sort_key=sort_key(name), **details)


def build_schools(first: int, districts: list[Organization], rng: random.Random) -> Iterator[Organization]:
    """Yield the schools of each district, numbered through the area."""
    number = 0
    used: set[str] = set()
    for plan, district in zip(DISTRICTS, districts, strict=True):
        for name in school_names(plan, used, rng):
            number += 1
            yield place(
                first + number - 1,
                district,
                "school",
                f"โรงเรียน{name}",
                district=district,
                smis_code=f"{SMIS_AREA}{number:04d}",
                subdistrict=rng.choice(plan.subdistricts),
                pupil_count=TOLD_PUPILS.get(name) or pupil_count(rng),
            )


def school_names(plan: DistrictPlan, used: set[str], rng: random.Random) -> list[str]:
    """Return as many names as the district has schools: those told of in the articles first."""
    names = list(TOLD_SCHOOLS[plan.name])
    if plan.name in TWIN_DISTRICTS:
        names += TWINS
    while len(names) < plan.schools:
        name = f"บ้าน{rng.choice(VILLAGE_FIRST)}{rng.choice(VILLAGE_LAST)}"
        if name not in used and name not in names:
            names.append(name)
    used.update(names)
    return names


def pupil_count(rng: random.Random) -> int:
    """Return a size as the schools of such areas have: 58 % small, 40 % medium, a few large."""
    lot = rng.random()
    if lot < 0.585:
        return int(rng.triangular(22, 120, 75))
    if lot < 0.985:
        return int(rng.triangular(121, 520, 150))
    return rng.randint(610, 1180)

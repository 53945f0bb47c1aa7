"""Networks of schools in each district, with a director who brings them together."""

from datetime import date

from kmc.demo.jobs import DIRECTOR
from kmc.demo.people import People
from kmc.demo.places import DISTRICTS, Places
from kmc.demo.rows import catch_up_sequences, first_free_id, insert_objects
from kmc.lib.thai import sort_key
from networks.models import NetworkSchool, SchoolNetwork

ABOUT = "โรงเรียนในกลุ่มพบกันเดือนละครั้งเพื่อแลกเปลี่ยนเรียนรู้ ผลัดกันเป็นเจ้าภาพเปิดชั้นเรียน และใช้สื่อ วิทยากร กับรถรับส่งร่วมกัน"


def build_networks(places: Places, people: People, founded: date) -> list[SchoolNetwork]:
    """Make the networks; every school belongs to one of its district."""
    networks, members = [], []
    pk = first_free_id(SchoolNetwork)
    for plan in DISTRICTS:
        schools = places.schools_of(plan.name)
        for number in range(plan.networks):
            mine = schools[
                number * len(schools) // plan.networks : (number + 1) * len(schools) // plan.networks
            ]
            network = made_network(pk, plan.name, number + 1, places)
            network.coordinator_id = coordinator_of(mine, people)
            networks.append(network)
            members += [NetworkSchool(network=network, school=school, joined_on=founded) for school in mine]
            places.network_of.update({school.pk: network.pk for school in mine})
            pk += 1
    insert_objects(networks)
    insert_objects(members)
    catch_up_sequences(SchoolNetwork)
    return networks


def made_network(pk: int, district: str, number: int, places: Places) -> SchoolNetwork:
    name = f"กลุ่มเครือข่ายโรงเรียน{district} {number}"
    english = next(plan.name_en for plan in DISTRICTS if plan.name == district)
    return SchoolNetwork(
        pk=pk,
        name=name,
        name_en=f"{english} School Network {number}",
        organization=places.office,
        about=ABOUT,
        sort_key=sort_key(name),
    )


def coordinator_of(schools: list, people: People) -> int | None:
    """Return the demo coordinator where they work in one of the schools, else the first director."""
    ids = [school.pk for school in schools]
    if people.demo["coordinator"].organization_id in ids:
        return people.demo["coordinator"].pk
    directors = [one.pk for pk in ids for one in people.by_organization[pk] if one.job == DIRECTOR]
    return directors[0] if directors else None

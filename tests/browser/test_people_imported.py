"""An area brings its staff in from a spreadsheet: 1,500 rows, forty of them wrong in twelve ways."""

import io
import re

import openpyxl
import pytest

from accounts.models import Organization, StaffImport, User
from accounts.views import imports
from tests.accounts import staff_list
from tests.browser.places import ONCE_EACH
from tests.browser.reader import DESKTOP, PHONE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNCLEAR = [heading if heading != "เบอร์โทร" else "ติดต่อครู" for heading in staff_list.HEADINGS]
WATCH_BAR = """addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector("progress");
  const note = () => sessionStorage.setItem("bar", `${sessionStorage.getItem("bar") ?? ""} ${bar.value}`);
  if (bar) new MutationObserver(note).observe(bar, { attributes: true, attributeFilter: ["value"] });
});"""
RUN = "**/imports/*/run/"
CHECKED = re.compile(r"/imports/\d+/(columns/)?$")
DETAIL = re.compile(r"/imports/\d+/$")


@pytest.fixture
def area(office):
    """Return the office with the schools of the list."""
    for code, name in staff_list.schools():
        Organization.objects.create(kind="school", name=name, smis_code=code, parent=office.plan.organization)
    return office.plan.organization


def choose_file(reader, rows, headings=staff_list.HEADINGS):
    """Choose the list on the page of a new import and let it be checked."""
    content = staff_list.xlsx(rows, headings)
    reader.page.set_input_files("[name=file]", {"name": "บุคลากร.xlsx", "mimeType": XLSX, "buffer": content})
    reader.press("main form .button--primary", CHECKED)


def from_own_page(reader):
    """Go from the own page to the choice of a file."""
    reader.open("/me/")
    reader.press("main a[href='/imports/']", "**/imports/")
    reader.look()
    reader.press(".import-start__places a", "**/import/")
    reader.look()


def counted(reader):
    """Return the numbers on the tabs: new, changed, unchanged, wrong."""
    return [int(number.replace(",", "")) for number in reader.texts(".tabs__count")][1:]


def bring_in(reader):
    """Press the button and wait for the outcome. Return where the bar stood."""
    reader.press("[data-import-start] button", RUN)
    reader.page.wait_for_url(DETAIL, timeout=120_000)
    return [int(stand) for stand in reader.page.evaluate("sessionStorage.getItem('bar') ?? ''").split()]


def downloaded(reader, selector):
    with reader.page.expect_download() as download:
        reader.press(selector)
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()), read_only=True)
    return list(book.active.iter_rows(values_only=True))


def come():
    return User.objects.filter(closed_because="invited", is_active=False).count()


@pytest.mark.parametrize("size, language", ONCE_EACH)
def test_fifteen_hundred_staff(visit, area, administrator):
    reader = visit(administrator)
    reader.context.set_default_timeout(60_000)
    reader.page.add_init_script(WATCH_BAR)
    from_own_page(reader)
    choose_file(reader, staff_list.staff_rows(), UNCLEAR)
    match_columns(reader)
    assert (counted(reader), come()) == ([1460, 0, 0, 40], 0)
    see_what_is_wrong(reader)

    stands = bring_in(reader)

    reader.look()
    assert (stands, come()) == ([200, 400, 600, 800, 1000, 1200, 1400], 1460)
    rows = downloaded(reader, "a[href$='/wrong.xlsx']")
    assert (len(rows), all(row[-1] for row in rows)) == (41, True)
    assert len(downloaded(reader, "a[href$='/outcome.xlsx']")) == 1501

    reader.press("a[href$='/import/']", "**/import/")
    choose_file(reader, staff_list.staff_rows(), UNCLEAR)  # the columns are remembered
    assert counted(reader) == [0, 0, 1460, 40]
    assert reader.count("[data-import-start]") == 0
    reader.look()


def match_columns(reader):
    """Say what the unclear column holds."""
    reader.page.wait_for_url("**/columns/")
    reader.look()
    reader.page.select_option(f"[name=column_{staff_list.PHONE}]", "phone")
    reader.press("main form .button--primary", DETAIL)
    reader.look()


def see_what_is_wrong(reader):
    """Filter the rows by what is wrong: each says why, and in which cell."""
    reader.press(".tabs a[href='?verdict=wrong']", "**verdict=wrong")
    reader.look()
    problems = reader.texts(".import-rows__problem")
    assert reader.count(".import-rows tbody tr") == 30
    cells = [f"{letter}{line}" for letter in "ABCDEFGHIJK" for line in range(40, 1500)]
    assert all(any(cell in problem for cell in cells) for problem in problems)


@pytest.mark.parametrize("size, language", ((PHONE, "en"),))
def test_writing_without_scripts(visit, area, administrator, monkeypatch):
    monkeypatch.setattr(imports, "SECONDS_A_REQUEST", 0)  # one chunk a press
    reader = visit(administrator, scripts=False)
    from_own_page(reader)
    choose_file(reader, staff_list.right_rows(450))
    reader.press("[data-import-start] button", RUN)
    stands = []
    while "/run/" in reader.page.url:
        reader.look()
        stands.append(reader.page.locator("progress").get_attribute("value"))
        with reader.page.expect_navigation():
            reader.press("main form .button--primary")

    assert (stands, come()) == (["200", "400"], 450)
    assert StaffImport.objects.get().status == "done"


@pytest.mark.parametrize("size, language", ((DESKTOP, "th"),))
def test_page_closed_in_the_middle(visit, area, administrator):
    reader = visit(administrator, is_careful=False)
    from_own_page(reader)
    choose_file(reader, staff_list.right_rows(650))
    with reader.page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        reader.press("[data-import-start] button")
    reader.page.close()
    reader.page = reader.new_page()
    reader.is_careful = True

    reader.open("/imports/")
    reader.press(".import-list h3 a", DETAIL)
    reader.look()
    reader.press(".import-panel a[href$='/run/']", RUN)
    reader.look()
    stood = int(reader.page.get_attribute("progress", "value"))
    reader.press("main form .button--primary", DETAIL)

    assert 200 <= stood < 650
    assert (come(), User.objects.filter(username__startswith="t0").count()) == (650, 650)
    assert StaffImport.objects.get().outcomes()["written"] == 650

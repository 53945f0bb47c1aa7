"""Who gets what at the addresses of lists that come in and go out."""

from accounts.models import StaffImport

SCHOOL = "in 403 403 403 403 200 403 200 200"
OFFICE = "in 403 403 403 403 403 403 200 200"
OWN = "in 404 404 404 404 {0} 404 {0} {0}"  # the manager's import, which administrators see, too

ACCESS = {
    "accounts:organization_list_xlsx": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:organization_list_csv": ("", "in 200 200 200 200 200 200 200 200", "405"),
    "accounts:organization_staff_xlsx": ("school", SCHOOL, "405"),
    "accounts:organization_staff_csv": ("school", SCHOOL, "405"),
    "accounts:import_new": ("school", SCHOOL, SCHOOL),
    "accounts:import_template_staff": ("school", SCHOOL, "405"),
    "accounts:import_template_organizations": ("office", OFFICE, "405"),
    "accounts:import_list": ("", SCHOOL, "405"),
    "accounts:import_detail": ("import", OWN.format(200), "405"),
    "accounts:import_columns": ("import", OWN.format(302), OWN.format(302)),
    "accounts:import_run": ("import", OWN.format(200), OWN.format(302)),
    "accounts:import_cancel": ("import", OWN.format(200), OWN.format(302)),
    "accounts:import_wrong": ("import", OWN.format(200), "405"),
    "accounts:import_outcome": ("import", OWN.format(200), "405"),
}


def things_of_imports(office, school, people):
    """Make the import of a school's manager."""
    one = StaffImport.objects.create(
        kind="staff", organization=school, status="checked", file_name="ก.xlsx", created_by=people["manager"]
    )
    return {"office": office.pk, "import": one.pk}


def restore_imports(things):
    StaffImport.objects.filter(pk=things["import"]).update(status="checked", finished_at=None)

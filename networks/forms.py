"""Forms of networks."""

from accounts.forms.roles import PersonChoiceForm
from accounts.models import Organization, User


class CoordinatorForm(PersonChoiceForm):
    """Somebody of a member school, or of the organization that keeps the network or one below it."""

    def __init__(self, *args, network, **kwargs):
        schools = list(network.schools.values_list("pk", flat=True))
        units = {*Organization.tree_ids(network.organization), *schools}
        choosable = User.objects.choosable()
        super().__init__(
            *args,
            people=choosable.of_organizations(units),
            nearby=choosable.of_organizations([network.organization_id, *schools]),
            **kwargs,
        )

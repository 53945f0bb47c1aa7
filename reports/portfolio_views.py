"""One's own evidence of a year, as a page to print and as a Word document. Nobody else opens it."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import User
from kmc.lib.dates import ERA, year_in_words
from kmc.lib.forms import YearField
from kmc.lib.word import docx_response
from kmc.lib.years import YearKind, year_of
from reports.portfolio import portfolio_of
from reports.portfolio_docx import portfolio_document


class PortfolioForm(forms.Form):
    """Which year, counted in which way."""

    year = YearField(
        label=gettext_lazy("Year"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Counted by"), choices=YearKind.choices, required=False)


def asked_portfolio(request):
    """Return the form and one's own evidence of the year asked for; this fiscal year where none makes sense."""
    data = request.GET.copy()
    data.setdefault("kind", YearKind.FISCAL.value)
    form = PortfolioForm(data)
    form.is_valid()
    kind = YearKind(form.cleaned_data.get("kind") or YearKind.FISCAL)
    year = form.cleaned_data.get("year")
    be_year = year + ERA if year else year_of(kind, timezone.localdate()).be_year
    if not year and not form.errors:
        data["year"] = year_in_words(be_year - ERA)
    person = get_object_or_404(User.objects.with_profile(), pk=request.user.pk)
    return form, portfolio_of(person, kind, be_year)


@require_safe
@login_required
def portfolio(request):
    form, found = asked_portfolio(request)
    context = {"form": form, "portfolio": found, "person": found.person, "profile": found.profile}
    context["query"] = (
        f"year={found.year.be_year}&kind={form.cleaned_data.get('kind') or YearKind.FISCAL.value}"
    )
    return render(request, "reports/portfolio.html", context)


@require_safe
@login_required
def portfolio_docx(request):
    _form, found = asked_portfolio(request)
    filename = _("Evidence %(year)s %(name)s") % {"year": found.year.label, "name": found.name}
    return docx_response(f"{filename}.docx", portfolio_document(found))

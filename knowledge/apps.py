"""The knowledge app."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self):
        """Refuse to start with a licence that no article can have."""
        licences = self.get_model("Article").Licence.values
        if settings.KMC_LICENCE not in licences:
            raise ImproperlyConfigured(f"KMC_LICENCE is none of: {', '.join(licences)}")

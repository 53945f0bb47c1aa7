"""The site itself: what holds for every app."""

from django.apps import AppConfig

from kmc.lib.lookups import register_fitting_lookups


class KmcConfig(AppConfig):
    name = "kmc"

    def ready(self):
        register_fitting_lookups()

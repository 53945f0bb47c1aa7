"""Addresses of the whole site. Ids, never slugs: Unicode slugs lose Thai vowels and tone marks."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from kmc import gallery, views
from kmc.lib.converters import IdConverter

register_converter(IdConverter, "id")
admin.site.login = secure_admin_login(admin.site.login)  # one door, one limit of attempts

urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", views.preferences, name="preferences"),
    path("healthz/", views.healthz, name="healthz"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("account/logout/", views.sign_out, name="account_logout"),
    # The office keeps the addresses of its people: they are where a new password is sent.
    path("account/email/", RedirectView.as_view(pattern_name="accounts:me"), name="account_email"),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("jsi18n/", JavaScriptCatalog.as_view(packages=["django_prose_editor"]), name="javascript_catalog"),
    path("", include("accounts.urls")),
    path("", include("networks.urls")),
    path("", include("knowledge.urls")),
    path("", include("reports.urls")),
]

handler400 = "kmc.views.bad_request"
handler403 = "kmc.views.permission_denied"
handler404 = "kmc.views.page_not_found"
handler500 = "kmc.views.server_error"

"""Addresses of the whole site. Ids, never slugs: Unicode slugs lose Thai vowels and tone marks."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, register_converter
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from accounts.views import safety
from accounts.views.policies import about
from kmc import gallery, outside, site_map, views
from kmc.lib.backoffice import ChoiceView
from kmc.lib.converters import IdConverter

register_converter(IdConverter, "id")
admin.site.login = secure_admin_login(admin.site.login)  # one door, one limit of attempts
admin.site.autocomplete_view = ChoiceView.as_view(admin_site=admin.site)
admin.site.logout = views.sign_out  # and one way out

# Nothing answers at these addresses unless the office turned a provider on.
social_urls = [
    *(
        [path("account/social/", include("allauth.socialaccount.urls"))]
        if settings.SOCIALACCOUNT_PROVIDERS
        else []
    ),
    *(
        path("account/social/", include(f"allauth.socialaccount.providers.{name}.urls"))
        for name in settings.SOCIALACCOUNT_PROVIDERS
    ),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", views.preferences, name="preferences"),
    path("about/", about, name="about"),
    path("healthz/", views.healthz, name="healthz"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("sitemap/", site_map.site_map, name="site_map"),
    path("sitemap.xml", site_map.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", site_map.sitemap_part, name="sitemap_part"),
    path("robots.txt", outside.robots, name="robots"),
    path("opensearch.xml", outside.opensearch, name="opensearch"),
    path("account/logout/", views.sign_out, name="account_logout"),
    path("account/email/", safety.email_change, name="account_email"),
    path("account/sessions/", safety.session_list, name="usersessions_list"),
    path("account/2fa/", RedirectView.as_view(pattern_name="accounts:safety"), name="mfa_index"),
    path(
        "account/2fa/webauthn/",
        RedirectView.as_view(pattern_name="accounts:safety"),
        name="mfa_list_webauthn",
    ),
    path(
        "account/2fa/webauthn/keys/<id:pk>/remove/",
        safety.passkey_remove,
        name="mfa_remove_webauthn",
    ),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
    *social_urls,
    path("admin/", admin.site.urls),
    path("jsi18n/", JavaScriptCatalog.as_view(packages=["django_prose_editor"]), name="javascript_catalog"),
    path("api/v1/", include("kmc.api.urls")),
    path("", include("accounts.urls")),
    path("", include("networks.urls")),
    path("", include("knowledge.urls")),
    path("", include("reports.urls")),
]

handler400 = "kmc.views.bad_request"
handler403 = "kmc.views.permission_denied"
handler404 = "kmc.views.page_not_found"
handler429 = "kmc.views.too_many_requests"  # asked for by allauth
handler500 = "kmc.views.server_error"

"""Addresses of people and organizations."""

from django.urls import path

from accounts.views import organizations, own, people

app_name = "accounts"

urlpatterns = [
    path("people/", people.person_list, name="person_list"),
    path("people/<id:pk>/", people.person_detail, name="person_detail"),
    path("people/<id:pk>/photo/", people.person_photo, name="person_photo"),
    path("me/", own.me, name="me"),
    path("me/profile/", own.profile_edit, name="profile_edit"),
    path("organizations/", organizations.organization_list, name="organization_list"),
    path("organizations/<id:pk>/", organizations.organization_detail, name="organization_detail"),
]

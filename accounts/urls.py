"""Addresses of people and organizations."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("people/", views.person_list, name="person_list"),
    path("people/<id:pk>/", views.person_detail, name="person_detail"),
    path("people/<id:pk>/photo/", views.person_photo, name="person_photo"),
    path("me/", views.me, name="me"),
    path("me/profile/", views.profile_edit, name="profile_edit"),
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/<id:pk>/", views.organization_detail, name="organization_detail"),
]

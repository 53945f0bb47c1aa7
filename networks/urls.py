"""Addresses of school networks."""

from django.urls import path

from networks import views

app_name = "networks"

urlpatterns = [
    path("networks/", views.network_list, name="network_list"),
    path("networks/<id:pk>/", views.network_detail, name="network_detail"),
]

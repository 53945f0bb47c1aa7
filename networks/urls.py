"""Addresses of school networks."""

from django.urls import path

from networks import views

app_name = "networks"

urlpatterns = [
    path("networks/", views.network_list, name="network_list"),
    path("networks/<id:pk>/", views.network_detail, name="network_detail"),
    path("networks/<id:pk>/coordinators/", views.network_coordinators, name="network_coordinators"),
    path("network-coordinators/<id:pk>/remove/", views.coordinator_remove, name="coordinator_remove"),
]

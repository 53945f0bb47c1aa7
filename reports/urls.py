"""Addresses of plans, targets and their evidence."""

from django.urls import path

from reports import portfolio_views, review_views, views

app_name = "reports"

urlpatterns = [
    path("targets/", views.target_list, name="target_list"),
    path("targets/<id:pk>/", views.target_detail, name="target_detail"),
    path("targets/<id:pk>/rows.xlsx", views.target_rows_xlsx, name="target_rows_xlsx"),
    path("targets/<id:pk>/rows.csv", views.target_rows_csv, name="target_rows_csv"),
    path("targets/<id:pk>/evidence/new/", views.evidence_create, name="evidence_create"),
    path("evidence/<id:pk>/remove/", views.evidence_remove, name="evidence_remove"),
    path("me/evidence/", portfolio_views.portfolio, name="portfolio"),
    path("me/evidence/evidence.docx", portfolio_views.portfolio_docx, name="portfolio_docx"),
    path("plans/", views.plan_list, name="plan_list"),
    path("plans/<id:pk>/", views.plan_detail, name="plan_detail"),
    path("plans/<id:pk>/reviews/new/", review_views.plan_review_create, name="plan_review_create"),
    path("plan-reviews/<id:pk>/edit/", review_views.plan_review_edit, name="plan_review_edit"),
]

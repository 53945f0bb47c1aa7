"""Addresses of knowledge."""

from django.urls import path

from knowledge.feeds import NewestArticles
from knowledge.views import files, learning, reading, review, writing

app_name = "knowledge"

urlpatterns = [
    # Reading
    path("articles/", reading.article_list, name="article_list"),
    path("articles/<id:pk>/", reading.article_detail, name="article_detail"),
    path("topics/", reading.topic_list, name="topic_list"),
    path("topics/<id:pk>/", reading.topic_detail, name="topic_detail"),
    path("feeds/articles.atom", NewestArticles(), name="feed"),
    # Writing
    path("articles/new/", writing.article_create, name="article_create"),
    path("articles/<id:pk>/edit/", writing.article_edit, name="article_edit"),
    path("articles/<id:pk>/submit/", writing.article_submit, name="article_submit"),
    path("articles/<id:pk>/discard/", writing.article_discard, name="article_discard"),
    path("me/articles/", writing.my_articles, name="my_articles"),
    # Review
    path("reviews/", review.review_queue, name="review_queue"),
    path("articles/<id:pk>/publish/", review.article_publish, name="article_publish"),
    path("articles/<id:pk>/return/", review.article_return, name="article_return"),
    path("articles/<id:pk>/withdraw/", review.article_withdraw, name="article_withdraw"),
    path("articles/<id:pk>/history/", review.article_history, name="article_history"),
    # ID-Plan
    path("development-activities/<id:pk>/articles/", learning.activity_articles, name="activity_articles"),
    # Files
    path("uploads/pictures/", files.picture_upload, name="picture_upload"),
    path("files/<uuid:key>/", files.attachment, name="attachment"),
    path("articles/<id:pk>/cover/", files.article_cover, name="article_cover"),
]

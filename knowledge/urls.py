"""Addresses of knowledge."""

from django.urls import path

from knowledge.feeds.views import feed_paths
from knowledge.views import (
    awards,
    certificates,
    files,
    freshness,
    keeping,
    learning,
    own,
    reading,
    review,
    review_ends,
    tags,
    talk,
    trials,
    trust,
    uses,
    versions,
    word,
    writing,
)

app_name = "knowledge"

urlpatterns = [
    # Reading
    path("articles/", reading.article_list, name="article_list"),
    path("articles/<id:pk>/", reading.article_detail, name="article_detail"),
    path("topics/", reading.topic_list, name="topic_list"),
    path("topics/<id:pk>/", reading.topic_detail, name="topic_detail"),
    path("tags/", tags.tag_list, name="tag_list"),
    path("tags/<str:slug>/", tags.tag_detail, name="tag_detail"),
    # Leaving: what other programs fetch
    *feed_paths(),
    # Writing
    path("articles/new/", writing.article_create, name="article_create"),
    path("articles/<id:pk>/edit/", writing.article_edit, name="article_edit"),
    path("articles/similar/", writing.article_similar, name="article_similar"),
    path("articles/<id:pk>/submit/", own.article_submit, name="article_submit"),
    path("articles/<id:pk>/discard/", own.article_discard, name="article_discard"),
    path("articles/<id:pk>/bring-back/", own.article_bring_back, name="article_bring_back"),
    path("me/articles/", own.my_articles, name="my_articles"),
    # Review
    path("reviews/", review.review_queue, name="review_queue"),
    path("articles/<id:pk>/publish/", review.article_publish, name="article_publish"),
    path("articles/<id:pk>/return/", review.article_return, name="article_return"),
    path("articles/<id:pk>/take/", review.article_take, name="article_take"),
    path("articles/<id:pk>/release/", review.article_release, name="article_release"),
    path("articles/<id:pk>/check/", review.article_check, name="article_check"),
    path("articles/<id:pk>/file/", review.article_refile, name="article_refile"),
    path("articles/<id:pk>/withdraw/", review_ends.article_withdraw, name="article_withdraw"),
    path("articles/<id:pk>/archive/", review_ends.article_archive, name="article_archive"),
    path("articles/<id:pk>/unarchive/", review_ends.article_unarchive, name="article_unarchive"),
    path("articles/<id:pk>/merge/", review_ends.article_merge, name="article_merge"),
    path("reviews/trusted/", trust.trusted_authors, name="trusted_authors"),
    path("reviews/trusted/<id:pk>/end/", trust.trust_end, name="trust_end"),
    # Versions
    path("articles/<id:pk>/history/", versions.article_history, name="article_history"),
    path("articles/<id:pk>/versions/<slug:mark>/", versions.revision_detail, name="revision_detail"),
    path(
        "articles/<id:pk>/versions/<slug:mark>/restore/", versions.revision_restore, name="revision_restore"
    ),
    path("articles/<id:pk>/compare/", versions.revision_compare, name="revision_compare"),
    path("articles/<id:pk>/next/", versions.next_version, name="next_version"),
    path("articles/<id:pk>/next/submit/", versions.next_submit, name="next_submit"),
    path("articles/<id:pk>/next/discard/", versions.next_discard, name="next_discard"),
    path("articles/<id:pk>/next/cover/", versions.next_cover, name="next_cover"),
    # Freshness
    path("reviews/freshness/", freshness.freshness_list, name="freshness_list"),
    path("articles/<id:pk>/confirm/", freshness.article_confirm, name="article_confirm"),
    # ID-Plan
    path("development-activities/<id:pk>/articles/", learning.activity_articles, name="activity_articles"),
    # Files
    path("uploads/pictures/", files.picture_upload, name="picture_upload"),
    path("files/<uuid:key>/", files.attachment, name="attachment"),
    path("files/<uuid:key>/preview/", files.attachment_preview, name="attachment_preview"),
    path("files/<uuid:key>/pages/<int:number>/", files.attachment_page, name="attachment_page"),
    path("articles/<id:pk>/cover/", files.article_cover, name="article_cover"),
    path("articles/<id:pk>/article.docx", word.article_docx, name="article_docx"),
    path("articles/new/word/", word.word_import, name="word_import"),
    # Uses
    path("articles/<id:pk>/uses/", uses.use_list, name="use_list"),
    path("articles/<id:pk>/uses/new/", uses.use_create, name="use_create"),
    path("uses/<id:pk>/edit/", uses.use_edit, name="use_edit"),
    path("uses/<id:pk>/delete/", uses.use_delete, name="use_delete"),
    path("uses/<id:pk>/hide/", uses.use_hide, name="use_hide"),
    path("uses/<id:pk>/show/", uses.use_show, name="use_show"),
    path("uses/<id:pk>/file/", uses.use_file, name="use_file"),
    # Trials
    path("trials/", trials.trial_list, name="trial_list"),
    path("trials/<id:pk>/", trials.trial_detail, name="trial_detail"),
    path("articles/<id:pk>/trials/new/", trials.trial_create, name="trial_create"),
    path("trials/<id:pk>/edit/", trials.trial_edit, name="trial_edit"),
    path("trials/<id:pk>/delete/", trials.trial_delete, name="trial_delete"),
    path("trials/<id:pk>/decide/", trials.trial_decide, name="trial_decide"),
    # Awards
    path("awards/", awards.award_list, name="award_list"),
    path("awards/list.xlsx", awards.award_list_file, {"file": "xlsx"}, name="award_list_xlsx"),
    path("awards/list.csv", awards.award_list_file, {"file": "csv"}, name="award_list_csv"),
    path("awards/new/", awards.award_create, name="award_create"),
    path("awards/waiting/", awards.award_waiting, name="award_waiting"),
    path("awards/<id:pk>/", awards.award_detail, name="award_detail"),
    path("awards/<id:pk>/edit/", awards.award_edit, name="award_edit"),
    path("awards/<id:pk>/delete/", awards.award_delete, name="award_delete"),
    path("awards/<id:pk>/confirm/", awards.award_confirm, name="award_confirm"),
    path("awards/<id:pk>/return/", awards.award_return, name="award_return"),
    path("awards/<id:pk>/proof/", awards.award_proof, name="award_proof"),
    path("awards/<id:pk>/notes/", awards.award_note, name="award_note"),
    path("award-notes/<id:pk>/delete/", awards.award_note_delete, name="award_note_delete"),
    # Certificates
    path("me/certificates/", certificates.certificate_mine, name="certificate_mine"),
    path("articles/<id:pk>/certificate/", certificates.article_certificate, name="article_certificate"),
    path("awards/<id:pk>/certificate/", certificates.award_certificate, name="award_certificate"),
    path("certificates/", certificates.certificate_form, name="certificate_form"),
    path("certificates/<str:code>/", certificates.certificate_check, name="certificate_check"),
    path("certificates/<str:code>/print/", certificates.certificate_print, name="certificate_print"),
    path("certificates/<str:code>/withdraw/", certificates.certificate_withdraw, name="certificate_withdraw"),
    # Talk
    path("articles/<id:pk>/comments/", talk.comment_create, name="comment_create"),
    path("comments/<id:pk>/edit/", talk.comment_edit, name="comment_edit"),
    path("comments/<id:pk>/delete/", talk.comment_delete, name="comment_delete"),
    path("comments/<id:pk>/report/", talk.comment_report, name="comment_report"),
    path("comments/<id:pk>/hide/", talk.comment_hide, name="comment_hide"),
    path("comments/<id:pk>/unhide/", talk.comment_unhide, name="comment_unhide"),
    path("comments/<id:pk>/stand/", talk.comment_stand, name="comment_stand"),
    path("reviews/comments/", talk.comment_reports, name="comment_reports"),
    # Keeping
    path("articles/<id:pk>/thanks/", keeping.article_thank, name="article_thank"),
    path("articles/<id:pk>/bookmark/", keeping.article_bookmark, name="article_bookmark"),
    path("articles/<id:pk>/qr/", keeping.article_qr, name="article_qr"),
    path("follow/", keeping.follow, name="follow"),
    path("me/saved/", keeping.own_shelf, name="own_shelf"),
]

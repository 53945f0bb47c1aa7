"""Who gets what at the addresses of knowledge."""

ACCESS = {
    "knowledge:article_list": ("", "200", "405"),
    "knowledge:article_detail": ("draft", "404 404 404 200 404 404 404 404 200", "405"),
    "knowledge:topic_list": ("", "200", "405"),
    "knowledge:topic_detail": ("topic", "200", "405"),
    "knowledge:article_create": (
        "",
        "in 200 200 200 200 200 200 200 200",
        "in 302 302 302 302 302 302 302 302",
    ),
    "knowledge:article_edit": (
        "draft",
        "in 404 404 200 404 404 404 404 200",
        "in 404 404 302 404 404 404 404 302",
    ),
    "knowledge:article_submit": (
        "draft",
        "in 405 405 405 405 405 405 405 405",
        "in 404 404 302 404 404 404 404 403",
    ),
    "knowledge:article_discard": (
        "draft",
        "in 404 404 200 404 404 404 404 200",
        "in 404 404 302 404 404 404 404 302",
    ),
    "knowledge:my_articles": ("", "in 200 200 200 200 200 200 200 200", "in 405 405 405 405 405 405 405 405"),
    "knowledge:review_queue": (
        "",
        "in 403 403 403 200 403 403 403 200",
        "in 405 405 405 405 405 405 405 405",
    ),
    "knowledge:article_publish": (
        "waiting",
        "in 405 405 405 405 405 405 405 405",
        "in 404 404 403 302 404 404 404 302",
    ),
    "knowledge:article_return": (
        "waiting",
        "in 405 405 405 405 405 405 405 405",
        "in 404 404 403 200 404 404 404 200",
    ),
    "knowledge:article_withdraw": (
        "public",
        "in 403 403 200 200 403 403 403 200",
        "in 403 403 200 200 403 403 403 200",
    ),
    "knowledge:picture_upload": ("", "405", "401 400 400 400 400 400 400 400 400"),
    "knowledge:attachment": ("file", "404 404 404 200 404 404 404 404 200", "405"),
    "knowledge:article_cover": ("draft", "404", "405"),
}

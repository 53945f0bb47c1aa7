"""Who gets what at the addresses of writing."""

ACCESS = {
    "knowledge:article_similar": (
        "",
        "in 200 200 200 200 200 200 200 200",
        "in 405 405 405 405 405 405 405 405",
    ),
    "knowledge:article_bring_back": (
        "put_away",
        "in 405 405 405 405 405 405 405 405",
        "in 404 404 302 404 404 404 404 302",
    ),
}

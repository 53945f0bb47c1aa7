"""Who gets what at the addresses of searching: results for everyone, kept searches for their owner alone."""

from knowledge.models import SavedSearch

ACCESS = {
    "knowledge:search_suggest": ("", "200", "405"),
    "knowledge:search_beside": ("search_kind", "200", "405"),
    "knowledge:search_log": ("", "in 403 403 403 403 403 200 200 200", "405"),
    "knowledge:saved_search_list": (
        "",
        "in 200 200 200 200 200 200 200 200",
        "405",
    ),
    "knowledge:saved_search_create": (
        "",
        "405",
        "in 302 302 302 302 302 302 302 302",
    ),
    "knowledge:saved_search_delete": (
        "kept_search",
        "405",
        "in 404 302 404 404 404 404 404 404",
    ),
    "knowledge:saved_search_tell": (
        "kept_search",
        "405",
        "in 404 302 404 404 404 404 404 404",
    ),
}


def searches_of(people):
    """Let the colleague keep a search."""
    kept = SavedSearch.objects.create(user=people["colleague"], query="q=การอ่าน", title="“การอ่าน”")
    return {"kept_search": kept.pk, "search_kind": "people"}

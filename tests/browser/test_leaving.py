"""What leaves the site, seen in a browser: data for machines under the strict policy, keywords, the map of the site."""

from knowledge.models import Article

LINKED_DATA = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"


def test_article_tells_machines_what_it_is_against_no_policy(visit, library):
    article = Article.objects.get(pk=library[0].pk)
    Article.objects.filter(pk=article.pk).update(summary="</script><b>ยังเป็นข้อความ\u2028</b>")
    reader = visit()
    reader.open(article.get_absolute_url())

    said = reader.page.evaluate(LINKED_DATA)  # `visit` fails where the browser complains of anything

    assert said["headline"] == article.title
    assert said["description"].startswith("</script>")


def test_keywords_lead_to_articles(visit, library):
    reader = visit()
    reader.open("/tags/")
    reader.look()
    word = reader.text(".columns-list--counted a")
    reader.press(".columns-list--counted a", "**/articles/?tag=*")

    assert reader.count("[data-article-id]") > 0
    assert reader.count('link[rel=alternate][href^="/feeds/tags/"]') == 2
    assert word


def test_map_of_the_site_is_one_page_of_links(visit, library):
    reader = visit()
    reader.open("/sitemap/")
    reader.look()

    assert reader.text("h1")
    assert reader.count("main a[href]") > 20

"""Rich text: what the editor makes stays, everything else goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmc.lib.html import DEPTH_LIMIT, clean_html, html_to_text, text_to_html, with_films

PICTURE = "/files/12345678-90ab-cdef-1234-567890abcdef/"
REL = 'rel="noopener nofollow ugc"'

KEPT = (
    "<p>ครู<br>ดี</p>", '<p class="ta-center">ก</p>', '<p class="ta-right">ก</p>', "<h2>ก</h2><h3>ข</h3><h4>ค</h4>",
    "<p><strong>ก</strong><em>ข</em><u>ค</u><s>ง</s><sub>1</sub><sup>2</sup></p>", "<ul><li><p>ก</p></li></ul>",
    '<ol data-type="thai" start="3"><li><p>ก</p></li></ol>', "<blockquote><p>ก</p></blockquote>", "<pre><code>a &lt; b</code></pre>", "<hr>",
    f'<figure><img src="{PICTURE}" alt="เด็ก" width="640" height="480"><figcaption>ก</figcaption></figure>',
    '<table><thead><tr><th scope="col">ก</th></tr></thead><tbody><tr><td class="ta-right" colspan="2" rowspan="3">1</td></tr></tbody></table>',
    f'<p><a href="https://example.com/" title="ก" {REL}>ก</a><a href="mailto:a@b.th" {REL}>ข</a></p>',
    f'<p><a href="/articles/1/?a=1&amp;b=2#c" {REL}>ก</a></p>', '<div data-youtube="dQw4w9WgXcQ"></div>',
)  # fmt: skip

CHANGED = (
    ("<h1>ก</h1><h5>ข</h5><h6>ค</h6>", "<h2>ก</h2><h4>ข</h4><h4>ค</h4>"),
    ("<p><b>ก</b><i>ข</i><del>ค</del><bogus>ง</bogus></p>", "<p><strong>ก</strong><em>ข</em><s>ค</s>ง</p>"),
    (
        '<p class="MsoNormal ta-center" style="color:red" id="a" onclick="x()">ก</p>',
        '<p class="ta-center">ก</p>',
    ),
    ('<ul class="ta-center"><li>ก</li></ul>', "<ul><li>ก</li></ul>"),
    ("<div>ก<div>ข</div>ค</div>", "<p>ก</p><p>ข</p>ค"),
    ('<div data-youtube="&quot;&gt;<script>">ก</div>', "<p>ก</p>"),
    ("<p>ก</p><p>&nbsp;</p><p></p><p>ข</p>", "<p>ก</p><p>ข</p>"),
    ("<p>นํ้า&nbsp;เเก&#8203; น&#3661;&#3657;&#3634;</p>", "<p>น้ำ แก น้ำ</p>"),
    ("<p>ก<!-- ข --><style>p{}</style><script>1</script></p>", "<p>ก</p>"),
    ('<td rowspan="0" colspan="999" scope="x">ก</td>', "ก"),
    (
        '<table><tr><td rowspan="0" colspan="999" scope="x">ก',
        "<table><tbody><tr><td>ก</td></tr></tbody></table>",
    ),
    ('<img src="file:///C:/a.png"><img><img alt="x" src="/files/../x/"><img src="https://e.vil/a.png">', ""),
    (f'<img src="https://e.vil{PICTURE}"><img src="{PICTURE}x"><img src="data:image/png;base64,AA">', ""),
    (
        f'<img src="{PICTURE}" srcset="//e.vil" width="9e9" height="100%" alt="a > b">',
        f'<img src="{PICTURE}" alt="a &gt; b">',
    ),
    ('<ol start="-1" data-type="x"><li>ก</li></ol>', "<ol><li>ก</li></ol>"),
    (
        '<figure class="x"><figcaption class="figure-caption">ก</figcaption></figure>',
        "<figure><figcaption>ก</figcaption></figure>",
    ),
    ("<div data-youtube='dQw4w9WgXc\"'>ก</div>", "<p>ก</p>"),
    (
        "<div data-youtube='dQw4w9WgXcQ' data-x=1 style='x' class='film'></div>",
        '<div data-youtube="dQw4w9WgXcQ"></div>',
    ),
)

HOSTILE_ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java&#x0A;script:alert(1)", "&#106;avascript:alert(1)",
    " javascript:alert(1)", "\x01javascript:alert(1)", "vbscript:x", "data:text/html,<script>1</script>", "file:///etc/passwd",
    "//e.vil/", "/\\e.vil", "\\\\e.vil", "/\t/e.vil", "blob:x", "tel:1",
)  # fmt: skip

HOSTILE = (
    "<img src=x onerror=alert(1)>", "<svg onload=alert(1)><p>", "<math><mtext><table><mglyph><style><img src=x onerror=1>",
    "<iframe srcdoc='<script>1</script>'>", "<form action=//e.vil><input name=a><button>", "<base href=//e.vil>", "<object data=x>",
    "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//e.vil>", "<noscript><p title='</noscript><img src=x onerror=1>'>",
    "<p title='\"><script>alert(1)</script>'>", "<textarea><script>1</script></textarea>", "<scr<script>ipt>1</script>", "<a href='x' style='x'>",
    "<div data-youtube='dQw4w9WgXcQ' onclick=1 class=x></div>", "<template><script>1</script></template>", "<!--><script>1</script>-->",
)  # fmt: skip

# Pieces of markup in any order, well formed or not.
soup = st.lists(
    st.sampled_from(
        [*HOSTILE, *KEPT, "<b>", "</b>", "<i>", "<div>", "</div>", "<p>", "</p>", "<h1>", "<table>", "<tr>", "<td>", "</table>",
         "<li>", "<ul>", "<a href=/x>", "</a>", "<a>", "ก", "น\u0e4d\u0e49", "\u0e32", "เ", " ", "&nbsp;", "&lt;b&gt;", "&#0;", '"', "<", "-->"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("html", KEPT)
def test_what_the_editor_makes_stays(html):
    assert clean_html(html) == html


@pytest.mark.parametrize("html, cleaned", CHANGED)
def test_what_people_paste_is_tidied(html, cleaned):
    assert clean_html(html) == cleaned


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_hostile_addresses_leave_the_words_only(address):
    assert clean_html(f'<p><a href="{address}">ก</a></p>') == "<p>ก</p>"


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_is_left(html):
    cleaned = clean_html(html).lower()

    for word in (
        "<script",
        "<svg",
        "<style",
        "<form",
        "<input",
        "<base",
        "<meta",
        "<link",
        "<iframe",
        "<object",
        "style=",
    ):
        assert word not in cleaned
    assert " on" not in "".join(cleaned.split('"')[::2])


@given(soup)
def test_cleaning_twice_changes_nothing(html):
    once = clean_html(html)

    assert clean_html(once) == once


@pytest.mark.parametrize(
    "piece",
    (
        "<b>",
        "<b><i>",
        "*_",
        "[",
        "<div>",
        "<blockquote>",
        "<table><tr><td>",
        '<div data-youtube="dQw4w9WgXcQ">',
        "<ul><li>",
        "<div><table></div></table>",
        "<",
        "&",
        "<p>",
        "<p a",
        '<a title="',
        "<img ",
        "<!--",
    ),
)
def test_no_text_hangs(piece):
    text = html_to_text(clean_html(piece * (300_000 // len(piece))))

    assert len(text) <= 300_000


def test_text_of_overgrown_markup_survives():
    assert clean_html("<div>" * (DEPTH_LIMIT + 1) + "ก<script>ข") == "<p>กข</p>"


FILM = '<div data-youtube="dQw4w9WgXcQ">'


def test_films_begin_with_a_link():
    link = f'<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" {REL}>ดู &amp; ฟัง</a>'

    assert with_films(f"<p>ก</p>{FILM}</div>", "ดู & ฟัง") == f"<p>ก</p>{FILM}{link}</div>"


@pytest.mark.parametrize(
    "html", (f"<pre>{FILM.replace('<', '&lt;')}</pre>", f"<p><a href='/x' title='{FILM}'>ก</a></p>")
)
def test_only_films_become_films(html):
    cleaned = clean_html(html)

    assert with_films(cleaned, "ดู") == cleaned


def test_html_to_text_keeps_borders():
    html = "<h2>ก</h2><p>ข<br>ค <strong>ง</strong>จ</p>ฉ<ul><li><p>1</p></li><li>2</li></ul><table><tr><td>3</td><td>4</td></tr><tr><td>5 &lt; 6</td></tr></table><pre>a\nb</pre>"

    assert html_to_text(html) == "ก\nข\nค งจ\nฉ\n1\n2\n3 4\n5 < 6\na\nb"


def test_text_to_html_makes_paragraphs():
    assert (
        text_to_html(" ก\r\nข\r\n \r\n\n<b>ค</b> & นํ้า ")
        == "<p>ก<br>ข</p>\n<p>&lt;b&gt;ค&lt;/b&gt; &amp; น้ำ</p>"
    )
    assert text_to_html(" \n ") == ""


@given(st.text(max_size=60))
def test_text_written_without_javascript_is_clean(text):
    html = text_to_html(text)

    assert html_to_text(clean_html(html)).split() == html_to_text(html).split()

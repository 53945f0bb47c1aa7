"""What is found, in which order, and by whom."""

import pytest

from knowledge.models import Article
from knowledge.search import search


@pytest.mark.parametrize(
    "text, body",
    (
        ("การอ่าน", "ครูฝึกการอ่านให้เด็กทุกวัน"),
        ("ความรู้", "ระบบการจัดการความรู้ของเขต"),
        ("จัดการความรู้", "ระบบการจัดการความรู้ของเขต"),
        ("นวัตกรม", "นวัตกรรมของครู"),
        ("บุคคลากร", "บุคลากรทุกคน"),
        ("นํ้ายืน", "อำเภอน้ำยืน"),
        ("เเผนการสอน", "แผนการสอนของครู"),
        ("พีแอลซี", "บันทึก PLC ครั้งที่ 3"),
        ("ชุมชนการเรียนรู้ทางวิชาชีพ", "บันทึก PLC ครั้งที่ 3"),
        ("แนวปฏิบัติที่ดี", "รวม Best Practice ของเขต"),
        ("ผอ", "ผ.อ. เล่าให้ฟัง"),
        ("ประถมศึกษาปีที่ ๑", "เด็ก ป.1 อ่านคล่อง"),
        ("โอเน็ต", "คะแนน O-NET ปีนี้"),
        ("onet", "คะแนน O-NET ปีนี้"),
        ("จักส", "ช่างจักสานวัย 74 ปี"),
        ("1500", "ครู 1,500 คน"),
        ("ว21/2560", "ตาม ว.21/2560"),
        ("จั", "ช่างจักสานวัย 74 ปี"),
    ),
)
def test_article_is_found_by(shelve, found, text, body):
    shelve("อาหารกลางวัน", "ผักสวนครัว")
    shelve("เรื่องที่ต้องการ", body)

    assert found(text) == ["เรื่องที่ต้องการ"]


def test_title_outranks_summary_and_body(shelve, found):
    filler = "แปลงผัก อาหาร กลางวัน " * 20
    shelve("เรื่องแรก", "ดูแลวินัย " + filler)
    shelve("เรื่องสอง", filler, summary="วินัยในห้อง")
    shelve("วินัยเชิงบวก", filler)

    assert found("วินัย") == ["วินัยเชิงบวก", "เรื่องสอง", "เรื่องแรก"]


def test_neighbouring_words_outrank_scattered_ones(shelve, found):
    shelve("ก", "ตรวจรับของ แล้วจึงคุมพัสดุ แยกกัน")
    shelve("ข", "กรรมการตรวจรับพัสดุ แล้วจึงคุมของ แยกกัน")
    shelve("ค", "อื่น ๆ")

    assert found("ตรวจรับพัสดุ")[0] == "ข"


def test_equals_stand_newest_first(shelve, found):
    titles = ["วินัยหนึ่ง", "วินัยสอง", "วินัยสาม"]
    for title in titles:
        shelve(title)

    assert found("วินัย") == titles[::-1]


def test_quoted_words_must_stand_as_they_are(shelve, found):
    shelve("ก", "เด็กอ่านคล่องแล้ว")
    shelve("ข", "เด็กคล่องแคล่วและชอบอ่าน")

    assert found('"อ่านคล่อง"') == ["ก"]
    assert found('"คล่องอ่าน"') == []


def test_minus_leaves_out(shelve, found):
    shelve("ก", "วินัยครู")
    shelve("ข", "วินัยนักเรียน")

    assert found("วินัย -นักเรียน") == ["ก"]
    assert found("วินัย -ครู") == ["ข"]
    assert found("-ครู") == []


def test_part_of_a_query_is_near_not_a_hit(shelve, visitor):
    shelve("จักสาน", "ไม้ไผ่")
    shelve("วินัย", "จักสาน พัสดุ สารบรรณ")
    results = search("วินัย พัสดุ สารบรรณ", user=visitor)
    assert (results.total, [hit.article.title for hit in results.items]) == (1, ["วินัย"])

    results = search("จักสาน พัสดุ สารบรรณ", user=visitor)
    assert results.total == 1
    assert [hit.article.title for hit in results.near] == ["จักสาน"]


def test_correction_is_told_and_can_be_refused(shelve, visitor):
    shelve("นวัตกรรมของครู")
    results = search("นวัตกรม", user=visitor)
    assert (results.corrected, results.total) == ("นวัตกรรม", 1)

    assert search("นวัตกรม", user=visitor, exact=True).corrected == ""


def test_staff_only_is_never_found_by_visitors(shelve, visitor, stranger):
    shelve("วินัยเปิดเผย", "ครู")
    shelve("วินัยภายใน", "ครู จักรพรรดิ", visibility="staff")
    for text in ("วินัย", "จักรพรรดิ", "ภายใน", '"วินัยภายใน"', "จักรพรร", "จ", "วินัย -เปิดเผย"):
        results = search(text, user=visitor)
        titles = [hit.article.title for hit in (*results.items, *results.near)]
        assert "วินัยภายใน" not in titles
        assert results.total == len(results.items)

    assert search("วินัย", user=stranger).total == 2
    assert search("จักรพรรดิ", user=visitor).total == 0


@pytest.mark.parametrize("status", ("draft", "submitted", "returned", "withdrawn", "archived", "discarded"))
def test_unpublished_is_found_by_nobody_even_from_a_stale_index(shelve, found, teacher, status):
    article = shelve("วินัยครู")
    Article.objects.filter(pk=article.pk).update(status=status, submitted_at=article.published_at)

    assert found("วินัย") == []
    assert found("วินัย", user=teacher) == []


def test_filters_narrow_the_hits_and_their_number(shelve, visitor):
    shelve("วินัยครู", kind="manual")
    shelve("วินัยเด็ก", kind="story")
    results = search("วินัย", user=visitor, within=Article.objects.public().filter(kind="story"))

    assert ([hit.article.title for hit in results.items], results.total) == (["วินัยเด็ก"], 1)


def test_other_orders(shelve, found):
    old, new = shelve("วินัย วินัย"), shelve("เรื่องอื่น", "วินัย")
    old.read_total = type(old).read_total.related.related_model.objects.create(article=old, total=9)

    assert found("วินัย", sort="newest") == [new.title, old.title]
    assert found("วินัย", sort="read") == [old.title, new.title]


def test_pages_hold_every_hit_once(shelve, visitor):
    for number in range(7):
        shelve(f"วินัย {number}")
    pages = [
        search("วินัย", user=visitor, page=page, per_page=3) for page in ("1", 2, "3", "99", "x", None, "-1")
    ]

    numbers = [[hit.article.title[-1] for hit in results.items] for results in pages]
    assert numbers[:3] == [["6", "5", "4"], ["3", "2", "1"], ["0"]]
    assert numbers[3:] == [["0"], ["6", "5", "4"], ["6", "5", "4"], ["6", "5", "4"]]
    assert {results.page.num_pages for results in pages} == {3}
    assert {results.total for results in pages} == {7}


@pytest.mark.parametrize("count", (1, 3))
def test_search_costs_a_fixed_number_of_queries(shelve, visitor, django_assert_num_queries, count):
    for number in range(count):
        shelve(f"วินัยครู {number}", "จักสาน")

    with django_assert_num_queries(4):  # words, matches, rows, their authors
        assert search("วินัยครู จักสาน", user=visitor).total == count

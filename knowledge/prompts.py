"""What people usually say in each kind of knowledge: headings the editor offers, never asks for.

The words are the office's own, in Thai, whatever the language of the page.
"""

import re

from knowledge.models import Article

Kind = Article.Kind

PROMPTS: dict[str, tuple[str, ...]] = {
    Kind.NOTE: ("เรื่องนี้คืออะไร", "ใช้เมื่อไร", "ทำอย่างไร", "ข้อควรระวัง", "แหล่งข้อมูลเพิ่มเติม"),
    Kind.BEST_PRACTICE: (
        "ความเป็นมาและความสำคัญ",
        "วัตถุประสงค์และเป้าหมาย",
        "กระบวนการหรือขั้นตอนการดำเนินงาน",
        "ผลการดำเนินงานและประโยชน์ที่ได้รับ",
        "ปัจจัยความสำเร็จ",
        "บทเรียนที่ได้รับ",
        "การเผยแพร่และการได้รับการยอมรับ",
    ),
    Kind.LESSON: (
        "กิจกรรม วันที่ และผู้ร่วม",
        "สิ่งที่คาดหวัง",
        "สิ่งที่เกิดขึ้นจริง",
        "สิ่งที่ทำได้ดี",
        "สิ่งที่ควรปรับปรุง",
        "ข้อเสนอแนะครั้งต่อไป",
    ),
    Kind.STORY: ("บริบท", "เหตุการณ์", "ทำอย่างไรจึงสำเร็จ", "ข้อคิด"),
    Kind.MANUAL: (
        "งานและกลุ่มที่รับผิดชอบ",
        "ระเบียบและกฎหมายที่เกี่ยวข้อง",
        "ขั้นตอน",
        "แบบฟอร์ม",
        "ข้อควรระวัง",
    ),
    Kind.INNOVATION: (
        "ปัญหาที่ต้องการแก้",
        "นวัตกรรมคืออะไร",
        "ขั้นตอนการใช้",
        "ระยะทดลองใช้ (ภาคเรียน)",
        "ผลการทดลอง",
        "สถานะ: ใช้ต่อ ปรับ หรือเลิก",
    ),
    Kind.RESEARCH: (
        "ที่มาและความสำคัญ",
        "คำถามและวัตถุประสงค์ของการวิจัย",
        "วิธีดำเนินการ",
        "ผลการวิจัย",
        "อภิปรายผลและข้อเสนอแนะ",
        "เอกสารอ้างอิง",
    ),
    Kind.MEDIA: ("สื่อนี้ใช้สอนเรื่องใด ชั้นใด", "วิธีใช้ในห้องเรียน", "สิ่งที่ต้องเตรียม", "ผลที่เกิดกับผู้เรียน"),
    Kind.OUTSTANDING: (
        "ความเป็นมา",
        "วิธีดำเนินการ",
        "ผลงานและหลักฐาน",
        "รางวัลหรือการยอมรับ",
        "การต่อยอดและเผยแพร่",
    ),
}

EVERY = tuple(dict.fromkeys(prompt for prompts in PROMPTS.values() for prompt in prompts))
EMPTY = r"(?:\s|<p[^>]*>(?:\s|<br ?/?>)*</p>)*"
UNTOUCHED = re.compile(rf"<h2[^>]*>\s*(?:{'|'.join(map(re.escape, EVERY))})\s*</h2>{EMPTY}(?=<h2|\Z)")


def without_untouched(html: str) -> str:
    """Return the text without the offered headings under which nothing was written."""
    return UNTOUCHED.sub("", html).strip()

"""What a reviewer looks for in each kind of knowledge. Each point, ticked, says what is still missing.

The words are the office's, in Thai; they go into the reason that the authors read.
"""

from knowledge.models import Article

Kind = Article.Kind

PUPILS = "ไม่มีชื่อ–สกุล ภาพ หรือข้อมูลส่วนบุคคลของนักเรียนที่ไม่ได้รับอนุญาต"
SOURCE = "อ้างอิงแหล่งที่มาของข้อความ ภาพ และตัวเลขที่นำมาจากผู้อื่น"
TITLE = "ชื่อเรื่องบอกได้ว่าเป็นเรื่องอะไร ทำกับใคร"

CHECKLISTS: dict[str, tuple[str, ...]] = {
    Kind.NOTE: (
        TITLE,
        "เนื้อหาถูกต้องและเป็นปัจจุบัน",
        "ผู้อื่นอ่านแล้วนำไปใช้ได้",
        SOURCE,
        PUPILS,
    ),
    Kind.BEST_PRACTICE: (
        "บอกความเป็นมาและปัญหาก่อนเริ่มทำ",
        "มีขั้นตอนที่ผู้อื่นทำตามได้",
        "มีผลที่เกิดขึ้นพร้อมหลักฐานหรือตัวเลข",
        "บอกปัจจัยความสำเร็จและข้อควรระวัง",
        SOURCE,
        PUPILS,
    ),
    Kind.LESSON: (
        "บอกสิ่งที่คาดหวังและสิ่งที่เกิดขึ้นจริง",
        "บอกสาเหตุของความแตกต่าง",
        "บอกสิ่งที่จะทำต่อหรือทำต่างไปในครั้งหน้า",
        "กล่าวถึงเหตุการณ์โดยไม่ทำให้ผู้ใดเสียหาย",
        PUPILS,
    ),
    Kind.STORY: (
        "เล่าเหตุการณ์ชัดเจน ว่าใคร ทำอะไร ที่ไหน เมื่อใด",
        "เห็นวิธีคิดหรือวิธีแก้ปัญหาของผู้เล่า",
        "สรุปข้อคิดที่ผู้อื่นนำไปใช้ได้",
        "ผู้ที่ถูกกล่าวถึงยินยอมให้เผยแพร่",
        PUPILS,
    ),
    Kind.MANUAL: (
        "บอกวัตถุประสงค์และผู้ใช้คู่มือ",
        "ขั้นตอนครบถ้วน เรียงลำดับ และทำตามได้",
        "ระบุระเบียบ กฎหมาย หรือแบบฟอร์มที่เกี่ยวข้องฉบับปัจจุบัน",
        "บอกผู้รับผิดชอบและระยะเวลาของแต่ละขั้นตอน",
        "ไม่มีข้อมูลส่วนบุคคลในตัวอย่างเอกสาร",
    ),
    Kind.INNOVATION: (
        "บอกปัญหาหรือความต้องการที่เป็นที่มา",
        "อธิบายหลักการและวิธีใช้นวัตกรรมให้ผู้อื่นใช้ได้",
        "มีผลการทดลองใช้พร้อมตัวเลขหรือหลักฐาน",
        "บอกข้อจำกัดและเงื่อนไขการนำไปใช้",
        SOURCE,
        PUPILS,
    ),
    Kind.RESEARCH: (
        "มีวัตถุประสงค์หรือคำถามวิจัย",
        "บอกกลุ่มเป้าหมาย เครื่องมือ และวิธีวิเคราะห์",
        "ผลตรงตามวัตถุประสงค์และมีตัวเลขรองรับ",
        "มีข้อเสนอแนะในการนำไปใช้",
        "มีบรรณานุกรมหรือเอกสารอ้างอิง",
        PUPILS,
    ),
    Kind.MEDIA: (
        "บอกระดับชั้น กลุ่มสาระ และจุดประสงค์ของสื่อ",
        "มีวิธีใช้สื่อที่ครูคนอื่นทำตามได้",
        "ไฟล์หรือลิงก์เปิดใช้งานได้",
        "ภาพ เสียง และตัวอักษรไม่ละเมิดลิขสิทธิ์",
        PUPILS,
    ),
    Kind.OUTSTANDING: (
        "บอกรางวัลหรือผลที่ได้รับ พร้อมระดับและปี",
        "มีขั้นตอนการทำงานที่เป็นแบบอย่างได้",
        "มีหลักฐานของผลงาน",
        "ให้เครดิตผู้ร่วมงานครบถ้วน",
        SOURCE,
        PUPILS,
    ),
}


def points_of(kind: str) -> list[tuple[str, str]]:
    """Return the points of a kind as choices of a form: number and words."""
    return [(str(number), words) for number, words in enumerate(CHECKLISTS[kind])]


def with_points(kind: str, numbers: list[str], reason: str) -> str:
    """Return the reason as the authors read it: what is still missing, then what the reviewer wrote."""
    words = dict(points_of(kind))
    missing = [f"– {words[number]}" for number in numbers]
    # Translators are not asked: the list above is data, in Thai, and so is its heading.
    lines = ["สิ่งที่ยังขาด", *missing] if missing else []
    return "\n".join([*lines, reason] if reason else lines)

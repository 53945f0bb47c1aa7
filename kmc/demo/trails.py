"""What reviewers wrote and decided: the trail of each article."""

import random
from datetime import datetime, timedelta

from kmc.demo.people import Person

RETURN_REASONS = (
    "เนื้อหาดีมาก ขอเพิ่มจำนวนนักเรียนและช่วงเวลาที่ทดลอง ผู้อ่านจะได้เทียบกับห้องของตนได้",
    "กรุณาแยกสิ่งที่ทำกับผลที่เกิดขึ้นออกจากกัน และบอกข้อที่ทำแล้วไม่ได้ผลอย่างน้อยหนึ่งข้อ",
    "ชื่อเรื่องกว้างเกินไป ขอให้ระบุชั้นและทักษะที่พัฒนา และย่อบทนำให้เหลือหนึ่งย่อหน้า",
    "มีชื่อจริงของนักเรียนในย่อหน้าที่สอง กรุณาใช้ชื่อสมมติหรือตัดออกก่อนส่งมาใหม่",
    "ขอให้แนบตารางคะแนนก่อนและหลัง หรือเล่าเป็นตัวเลขสั้น ๆ ในเนื้อหา",
    "ขั้นตอนที่ 3 กับ 4 ซ้ำกัน กรุณารวมเป็นข้อเดียว และอ้างระเบียบฉบับปัจจุบัน",
    "ภาพประกอบเห็นหน้านักเรียนชัดเจน กรุณาเปลี่ยนภาพหรือแนบหนังสือยินยอมของผู้ปกครอง",
)
WITHDRAW_REASONS = (
    "ระเบียบที่อ้างถึงยกเลิกแล้ว ผู้เขียนขอปรับปรุงเนื้อหาก่อนเผยแพร่ใหม่",
    "เนื้อหาซ้ำกับเรื่องที่เผยแพร่ก่อนหน้า ผู้เขียนขอนำไปรวมเป็นเรื่องเดียว",
    "พบตัวเลขในตารางคลาดเคลื่อน ขอถอนเพื่อตรวจสอบกับข้อมูลต้นทาง",
    "ผู้ปกครองขอให้ถอนภาพ ผู้เขียนจะเปลี่ยนภาพแล้วส่งใหม่",
)
ARCHIVE_REASONS = (
    "โครงการสิ้นสุดแล้ว เก็บไว้เป็นหลักฐานอ้างอิง",
    "มีแนวปฏิบัติใหม่ของสำนักงานแทนแล้ว เก็บไว้ให้ค้นตามเลขที่",
)
Step = tuple[str, Person, datetime, str]


def submitted(author: Person, at: datetime, reviewer: Person, rng: random.Random) -> list[Step]:
    """Return the steps up to the sending that counts; one article in eight was returned once before."""
    if rng.random() > 0.12:
        return [("submitted", author, at, "")]
    return [
        ("submitted", author, at - timedelta(days=6, hours=2), ""),
        ("returned", reviewer, at - timedelta(days=4), rng.choice(RETURN_REASONS)),
        ("submitted", author, at, ""),
    ]

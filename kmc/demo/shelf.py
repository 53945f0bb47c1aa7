"""Pieces into the database, a batch at a time: articles, credits, trails, keywords, pictures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from accounts.models import ActivityDay, Organization
from kmc.demo.drawings import Illustrator
from kmc.demo.people import People
from kmc.demo.places import Places
from kmc.demo.rows import batches, catch_up_sequences, first_free_id, insert_objects
from kmc.demo.sources import SOURCES
from kmc.demo.texts import Text, body_with_pictures
from kmc.demo.writing import Piece
from kmc.lib.dates import local_day
from knowledge.freshness import due_day
from knowledge.models import Article, Authorship, Review, Tag, TaggedArticle, Topic
from knowledge.services.importing import import_lines

BATCH = 500
# The first whose words stand among the keywords or in the title.
LEVELS = (
    ("early", ("อนุบาล", "ปฐมวัย")),
    ("lower_secondary", ("ม.1", "ม.2", "ม.3", "มัธยม")),
    ("primary", ("ป.1", "ป.2", "ป.3", "ป.4", "ป.5", "ป.6", "ประถม", "นักเรียน", "การอ่าน")),
    ("office", ("พัสดุ", "การเงิน", "เบิก", "ธุรการ", "สารบรรณ", "หนังสือราชการ", "วินัย", "แผนงาน")),
)
SUBJECTS = (
    ("thai", ("ภาษาไทย", "การอ่าน", "อ่านออกเขียนได้", "ตัวสะกด")),
    ("mathematics", ("คณิตศาสตร์", "เศษส่วน")),
    ("science", ("วิทยาศาสตร์", "เทคโนโลยี", "แมลง", "วิทยาการคำนวณ")),
    ("foreign", ("ภาษาอังกฤษ",)),
    ("social", ("สังคมศึกษา", "ท้องถิ่น")),
    ("health", ("สุขศึกษา", "พลศึกษา", "อาหารกลางวัน")),
    ("art", ("ศิลปะ", "ดนตรี")),
    ("career", ("การงานอาชีพ", "เศรษฐกิจพอเพียง", "แปลงผัก")),
    ("activities", ("ลูกเสือ", "แนะแนว")),
)


class Shelf:
    """Stores pieces and remembers what the later steps need: days of publication and of work."""

    def __init__(self, places: Places):
        self.places = places
        self.next_id = first_free_id(Article)
        self.tags = dict(Tag.objects.values_list("name", "pk"))
        self.next_tag = first_free_id(Tag)
        self.topics = list(Topic.objects.categories().in_order())
        self.components = list(Topic.objects.components().in_order())
        self.illustrator = Illustrator()
        self.published: list[tuple[int, date]] = []
        self.working_days: dict[int, set[date]] = defaultdict(set)
        self.by_slug: dict[str, int] = {}

    def store(self, pieces: Iterable[Piece]) -> Iterator[int]:
        """Write the pieces; yield how many are written after each batch."""
        written = 0
        for batch in batches(pieces, BATCH):
            self.store_batch(batch)
            written += len(batch)
            yield written
        catch_up_sequences(Article, Tag)

    def store_batch(self, batch: list[Piece]) -> None:
        first = self.next_id
        self.next_id += len(batch)
        pairs = list(zip(batch, (self.made(piece, first + n) for n, piece in enumerate(batch)), strict=True))
        insert_objects(article for _piece, article in pairs)
        insert_objects(credit for pair in pairs for credit in credits_of(*pair))
        insert_objects(step for pair in pairs for step in self.steps_of(*pair))
        insert_objects(self.new_tags(batch))
        insert_objects(
            TaggedArticle(tag_id=self.tags[tag], content_object_id=article.pk)
            for piece, article in pairs
            for tag in dict.fromkeys(piece.text.tags)
        )
        self.illustrator.keep_attachments()

    def made(self, piece: Piece, pk: int) -> Article:
        """Return the row of a piece with its pictures, and remember it."""
        article = self.article(piece, pk)
        article.body = self.illustrated(piece, article)
        if piece.status == "published":
            self.published.append((pk, article.first_published_on))
        if piece.text.slug:
            self.by_slug[piece.text.slug] = pk
        return article

    def article(self, piece: Piece, pk: int) -> Article:
        """Return the row of a piece."""
        text = piece.text
        return Article(
            pk=pk,
            title=text.title[:300],
            summary=text.summary,
            kind=text.kind,
            status=piece.status,
            visibility=text.visibility,
            licence=piece.licence,
            topic=next((topic for topic in self.topics if text.topic in topic.name), None),
            component=self.components[text.component - 1] if text.component else None,
            organization=piece.organization,
            network_id=self.places.network_of.get(piece.organization.pk),
            created_by_id=piece.authors[0].pk,
            created_at=piece.created_at,
            edited_at=piece.edited_at,
            submitted_at=piece.submitted_at,
            first_published_at=piece.published_at,
            first_published_on=piece.published_at and local_day(piece.published_at),
            published_at=piece.published_at,
            published_by_id=piece.publisher.pk if piece.publisher else None,
            version=1 + len(piece.steps),
            review_due_on=piece.published_at and due_day(text.kind, local_day(piece.published_at)),
            level=named_in(text, LEVELS),
            subject=named_in(text, SUBJECTS),
            pupils="none" if text.slug else "",
            form_token=piece.form_token,
        )

    def illustrated(self, piece: Piece, article: Article) -> str:
        """Return the body with its pictures; give the article its cover."""
        text = piece.text
        if not text.slug:
            return text.body
        article.cover, article.cover_alt = self.illustrator.cover(text)
        figures = [self.illustrator.figure(text, number, article) for number in range(len(text.drawings))]
        return body_with_pictures(text, figures)

    def steps_of(self, piece: Piece, article: Article) -> Iterator[Review]:
        for action, person, at, reason in piece.steps:
            self.working_days[person.pk].add(local_day(at))
            yield Review(article_id=article.pk, action=action, by_id=person.pk, at=at, reason=reason)
        self.working_days[piece.authors[0].pk].add(local_day(piece.created_at))

    def acquire(self, people: People, office: Organization) -> int:
        """Bring in the documents that come with the demo, stamped with their own days. Return their number."""
        admin = people.demo_user("admin")
        for path in SOURCES:
            with path.open("rb") as lines:
                outcome = import_lines(lines=lines, by=admin, organization=office)
            assert not outcome.refused, outcome.refused
        acquired = Article.objects.filter(origin=Article.Origin.ACQUIRED).order_by("pk")
        for article in acquired:
            article.reviews.update(at=article.published_at)
            self.published.append((article.pk, article.first_published_on))
            self.working_days[admin.pk].add(article.first_published_on)
        ActivityDay.objects.filter(user=admin).delete()  # the work was done then, not today
        return len(acquired)

    def new_tags(self, batch: list[Piece]) -> Iterator[Tag]:
        for name in dict.fromkeys(tag for piece in batch for tag in piece.text.tags):
            if name not in self.tags:
                tag = Tag(pk=self.next_tag, name=name)
                tag.slug = tag.slugify(name)
                if tag.slug in self.tags.values():
                    tag.slug = tag.slugify(name, tag.pk)
                self.tags[name] = tag.pk
                self.next_tag += 1
                yield tag


def named_in(text: Text, words: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """Return the first value one of whose words the text is about, or nothing."""
    about = " ".join([text.title, *text.tags])
    return next((value for value, signs in words if any(sign in about for sign in signs)), "")


def credits_of(piece: Piece, article: Article) -> Iterator[Authorship]:
    for position, person in enumerate(piece.authors):
        yield Authorship(
            article_id=article.pk,
            user_id=person.pk,
            organization_id=person.organization_id,
            position=position,
        )

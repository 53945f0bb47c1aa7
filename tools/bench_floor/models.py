"""One row is one article."""

from django.db import models


class Article(models.Model):
    title = models.CharField(max_length=300)
    body = models.TextField()
    published_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-published_at", "-pk"]

    def __str__(self):
        return self.title

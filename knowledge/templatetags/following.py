"""The button that follows something, for the pages of topics, people and units."""

from django import template

from knowledge.permissions import can_follow

register = template.Library()


@register.inclusion_tag("components/follow_button.html", takes_context=True)
def follow_button(context, kind, target):
    """Show it to signed-in people who may follow the thing. One query for them, none for visitors."""
    user = context["user"]
    if not can_follow(user, kind, target):
        return {"kind": ""}
    return {
        "kind": kind,
        "id": target.pk,
        "is_followed": user.follows.of_one(kind, target.pk).exists(),
        "csrf_token": context["csrf_token"],
    }

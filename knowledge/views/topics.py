"""The framework of required knowledge: its trees, a topic, the map, what is needed of a topic."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.stamps import day_stamp, site_stamp
from kmc.lib.pages import public_page
from knowledge.coverage import FRAMEWORK, Lens, State, counts_by_state, sum_line, with_coverage
from knowledge.forms.topics import NeedForm
from knowledge.models import Article, Topic, TopicRequest
from knowledge.permissions import can_ask, can_set_need, can_write
from knowledge.services.topics import set_need
from knowledge.shown.moving import lately_commented, lately_used
from knowledge.topic_map import MapForm, drawn, ordered

RELATED = 5
IN_TOPIC = 10
WISHES = 5
TREES = (*FRAMEWORK, Topic.Tree.LEVEL, Topic.Tree.SUBJECT)


@require_safe
@public_page(day_stamp)
def topic_list(request):
    """The four trees with what each topic holds, all of it or the topics in one state."""
    lens = Lens(request.user, site_stamp(request))
    topics = with_coverage(Topic.objects.in_order(), lens.numbers)
    wanted = request.GET.get("state")
    state = State(wanted) if wanted in State.values else None
    shown = [topic for topic in topics if state in (None, topic.coverage.state)]
    context = {
        "trees": [(tree, [topic for topic in shown if topic.tree == tree]) for tree in TREES],
        "states": states_of(topics, state),
        "state": state,
        "shown": shown,
        "sum_line": sum_line([topic for topic in topics if topic.tree in FRAMEWORK]),
    }
    return render(request, "knowledge/topic_list.html", context)


def states_of(topics, chosen) -> list[dict]:
    """Return the tabs: all topics, then those in each state."""
    counts = counts_by_state(topics)
    every = {"url": "?", "text": _("All"), "count": len(topics), "is_current": chosen is None}
    return [
        every,
        *(
            {
                "url": f"?state={state.value}",
                "text": state.label,
                "count": counts[state.value],
                "is_current": state == chosen,
            }
            for state in State
        ),
    ]


@require_safe
@public_page(day_stamp)
def topic_detail(request, pk):
    """A topic: what is needed and how much of it there is, what moves in it, what is missed."""
    topic = get_object_or_404(Topic.objects.with_owners(), pk=pk)
    lens = Lens(request.user, site_stamp(request))
    children = with_coverage([topic, *topic.children.in_order()], lens.numbers)[1:]
    articles = Article.objects.readable_by(request.user).in_topic(topic)
    wishes = TopicRequest.objects.visible_to(request.user).open().of_topic(topic).with_seconds(request.user)
    context = {
        "topic": topic,
        "children": children,
        "newest": articles.newest_first().for_list()[:IN_TOPIC],
        "most_read": articles.most_read_first().only("pk", "title", "kind")[:RELATED],
        "total": topic.coverage.total,
        "wishes": wishes.most_wanted_first()[:WISHES],
        "commented": lately_commented(request.user, within=articles),
        "used": lately_used(request.user, within=articles),
        "may_ask": can_ask(request.user),
        "may_write": can_write(request.user),
        "may_set_need": can_set_need(request.user),
    }
    return render(request, "knowledge/topic_detail.html", context)


@require_safe
@public_page(day_stamp)
def topic_map(request):
    """The map of a tree, drawn here, with its table: for all, or for a unit with all below it and a level."""
    form = MapForm(request.GET, version=site_stamp(request))
    form.is_valid()
    tree, unit, level = form.choice("tree"), form.choice("organization"), form.choice("level")
    lens = Lens(request.user, site_stamp(request), unit, level)
    topics = with_coverage(Topic.objects.of_tree(tree).with_owners().in_order(), lens.numbers)
    context = {
        "form": form,
        "tree": Topic.Tree(tree),
        "unit": unit,
        "level": level and Article.Level(level),
        "leaves": drawn(topics),
        "rows": ordered(topics, form.choice("sort")),
        "counts": counts_by_state(topics),
        "states": list(State),
        "sum_line": sum_line(topics),
        "has_depth": any(topic.depth for topic in topics),
    }
    return render(request, "knowledge/topic_map.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def topic_need(request, pk):
    """Say what is needed of a topic, for whom, by when and who looks after it."""
    topic = get_object_or_404(Topic.objects.with_owners(), pk=pk)
    if not can_set_need(request.user):
        raise PermissionDenied
    form = NeedForm(request.POST if request.method == "POST" else None, topic=topic)
    if form.is_valid():
        set_need(topic=topic, by=request.user, data=form.need_data)
        messages.success(request, _("What is needed of this topic is saved."))
        return redirect(topic)
    return render(request, "knowledge/topic_need.html", {"topic": topic, "form": form})

"""So often in an hour, each person for themselves."""

from django.core.cache import cache

from kmc.lib.limits import is_too_often


def test_counts_each_person_and_thing_for_itself():
    cache.clear()

    asked = [is_too_often("uploads", 1, 2) for _time in range(3)]

    assert asked == [False, False, True]
    assert not is_too_often("uploads", 2, 2)
    assert not is_too_often("export", 1, 2)


def test_entry_that_ran_out_meanwhile_is_no_fault(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args, **kwargs: False)
    cache.clear()

    assert not is_too_often("uploads", 1, 0)

"""Sentences of Django and of packages that lack Thai, or have Thai unlike ours: listed so that `makemessages` keeps them."""

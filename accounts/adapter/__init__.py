"""How django-allauth behaves here."""

from accounts.adapter.account import AccountAdapter, display_name
from accounts.adapter.second_step import SecondStepAdapter
from accounts.adapter.social import SocialAdapter

__all__ = ["AccountAdapter", "SecondStepAdapter", "SocialAdapter", "display_name"]

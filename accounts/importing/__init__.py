"""Bringing in lists of staff and organizations: reading, checking row by row, writing what is right.

Written here, not on django-import-export: that knows neither a step for matching columns, nor
writing the right rows without the wrong ones, nor an outcome that is kept.
"""

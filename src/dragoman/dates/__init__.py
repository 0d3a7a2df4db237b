"""Dates: text in, time expressions with TIMEX3 value and interval out; and which of them dates an act."""

from dragoman.dates.choose import event_date, precision
from dragoman.dates.find import find_dates

__all__ = ["event_date", "find_dates", "precision"]

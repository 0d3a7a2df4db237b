"""Dates: text in, time expressions with TIMEX3 value and interval out; and which of them dates an act."""

from dragoman.dates.choose import event_date, in_another_clause, precision, said_there
from dragoman.dates.find import find_dates
from dragoman.dates.tense import sentence_bounds

__all__ = ["event_date", "find_dates", "in_another_clause", "precision", "said_there", "sentence_bounds"]

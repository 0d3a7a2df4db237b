"""The codebook: PLOVER types, actors, eras and status words as data files, with strict loaders."""

from dragoman.codebook.inflection import past_forms, plural, verb_forms
from dragoman.codebook.lineage import polity_of_day
from dragoman.codebook.load import codebook_digest, event_type, event_types, parse_page, status_table
from dragoman.codebook.own import own_digest, own_types, place_of
from dragoman.codebook.schema import Cue, EventType, Example, Mode, StatusTable

__all__ = [
    "Cue",
    "EventType",
    "Example",
    "Mode",
    "StatusTable",
    "codebook_digest",
    "event_type",
    "event_types",
    "own_digest",
    "own_types",
    "parse_page",
    "past_forms",
    "place_of",
    "plural",
    "polity_of_day",
    "status_table",
    "verb_forms",
]

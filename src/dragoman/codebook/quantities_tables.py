"""The tables of quantities: CSV of units, counted nouns, hedges, fates and names in, checked look-ups out."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from dragoman.codebook.inflection import verb_forms
from dragoman.errors import CodebookError

__all__ = [
    "Counted",
    "Fate",
    "Phrases",
    "QuantityTables",
    "Unit",
    "parse_counted",
    "parse_fates",
    "parse_hedges",
    "parse_named",
    "parse_sized",
    "parse_units",
    "quantity_tables",
]

T = TypeVar("T")

_FATES = "killed injured missing detained captured displaced expelled released evacuated".split()
#: The look-ups of fates, in the order of the fields of QuantityTables.
_FORMS = ("doing", "done", "states")
_CHOICES = {
    ("units.csv", "kind"): "power energy mass length area volume share money".split(),
    ("units.csv", "place"): ["after", "before", "both"],
    ("counted.csv", "kind"): ["person", "thing", "party", "fate"],
    ("sized.csv", "kind"): ["money", "stuff"],
    ("hedges.csv", "place"): ["before", "after"],
    ("hedges.csv", "kind"): ["over", "under", "about", "nearly"],
    ("fates.csv", "form"): ["verb", "state", "before"],
    ("fates.csv", "fate"): _FATES,
    ("fates.csv", "whom"): ["any", "person", "lives", "person|lives"],
    ("named.csv", "place"): ["before", "after"],
}


class Phrases(dict[str, T]):
    """Phrases with what they say; `heads` are their first words, for a quick look."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        super().__init__(entries)
        self.heads = frozenset(phrase.partition(" ")[0] for phrase in entries)


class Unit(NamedTuple):
    """A unit as it is written: its canonical name, how many of those it is, and what it measures."""

    unit: str
    factor: float
    kind: str


class Counted(NamedTuple):
    """A noun that is counted: canonical words and kind (person, thing, party of a talk, or a fate of its own)."""

    of: str
    kind: str


class Fate(NamedTuple):
    """What befell people, and of whom the word says so: `any`, `person` or `lives`."""

    fate: str
    whom: tuple[str, ...]


class QuantityTables(NamedTuple):
    """All look-ups by lower-case words.

    `units` stand behind a number, `signs` before it; `plurals` and `singulars` are counted nouns; `money` and
    `stuff` name what has a size; `hedges` are those before and after a number; fates are told by the word before a
    number (`doing`: killed 24), by a participle after it (`done`: 24 were killed) or by a state (24 dead).
    `labels` before a number and `lengths` after it make it no quantity.
    """

    units: Phrases[Unit]
    signs: Phrases[Unit]
    plurals: Phrases[Counted]
    singulars: Phrases[Counted]
    money: Phrases[str]
    stuff: Phrases[str]
    hedges_before: Phrases[str]
    hedges_after: Phrases[str]
    doing: Phrases[tuple[Fate, ...]]
    done: Phrases[tuple[Fate, ...]]
    states: Phrases[tuple[Fate, ...]]
    labels: frozenset[str]
    lengths: frozenset[str]


def _rows(text: str, name: str, columns: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row; raises CodebookError with file and line for what breaks the form."""
    reader = csv.reader(io.StringIO(text))
    if next(reader, []) != columns:
        raise CodebookError(f"{name}:1: columns are {', '.join(columns)}")
    for cells in reader:
        row = dict(zip(columns, cells, strict=False))
        where = f"{name}:{reader.line_num}"
        if len(cells) != len(columns) or not (cells[0] and row["source"]):
            raise CodebookError(f"{where}: want {', '.join(columns)}, the first and the source not empty")
        for column, value in row.items():
            allowed = _CHOICES.get((name, column))
            if allowed and value not in allowed:
                raise CodebookError(f"{where}: {column} {value!r} is none of {', '.join(allowed)}")
        yield reader.line_num, row


def _split(cell: str) -> list[str]:
    return [words for words in cell.split("|") if words]


def _factor(row: dict[str, str], where: str) -> float:
    try:
        factor = float(row["factor"])
    except ValueError:
        factor = math.nan
    if not (0 < factor < math.inf):
        raise CodebookError(f"{where}: factor {row['factor']!r} is no number above zero")
    return factor


def parse_units(text: str, name: str = "units.csv") -> tuple[dict[str, Unit], dict[str, Unit]]:
    """The units behind a number, and those before it."""
    after: dict[str, Unit] = {}
    before: dict[str, Unit] = {}
    for line, row in _rows(text, name, ["words", "unit", "factor", "kind", "place", "source"]):
        unit = Unit(row["unit"], _factor(row, f"{name}:{line}"), row["kind"])
        entries = dict.fromkeys(_split(row["words"]), unit)
        after |= entries if row["place"] != "before" else {}
        before |= entries if row["place"] != "after" else {}
    return after, before


def parse_counted(text: str, name: str = "counted.csv") -> tuple[dict[str, Counted], dict[str, Counted]]:
    """The counted nouns in the plural, and in the singular."""
    plurals: dict[str, Counted] = {}
    singulars: dict[str, Counted] = {}
    for _, row in _rows(text, name, ["plural", "singular", "of", "kind", "source"]):
        counted = Counted(row["of"], row["kind"])
        plurals |= dict.fromkeys(_split(row["plural"]), counted)
        singulars |= dict.fromkeys(_split(row["singular"]), counted)
    return plurals, singulars


def parse_sized(text: str, name: str = "sized.csv") -> tuple[dict[str, str], dict[str, str]]:
    """What is worth money, and what has another measure: words to canonical words."""
    found: dict[str, dict[str, str]] = {"money": {}, "stuff": {}}
    for _, row in _rows(text, name, ["words", "of", "kind", "source"]):
        found[row["kind"]] |= dict.fromkeys(_split(row["words"]), row["of"])
    return found["money"], found["stuff"]


def parse_hedges(text: str, name: str = "hedges.csv") -> tuple[dict[str, str], dict[str, str]]:
    """The hedges before a number and after it: words to over, under, about or nearly."""
    found: dict[str, dict[str, str]] = {"before": {}, "after": {}}
    for _, row in _rows(text, name, ["words", "place", "kind", "source"]):
        found[row["place"]] |= dict.fromkeys(_split(row["words"]), row["kind"])
    return found["before"], found["after"]


def _fate_words(base: str, form: str) -> Iterator[tuple[str, str]]:
    """Each written form of a word of `fates.csv` with the look-up it belongs to."""
    if form != "verb":
        yield base, "doing" if form == "before" else "states"
        return
    verb, _, rest = base.partition(" ")
    forms = verb_forms(verb)
    for words, look_up in ((forms.all(), "doing"), (forms.participle, "done")):
        for word in words:
            yield f"{word} {rest}".strip(), look_up


def parse_fates(text: str, name: str = "fates.csv") -> dict[str, dict[str, tuple[Fate, ...]]]:
    """The words of fates by look-up: `doing`, `done`, `states`; verbs in all their forms."""
    found: dict[str, dict[str, tuple[Fate, ...]]] = {form: {} for form in _FORMS}
    for _, row in _rows(text, name, ["words", "form", "fate", "whom", "source"]):
        fate = Fate(row["fate"], tuple(row["whom"].split("|")))
        for base in _split(row["words"]):
            for word, look_up in _fate_words(base, row["form"]):
                found[look_up][word] = (*found[look_up].get(word, ()), fate)
    return found


def parse_named(text: str, name: str = "named.csv") -> tuple[frozenset[str], frozenset[str]]:
    """The words before a number and after it that make it a name, a time, a length of time or a rank."""
    found: dict[str, list[str]] = {"before": [], "after": []}
    for _, row in _rows(text, name, ["words", "place", "why", "source"]):
        found[row["place"]] += _split(row["words"])
    return frozenset(found["before"]), frozenset(found["after"])


def _text(name: str) -> str:
    return (files("dragoman.codebook") / "quantities" / name).read_text(encoding="utf-8")


@cache
def quantity_tables() -> QuantityTables:
    """The tables of the codebook; raises CodebookError with file and line for what breaks their form."""
    units, signs = parse_units(_text("units.csv"))
    plurals, singulars = parse_counted(_text("counted.csv"))
    money, stuff = parse_sized(_text("sized.csv"))
    before, after = parse_hedges(_text("hedges.csv"))
    fates = parse_fates(_text("fates.csv"))
    labels, lengths = parse_named(_text("named.csv"))
    doing, done, states = (Phrases(fates[form]) for form in _FORMS)
    return QuantityTables(
        units=Phrases(units),
        signs=Phrases(signs),
        plurals=Phrases(plurals),
        singulars=Phrases(singulars),
        money=Phrases(money),
        stuff=Phrases(stuff),
        hedges_before=Phrases(before),
        hedges_after=Phrases(after),
        doing=doing,
        done=done,
        states=states,
        labels=labels,
        lengths=lengths,
    )

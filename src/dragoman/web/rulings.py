"""Rulings by readers of pages: the fields of a form in, the ruling kept and the address to go back to out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from dragoman.errors import FilterError
from dragoman.ledger import Ledger, Ruling, Shown
from dragoman.ledger.filters import check_word

__all__ = ["Kept", "Recent", "kept", "recent"]

_VERDICTS = ("accept", "reject", "recode", "same", "not same", "undo")
_LISTS = ("actors", "recipients")
_FIELDS = ("type", "about", "status", *_LISTS, "date")
_NOTHING = frozenset({"none", "unknown", "-"})
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A ruling that was kept, and where its reader goes on."""

    ruling: Ruling
    back: str


@dataclass(frozen=True, slots=True)
class Recent:
    """Rulings, the last first, and how many there are in all.

    `standing` are the numbers of those that stand, `hrefs` where what was ruled on is, None where it is no more.
    """

    rulings: tuple[Ruling, ...]
    total: int
    standing: frozenset[int]
    hrefs: dict[str, str | None]


def kept(path: Path, who: str, form: Mapping[str, str]) -> Kept:
    """Keep what a form rules; raises FilterError for words, ids and codes that cannot be meant."""
    verdict = form.get("verdict", "")
    check_word("verdict", verdict, _VERDICTS)
    other = form.get("other", "").strip() or None
    if verdict != "recode" and any(form.get(name, "").strip() for name in _FIELDS):
        raise FilterError(f"{verdict} takes no type, status, party or date; recode does")
    fields = _fields(form) if verdict == "recode" else None
    with Ledger(path) as ledger:
        if verdict == "undo" and form.get("number"):
            _check_stands(ledger, form["number"])
        ruling = ledger.rule(
            form.get("id", ""), verdict, other, form.get("note", "").strip() or None,
            who=form.get("who", "").strip() or who, fields=fields,
        )  # fmt: skip
        return Kept(ruling, _back(ledger, form.get("back", "/"), ruling))


def _check_stands(ledger: Ledger, number: str) -> None:
    if number not in {str(one.number) for one in ledger.rulings(standing=True)}:
        raise FilterError(f"ruling {number} stands no more; load the page again")


def _back(ledger: Ledger, wanted: str, ruling: Ruling) -> str:
    """Where its reader was, with the ruling told; at the row itself where the event is gone with it."""
    parts = urlsplit(_inside(wanted))
    path, query, anchor = parts.path, parts.query, parts.fragment
    if path.startswith(("/events/", "/undertakings/")):
        try:
            shown = ledger.show(path.rpartition("/")[2])
        except FilterError:
            shown = None
        if shown is None or (isinstance(shown, Shown) and shown.event is None):
            path, query, anchor = (f"/rows/{ruling.one}" if path.startswith("/events/") else "/rulings"), "", ""
    kept_words = [pair for pair in parse_qsl(query) if pair[0] != "done"]
    return f"{path}?{urlencode([*kept_words, ('done', str(ruling.number))])}{f'#{anchor}' if anchor else ''}"


def recent(ledger: Ledger, asked: object) -> Recent:
    """What readers ruled, the latest first."""
    every: Sequence[Ruling] = ledger.rulings()
    shown = tuple(reversed(every[-_SHOWN:]))
    standing = frozenset(one.number for one in ledger.rulings(standing=True))
    out = {one.one for one in every if one.number in standing and one.verdict == "reject"}
    hrefs = {one.one: _where(one.one, one.one in out) for one in shown}
    return Recent(shown, len(every), standing, hrefs)


def _where(id_: str, out: bool) -> str | None:
    """Where a row or step is; a step that was ruled out is of no undertaking."""
    if id_.startswith("u"):
        return None if out else f"/undertakings/{id_}"
    return f"/rows/{id_}"


def _inside(address: str) -> str:
    """An address of our own pages: a path, and nothing that a browser takes for another site."""
    plain = address.isprintable() and address.isascii()
    return address if plain and address.startswith("/") and not address.startswith(("//", "/\\")) else "/"


def _fields(form: Mapping[str, str]) -> dict[str, object]:
    """What a recoding sets: what is empty stays as it is, `none` and `unknown` set nothing."""
    found: dict[str, object] = {}
    given = {name: form.get(name, "").strip() for name in _FIELDS}
    if given["type"]:
        found["type"], _, mode = given["type"].partition("/")
        found["mode"] = mode or None
    for name in ("about", "date"):
        if given[name]:
            found[name] = None if given[name].lower() in _NOTHING else given[name]
    if given["status"]:
        found["status"] = given["status"]
    for name in _LISTS:
        if given[name]:
            codes = given[name].upper().replace(",", " ").split()
            found[name] = () if given[name].lower() in _NOTHING else tuple(codes)
    if not found:
        raise FilterError("a recoding needs what is right: a type, status, act beneath, party or date")
    return found

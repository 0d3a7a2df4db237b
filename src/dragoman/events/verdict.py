"""What an act is called: a cue, its fate and the act beneath it in, type, mode, about, status and intensity out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.codebook import EventType
from dragoman.events.acts import Act
from dragoman.events.fate import GOVERNED, becomes
from dragoman.records import Status

__all__ = ["DONE", "FINAL", "Verdict", "find_verdict", "make_verdict"]

#: What is said to be put off or called off tomorrow is put off or called off today.
FINAL = frozenset({Status.POSTPONED, Status.CANCELLED})
#: Statuses of acts that took place or are taking place.
DONE = frozenset({Status.OCCURRED, Status.ONGOING})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to the three questions (type, about, status), with mode and intensity."""

    type: str
    mode: str | None
    about: str | None
    status: Status
    intensity: float


def find_verdict(act: Act, status: Status, beneath: Act | None, pages: Mapping[str, EventType]) -> Verdict:
    """Settle an act whose fate is `status`; `beneath` is the act that it governs, `pages` are those of all types."""
    cue = act.match.cue
    if cue.status in FINAL and status is Status.PLANNED:
        status = cue.status
    if act.match.type in GOVERNED or cue.takes == "act":
        return _speech(act, status, beneath, pages)
    type_, mode = becomes(act.match.type, cue.mode, status)
    about = cue.about if type_ == act.match.type else _label(act.match.type, cue.mode)
    return _verdict(act, pages[type_], mode, about, status)


def _speech(act: Act, status: Status, beneath: Act | None, pages: Mapping[str, EventType]) -> Verdict:
    """An act of speech: its fate is that of what it speaks about."""
    cue, type_ = act.match.cue, act.match.type
    about, mode = cue.about, cue.mode
    if beneath and beneath.match.type != type_:
        about = _about(cue.about, _label(beneath.match.type, beneath.match.cue.mode))
    if status in DONE and (about or type_ != "THREATEN"):
        status = cue.status or GOVERNED.get(type_, status)
    if beneath and mode is None and type_ in {"REJECT", "THREATEN"}:
        fate = Status.REFUSED if type_ == "REJECT" else Status.PLANNED
        _, mode = becomes(beneath.match.type, beneath.match.cue.mode, fate)
        mode = mode if mode in pages[type_].modes else None
    return _verdict(act, pages[type_], mode, about, status)


def _verdict(act: Act, page: EventType, mode: str | None, about: str | None, status: Status) -> Verdict:
    fixed = act.match.cue.intensity if page.type == act.match.type else None
    return Verdict(page.type, mode, about, status, intensity_of(page, mode, status) if fixed is None else fixed)


def _about(fixed: str | None, found: str) -> str:
    """What the page says lies beneath, made more precise by what was found."""
    return found if fixed is None or found.startswith(fixed) else fixed


def _label(type_: str, mode: str | None) -> str:
    return f"{type_}/{mode}" if mode else type_


def make_verdict(
    type_: str, mode: str | None, about: str | None, status: Status, pages: Mapping[str, EventType]
) -> Verdict:
    """The verdict by the tense rules: a visit that is only planned is AGREE about CONSULT/visit."""
    surface, told = becomes(type_, mode, status)
    beneath = about if surface == type_ else _label(type_, mode)
    return Verdict(surface, told, beneath, status, intensity_of(pages[surface], told, status))


def intensity_of(page: EventType, mode: str | None, status: Status) -> float:
    """The PLOVER score of an act, -10..10; a meeting put off is 0 (our rule, the manual is silent)."""
    if page.type == "REJECT" and status is Status.POSTPONED:
        return 0.0
    score = page.modes[mode].score if mode in page.modes else None
    return page.score if score is None else score

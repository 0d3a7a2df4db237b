"""The codebook in, docs/types.md out: what each type and mode means, for those who read rows.

python benchmarks/types_page.py > docs/types.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from dragoman.codebook import EventType, Example, event_types
from dragoman.records import Status

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
RECIPIENTS = {
    "required": "A row has a recipient.",
    "optional": "A row may stand without a recipient.",
    "unstated": "The PLOVER manual does not settle whether a row needs a recipient.",
}
INTRODUCTION = """\
# What a row says: types, modes and actor codes

This page is made from the codebook by `benchmarks/types_page.py`; change the YAML pages
([how](adding-a-type.md)), not this one.

## Type, about, status
Each row says who did what to whom. **Type** is one of the sixteen PLOVER types below, and **mode** tells
more of it where the words do (CONSULT/visit). A score is the PLOVER intensity: from -10, the worst
conflict, to 10, the closest cooperation; a mode's score goes before its type's.

Some acts are words on another act: a visit promised, a loan refused, a withdrawal demanded. There the type
is what was done with words (AGREE, REJECT, REQUEST, THREATEN), and **about** keeps the act that they were
about. So "X postponed its visit to Y" is REJECT about CONSULT/visit: no visit took place, and it is still
found by those who look for visits.

**Status** is the fate of the act: {statuses}. Under "In time" each type below says what becomes of it when
it is only planned, asked for or refused.

## Actor codes
| code | who |
|---|---|
| ISO 3166 alpha-3: `PAK`, `RUS` | a state, whoever acts for it: its president, ministry, army, capital |
| `SUN` | the Soviet Union, which the ISO list no longer holds; other states of the past have their former codes too |
| `UN`, `NATO`, `EU` | a body of states, by its usual acronym |
| `IMG` | an armed group across borders that acts for no one state |

Sectors tell which part of a state or body acts, by PLOVER's names, the main one first: `GOV` government,
`MIL` armed forces, `SPY` secret services, `COP` police, `JUD` courts, `LEG` parliament, `PTY` parties,
`OPP` opposition, `REB` armed rebels, `ELI` former office holders, `BUS` firms, `MNC` firms of many states,
`CVL` citizens, `JRN` the press, `REL` religion, `IGO` bodies of states, `UNO` the United Nations, `NGO`
other organisations. A state named alone has no sector. [How an actor is added](adding-an-actor.md).
"""


def main() -> int:
    """Print the page."""
    sys.stdout.buffer.write(page().encode())
    return 0


def page() -> str:
    """The whole page as Markdown: introduction, an overview, and a section for each type by quad class."""
    types = sorted(event_types().values(), key=lambda each: (each.quad, each.type))
    overview = [f"| [{t.type}](#{t.type.lower()}) | {t.quad} {QUADS[t.quad]} | {t.score:g} |" for t in types]
    statuses = ", ".join(f"`{status}`" for status in Status)
    head = [
        INTRODUCTION.replace("{statuses}", statuses),
        "## The sixteen types",
        "| type | class | score |",
        "|---|---|---|",
        *overview,
    ]
    return "\n".join([*head, *(line for each in types for line in section(each))]) + "\n"


def section(page: EventType) -> Iterator[str]:
    """The lines of one type."""
    yield from ("", f"## {page.type}", flat(page.definition), "", f"**In time.** {flat(page.tense)}", "")
    yield f"Class {page.quad}, {QUADS[page.quad]}; score {page.score:g}. {RECIPIENTS[page.recipient]}"
    if page.modes:
        yield from ("", "| mode | score | meaning |", "|---|---|---|")
        for name, mode in page.modes.items():
            score = "as the type" if mode.score is None else f"{mode.score:g}"
            yield f"| `{name}` | {score} | {flat(mode.definition)} |"
    yield ""
    yield from (f"- {flat(each.text)} *{row(each)}*" for each in page.examples[:2])


def row(example: Example) -> str:
    """The row of an example in a line: who, to whom, what, in which state."""
    parties = " → ".join(", ".join(codes) for codes in (example.actor, example.recipient) if codes)
    act = f"{example.type}/{example.mode}" if example.mode else example.type
    about = f" about {example.about}" if example.about else ""
    return f"{parties}: {act}{about}" + (f", {example.status}" if example.status else "")


def flat(words: str) -> str:
    """Words on one line that Markdown leaves as they are."""
    return " ".join(words.split()).replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    sys.exit(main())

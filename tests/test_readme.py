"""The README tells the truth: its sentence gives its row, its links lead somewhere, its commands exist."""

import re
from pathlib import Path

import pytest

from dragoman.cli.app import COMMANDS
from dragoman.documents import Source, find_sources
from dragoman.examples import sample_paths
from dragoman.pipeline import Coder, read_source

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_sentence_at_the_top_gives_the_row_below_it() -> None:
    quoted = " ".join(re.findall(r"^> (.*)$", README, re.MULTILINE))
    cells = [cell.strip() for cell in re.search(r"^\| RUS \|.*$", README, re.MULTILINE)[0].strip("|").split("|")]
    actor, recipient, act, about, status, document, key = cells
    (path,) = (path for path in sample_paths() if path.endswith(document))
    (source,) = (s for s in find_sources([path], None) if isinstance(s, Source))
    (row,) = (m for m in read_source(source, Coder()).mentions if m.id == key)
    assert row.sentence == quoted
    assert (row.actors, row.recipients) == ((actor,), (recipient,))
    assert (f"{row.type}/{row.mode}", row.about, row.status) == (act, about, status)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_of_the_readme_exists() -> None:
    used = set(re.findall(r"(?:^|bin/|`)dragoman (\w+)", README, re.MULTILINE))
    assert used
    assert used <= set(COMMANDS)

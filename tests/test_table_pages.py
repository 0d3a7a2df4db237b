"""The pages on the tables are those that the tables give: no count and no column is out of date."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_pages_on_tables_are_what_the_tables_give(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks/table_pages.py", tmp_path], check=True)
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/tables").iterdir()}
    assert made == kept


def test_every_table_has_a_page() -> None:
    codebook = files("dragoman.codebook")
    tables = [e.name for folder in (codebook, codebook / "actors") for e in folder.iterdir() if e.name.endswith(".csv")]
    pages = {path.stem for path in (ROOT / "docs/tables").iterdir()}
    assert {Path(name).stem for name in tables} - pages == {"irregular"}

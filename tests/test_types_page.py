"""The page of types for users is the one that the codebook gives: no type, mode or score is out of date."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_of_types_is_what_the_codebook_gives() -> None:
    printed = subprocess.run(
        [sys.executable, ROOT / "benchmarks/types_page.py"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert (ROOT / "docs/types.md").read_text(encoding="utf-8") == printed

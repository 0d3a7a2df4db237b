"""The wheel, installed by an old pip with no network from local wheels, runs the demo."""

import os
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
LIMIT_BYTES = 400 * 1024 * 1024
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(*words: object, cwd: Path, env: dict[str, str] | None = None) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=clean | (env or {}), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with pip 23.2 into which dragoman was installed from wheels on disk."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        folder / "dist",
        ROOT,
        cwd=folder,
    )
    (wheel,) = (folder / "dist").glob("dragoman-*.whl")
    run(
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--only-binary",
        ":all:",
        "-d",
        folder / "wheels",
        wheel,
        "pip==23.2",
        cwd=folder,
        env=dict(os.environ),
    )
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    python = folder / "venv/bin/python"
    find = ("--find-links", folder / "wheels")
    run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--force-reinstall",
        *find,
        "pip==23.2",
        cwd=folder,
        env=OFFLINE,
    )
    assert "pip 23.2 " in run(python, "-m", "pip", "--version", cwd=folder)
    run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--only-binary",
        ":all:",
        *find,
        "dragoman",
        cwd=folder,
        env=OFFLINE,
    )
    return folder


def test_the_demo_runs_from_a_wheel_without_network(installed: Path, tmp_path: Path) -> None:
    printed = run("unshare", "--net", "--map-root-user", installed / "venv/bin/dragoman", "demo", cwd=tmp_path)
    assert "Pakistan" in printed
    assert list(tmp_path.glob("*.md"))


def test_the_core_install_stays_small(installed: Path) -> None:
    size = sum(f.lstat().st_size for f in (installed / "venv").rglob("*") if f.is_file() and not f.is_symlink())
    assert size <= LIMIT_BYTES


def licence(distribution: Distribution) -> str:
    """What a package says of its licence, in one line."""
    meta = distribution.metadata
    said = meta.get("License-Expression") or (meta.get("License") or "").partition("\n")[0]
    return " ; ".join([said, *(c for c in meta.get_all("Classifier", []) if c.startswith("License"))])


def test_no_gpl_in_the_core(installed: Path) -> None:
    (site,) = (installed / "venv/lib").glob("python*/site-packages")
    licences = {d.metadata["Name"]: licence(d) for d in distributions(path=[str(site)])}
    assert len(licences) > 10
    bound = {
        n: text
        for n, text in licences.items()
        if "GPL" in text and not any(free in text for free in ("MPL", "MIT", "BSD", "Apache"))
    }
    assert bound == {}


def test_the_wheel_holds_no_corpus_and_no_tests(installed: Path) -> None:
    (wheel,) = (installed / "dist").glob("*.whl")
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {t for t in tops if not t.startswith("dragoman")} == set()

"""A test session in, a failed one out where a test was skipped although DRAGOMAN_NO_SKIP is set (as in `.ci/run`)."""

import os

import pytest


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name in _skipped(config):
        terminalreporter.write_line(f"SKIPPED, which DRAGOMAN_NO_SKIP forbids: {name}", red=True)


def _skipped(config: pytest.Config) -> list[str]:
    """The tests and modules skipped so far, where that is forbidden; workers of pytest-xdist report to the session."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("DRAGOMAN_NO_SKIP") or reporter is None:
        return []
    return [report.nodeid for report in reporter.stats.get("skipped", [])]

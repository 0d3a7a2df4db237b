"""The templates: a name and what a page shows in, HTML out; all that comes from documents is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import jinja2

from dragoman.exchange.measured import measured
from dragoman.exchange.phrases import party_name, told
from dragoman.exchange.when import long_date

__all__ = ["rendered", "style"]


def rendered(template: str, **context: object) -> str:
    """The page that a template makes."""
    return _templates().get_template(f"{template}.html").render(**context)


@cache
def style() -> str:
    """The style sheet of all pages."""
    return (files("dragoman.web") / "style.css").read_text(encoding="utf-8")


@cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("dragoman.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["share"] = lambda name: f"{measured().figures[name]:.0%}"
    made.filters |= {"named": party_name, "told": told, "day": long_date}
    return made

"""A specification in, SVG or PNG out: drawn on this machine, every point with its title and its link."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from dragoman.errors import DragomanError

__all__ = ["needed", "png", "svg"]

_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_FURNITURE = frozenset({"axis", "legend", "title"})
#: What Vega puts before a relative link.
_FOREIGN = re.compile(r"https?://vega\.github\.io/vega-datasets/")

Spec = Mapping[str, object]


def needed(module: str) -> Any:
    """A module of the extra `pages`; raises DragomanError, with the way to it, where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise DragomanError(f"charts and pages need {error.name}: pip install 'dragoman[pages]'") from error


def svg(spec: Spec, base: str | None = "") -> str:
    """A chart as SVG; links begin with `base`, and there are none where it is None.

    What a point's `description` says becomes its title, which browsers show and screen readers read.
    """
    vl_convert = needed("vl_convert")
    register_namespace("", _SVG)
    register_namespace("xlink", _LINK)
    root = fromstring(vl_convert.vegalite_to_svg(json.dumps(spec)))  # noqa: S314 - our own renderer wrote it
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag == f"{{{_SVG}}}a":
                _relink(parent, place, child, base)
    for mark in root.iter():
        if mark.get("aria-hidden") and mark.find(f".//{{{_SVG}}}a") is not None:
            del mark.attrib["aria-hidden"]  # what leads somewhere is read to those who cannot see it
        label = mark.get("aria-label")
        point = mark.get("role") == "graphics-symbol" and mark.get("aria-roledescription") not in _FURNITURE
        if label and point:
            title = SubElement(mark, f"{{{_SVG}}}title")
            title.text = label
    return tostring(root, encoding="unicode")


def _relink(parent: Element, place: int, anchor: Element, base: str | None) -> None:
    """Lead a link to our own pages; without any, put what it holds in its place."""
    if base is None:
        parent.remove(anchor)
        for n, held in enumerate(list(anchor)):
            parent.insert(place + n, held)
        return
    target = _FOREIGN.sub("", anchor.get(f"{{{_LINK}}}href", ""))
    del anchor.attrib[f"{{{_LINK}}}href"]
    anchor.set("href", base + target)


def png(spec: Spec, scale: float = 2.0) -> bytes:
    """A chart as PNG, `scale` pixels for each of its units."""
    vl_convert = needed("vl_convert")
    return bytes(vl_convert.vegalite_to_png(json.dumps(spec), scale=scale))

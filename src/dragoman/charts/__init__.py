"""Charts: what the ledger holds in, a Vega-Lite specification with its data out, and from that SVG or PNG."""

from dragoman.charts.chart import CHARTS, Chart, chart, specified
from dragoman.charts.render import needed, png, svg

__all__ = ["CHARTS", "Chart", "chart", "needed", "png", "specified", "svg"]

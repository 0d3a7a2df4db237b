"""Out of the ledger: rows of plain values, exports in one folder, briefs in Markdown."""

from dragoman.exchange.brief import Brief, Claim, gather, write_brief
from dragoman.exchange.csv import csv_lines
from dragoman.exchange.export import FORMATS, Format, export
from dragoman.exchange.manifest import Exported, Manifest, read_manifest
from dragoman.exchange.markdown import inert, plain
from dragoman.exchange.overview import Contrast, contrasts, pair_counts, pairs_of
from dragoman.exchange.phrases import act_phrase, party_name, party_names, told
from dragoman.exchange.rows import document_row, hit_row, mention_row, party_rows
from dragoman.exchange.tables import DOCUMENT_FIELDS, MENTION_FIELDS, TABLES, Add, Row, Table
from dragoman.exchange.when import long_date, short_date

__all__ = [
    "DOCUMENT_FIELDS",
    "FORMATS",
    "MENTION_FIELDS",
    "TABLES",
    "Add",
    "Brief",
    "Claim",
    "Contrast",
    "Exported",
    "Format",
    "Manifest",
    "Row",
    "Table",
    "act_phrase",
    "contrasts",
    "csv_lines",
    "document_row",
    "export",
    "gather",
    "hit_row",
    "inert",
    "long_date",
    "mention_row",
    "pair_counts",
    "pairs_of",
    "party_name",
    "party_names",
    "party_rows",
    "plain",
    "read_manifest",
    "short_date",
    "told",
    "write_brief",
]

"""How a chapter states what it found: columns, headlines, sentences, tables and chart data. Nothing is drawn here."""

from detente.findings.columns import Column, Headline, joined
from detente.findings.figures import Bar, Bars, Chart, Dot, Dots, Figure, Page, Plane, Section, Spot, Table

__all__ = [
    "Bar",
    "Bars",
    "Chart",
    "Column",
    "Dot",
    "Dots",
    "Figure",
    "Headline",
    "Page",
    "Plane",
    "Section",
    "Spot",
    "Table",
    "joined",
]

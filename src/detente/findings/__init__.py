"""How a chapter states what it found: columns, headlines, sentences, tables and chart data. Nothing is drawn here."""

from detente.findings.columns import Column, Headline, joined
from detente.findings.figures import Bar, Bars, Dot, Dots, Figure, Page, Section, Table

__all__ = ["Bar", "Bars", "Column", "Dot", "Dots", "Figure", "Headline", "Page", "Section", "Table", "joined"]

"""How a chapter states what it found: columns, headlines, sentences, tables and chart data. Nothing is drawn here."""

from detente.findings.choices import Choice, Rerun, Switch
from detente.findings.columns import Column, Headline, joined
from detente.findings.comparisons import Cell, Matrix, MatrixRow, Swing, Swings
from detente.findings.figures import (
    Bar,
    Bars,
    Chart,
    Dot,
    Dots,
    Figure,
    Line,
    Lines,
    Plane,
    Span,
    Spot,
    Table,
    Timeline,
)
from detente.findings.maps import Knot, Relief, Web, Wire
from detente.findings.pages import Filling, Page, Section
from detente.findings.telling import telling

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Chart",
    "Choice",
    "Column",
    "Dot",
    "Dots",
    "Figure",
    "Filling",
    "Headline",
    "Knot",
    "Line",
    "Lines",
    "Matrix",
    "MatrixRow",
    "Page",
    "Plane",
    "Relief",
    "Rerun",
    "Section",
    "Span",
    "Spot",
    "Swing",
    "Swings",
    "Switch",
    "Table",
    "Timeline",
    "Web",
    "Wire",
    "joined",
    "telling",
]

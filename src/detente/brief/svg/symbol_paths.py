"""The shapes of points, as paths of SVG around 0, 0; their size is the area of the square around the circle."""

from __future__ import annotations

from math import sqrt

from detente.brief.svg.drawn_parts import number
from detente.brief.svg.undrawable import UndrawableError

Corners = list[tuple[float, float]]
ARM = 2.5  # of a cross: how often half the thickness of its arms goes into their length
_SLANT = sqrt(3) / 2
_TRIANGLE: Corners = [(0, -_SLANT), (-1, _SLANT), (1, _SLANT)]
_THIN = 1 / ARM
_POLYGONS: dict[str, Corners] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(-1, 0), (0, -1), (1, 0), (0, 1)],
    "triangle-up": _TRIANGLE,
    "triangle-down": [(x, -y) for x, y in _TRIANGLE],
    "cross": [
        *((-1, -_THIN), (-1, _THIN), (-_THIN, _THIN), (-_THIN, 1), (_THIN, 1), (_THIN, _THIN)),
        *((1, _THIN), (1, -_THIN), (_THIN, -_THIN), (_THIN, -1), (-_THIN, -1), (-_THIN, -_THIN)),
    ],
}


def symbol(shape: str, size: float) -> str:
    """Return the path of a shape.

    Example:
        >>> symbol("square", 100)
        'M-5,-5L5,-5L5,5L-5,5Z'

    Raises:
        UndrawableError: There is no such shape here.
    """
    r = sqrt(size) / 2
    if shape == "circle":
        arc = f"A{number(r)},{number(r)},0,1,1,"
        return f"M{number(r)},0{arc}{number(-r)},0{arc}{number(r)},0"
    if shape not in _POLYGONS:
        raise UndrawableError("the shape of a point", shape, ("circle", *_POLYGONS))
    return "M" + "L".join(f"{number(x * r)},{number(y * r)}" for x, y in _POLYGONS[shape]) + "Z"

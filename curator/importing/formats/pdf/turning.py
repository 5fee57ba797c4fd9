"""From the coordinates that a PDF draws in to points from the upper left corner of a page, turned as it is held."""

from __future__ import annotations

from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Turning(NamedTuple):
    """A page in user space (``left`` … ``top``, upwards), turned clockwise by so many ``quarters``."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide the page is once it is turned, in points."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """How high the page is once it is turned, in points."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def box(self, box: Box) -> Box:
        """A box of user space (left, top, right, bottom; upwards) in points from the upper left corner, downwards."""
        left, top, right, bottom = box
        match self.quarters:
            case 0:
                return left - self.left, self.top - top, right - self.left, self.top - bottom
            case 1:
                return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 2:
                return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case _:
                return self.top - top, self.right - right, self.top - bottom, self.right - left

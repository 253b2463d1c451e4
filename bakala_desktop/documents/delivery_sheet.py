"""The slip's sheet: A5 portrait and its margins."""

from __future__ import annotations

A5_PORTRAIT = (419.53, 595.28)
LEFT, BOTTOM = 20.0, 28.0
RIGHT, TOP = A5_PORTRAIT[0] - LEFT, A5_PORTRAIT[1] - 20.0
WIDTH = RIGHT - LEFT
PAGE_NUMBER = 16.0
"""The height at which the number of the page stands."""

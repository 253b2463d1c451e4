"""Bakala Desktop: a Persian point of sale."""

__version__ = "0.1.0"

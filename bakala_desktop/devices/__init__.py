"""Ports made real: keys, passwords, the clock, files of goods. No Qt, no decisions."""

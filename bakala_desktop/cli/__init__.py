"""The ``bakala`` command (interface.md): arguments in, one JSON document or Persian text out, and an exit code."""

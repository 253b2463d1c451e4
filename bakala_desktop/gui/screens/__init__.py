"""One presenter per form of ``ui/``, under the same name."""

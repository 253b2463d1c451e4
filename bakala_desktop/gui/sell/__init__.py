"""The parts of the sell screen, each with a form of its own; ``screens/sell.py`` joins them."""

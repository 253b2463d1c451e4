"""Rules and values of the shop: pure functions and frozen objects, no clock, files or chance."""

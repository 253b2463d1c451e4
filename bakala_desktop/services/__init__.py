"""The use cases: one function each, one transaction each, a frozen result or a ShopError."""

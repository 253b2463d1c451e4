"""The pages of the settings screen, each with its own fields and its own save; ``screens/settings.py`` joins them."""

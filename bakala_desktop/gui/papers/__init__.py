"""The parts of the screen of documents."""

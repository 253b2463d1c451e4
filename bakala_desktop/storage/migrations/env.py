"""How Alembic runs a migration: on the connection that ``storage/schema.py`` hands over, in its transaction."""

from alembic import context

from bakala_desktop.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()

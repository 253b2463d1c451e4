"""The database: tables, stores, the unit of work, search, migrations, backup. No decisions and no Persian sentences."""

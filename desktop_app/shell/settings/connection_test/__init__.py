"""The test of a connection, in the settings."""

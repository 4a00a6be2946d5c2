"""The menu of the window and what is built on it."""

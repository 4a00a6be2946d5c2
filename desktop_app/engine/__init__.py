"""The embedded engine: a server process of its own that speaks the hub's API on loopback.

It is started by `python -m desktop_app.engine` and imports nothing else of desktop_app.
"""

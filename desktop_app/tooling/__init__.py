"""Definitions and running of tools."""

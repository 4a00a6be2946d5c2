"""Tests that drive the real window."""

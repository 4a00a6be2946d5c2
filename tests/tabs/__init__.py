"""Tests of the tabs."""

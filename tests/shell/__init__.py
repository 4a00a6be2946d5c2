"""Tests of the window around the tabs."""

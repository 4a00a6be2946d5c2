"""Tests of the sentences for errors."""

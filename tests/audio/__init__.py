"""Tests of recording and encoding."""

"""Tests of the Audio tab."""

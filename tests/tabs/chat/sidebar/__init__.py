"""Tests of the conversations at the left of the Chat tab."""

"""Tests of the ledger's window and of what fills it."""

"""Conversations that are open: what is said, asked and kept."""

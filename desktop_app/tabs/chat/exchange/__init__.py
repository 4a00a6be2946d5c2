"""Conversations to files, from files and onto paper."""

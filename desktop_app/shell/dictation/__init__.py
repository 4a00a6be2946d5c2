"""Dictation from anywhere: what is said goes to the clipboard."""

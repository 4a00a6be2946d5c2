"""The Vision tab."""

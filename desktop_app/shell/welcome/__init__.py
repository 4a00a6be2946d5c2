"""The first run: where answers shall come from."""

"""A real X display with a window manager, and drags between programs on it."""

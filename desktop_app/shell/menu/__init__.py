"""The menu of the window, to which every part of the shell adds its actions."""

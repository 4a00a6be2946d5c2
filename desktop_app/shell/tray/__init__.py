"""The icon in the tray, and what the program does there while its window is closed."""

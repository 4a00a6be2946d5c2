"""What is kept on disk: settings, keys, later conversations."""

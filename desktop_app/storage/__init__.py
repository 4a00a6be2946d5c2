"""What is kept on disk: settings, keys, lists of models, conversations."""

"""The parameters of the conversation that is shown, and presets of them."""

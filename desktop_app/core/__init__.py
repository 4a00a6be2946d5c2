"""What the program is about, in plain Python: no Qt, no network, no SDK."""

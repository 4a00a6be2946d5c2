"""What the program tells of itself when a person wants help: nothing of it is ever sent."""

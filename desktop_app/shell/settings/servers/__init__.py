"""The page of the settings about servers: what is always needed, and what seldom is."""

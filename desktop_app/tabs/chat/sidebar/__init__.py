"""The conversations at the left of the Chat tab: listed, searched, changed, deleted."""

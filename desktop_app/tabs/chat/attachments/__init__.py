"""Pictures and text files that go with a message of the Chat tab."""

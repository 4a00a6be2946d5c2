"""What the transcript of the Chat tab shows, and what a person does there."""

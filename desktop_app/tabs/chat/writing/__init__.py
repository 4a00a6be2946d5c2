"""What a person writes: questions, edits, drafts."""

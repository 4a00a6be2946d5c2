"""What Help offers."""

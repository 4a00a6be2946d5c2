"""A folder a tab: a passive view and the presenter that owns its tasks."""

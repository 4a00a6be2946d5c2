"""The ledger of calls: recording, and the window that shows it."""

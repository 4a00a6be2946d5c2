"""The texts of a conversation as HTML: Markdown, formulas, code in colours."""

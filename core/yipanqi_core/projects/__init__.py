"""Projects and what is known of them: items, monthly figures, issues, records, passages and responsibilities."""

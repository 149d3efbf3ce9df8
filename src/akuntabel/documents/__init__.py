"""Documents: a block model and its writers for Word, PDF, HTML and the workbook.

Belongs here: the model of a document (headings, paragraphs, tables, pictures), the one numbering pass, the
palette, the fonts, and the writers that turn the model into bytes. Nothing here needs Django or a database.

Does not belong here: choosing what goes into a document (reporting), judging it (linter), arithmetic (core),
any knowledge of indicators, budgets or criteria. A figure arrives as finished text with its reference.

Read first: content.py (the model), then write.py (``write(document, "pdf")``) and numbering.py.
"""

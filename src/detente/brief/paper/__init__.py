"""The brief as a document: PDF, Word and Markdown, from the same tree of headings as the page."""

"""Writing it up: chart drawing, the page in HTML, the answer on the terminal, and the data files."""

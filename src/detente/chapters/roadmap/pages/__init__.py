"""What was found as sentences, tables and chart data: the share of page one, and the sections of the brief."""

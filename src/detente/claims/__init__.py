"""Does the argument survive? What somebody claims about the dispute, judged world by world; and when it fails."""

"""What is asked of the packages judged: which to propose, what stands beside it, what to propose after a refusal."""

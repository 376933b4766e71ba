"""The network: which paths a message can take, and how likely one of them is open."""

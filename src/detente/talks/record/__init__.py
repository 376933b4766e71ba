"""The record: signed entries as leaves of a Merkle tree, checkpoints, proofs, and the stores that keep them."""

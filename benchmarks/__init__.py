"""Ratios against peers and bounds, measured side by side in one run."""

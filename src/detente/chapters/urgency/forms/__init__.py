"""The forms of `urgency.yaml`, a module a part."""

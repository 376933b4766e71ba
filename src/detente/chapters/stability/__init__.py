"""Whether an agreement would hold, or somebody would gain by walking out."""

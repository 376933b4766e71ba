"""Would an agreement hold, or would somebody gain by walking out?"""

"""W3C Web Annotations (JSON-LD): marks and claims as annotations of the texts, for annotation tools and the web."""

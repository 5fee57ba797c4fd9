"""One review on several desktops: files handed out, and what comes back in them merged."""

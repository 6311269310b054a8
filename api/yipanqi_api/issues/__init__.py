"""Issues of projects."""

"""Pages about files: sending one piece by piece, its previews, the file itself to save."""

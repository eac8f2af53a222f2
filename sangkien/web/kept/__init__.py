"""What somebody keeps by a name: views of the queue, searches."""

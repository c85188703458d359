"""What templates of every room ask the directory."""

"""What every room may use, and which itself uses none of them."""

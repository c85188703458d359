"""200 invented services across Hampshire and the Isle of Wight, for a demonstration.

They are the same each time: only dates are counted from the day on which they are made.
"""

from config.demo.invented.making import make
from config.demo.invented.services import services

__all__ = ["make", "services"]

"""What settings may choose. The settings read it before all else, so it loads no library."""

from typing import Literal

Engine = Literal["pyreqwest", "httpx"]
"""What carries calls: see ``engine``."""
AmountFormat = Literal["comma", "dot", "cents"]
"""How a Tagor writes amounts in texts: 1.234,56, 1234.56 or 123456."""

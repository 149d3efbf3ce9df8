"""Reading a response as a person does."""

from __future__ import annotations

import re


def text_of(response) -> str:
    """What is read on the page: tags gone, spaces single."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"[\s\N{NO-BREAK SPACE}]+", " ", re.sub(r"<[^>]+>", " ", html))

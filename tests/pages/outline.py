"""What a page consists of: its headings, its links and all that it would fetch."""

from html.parser import HTMLParser


class Outline(HTMLParser):
    """Reads a page once. ``headings`` are levels in order; ``fetched`` is what a browser gets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(said.get("href", ""))
        elif tag in ("link", "script", "img", "source", "iframe", "video"):
            self.fetched += [said[name] for name in ("href", "src", "srcset") if name in said]
        if tag == "script" and "src" not in said:
            self.inline.append("script")
        self.inline += [name for name in said if name == "style" or name.startswith("on")]
        if "id" in said:
            self.ids.append(said["id"])

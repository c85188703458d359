"""The benchmark: what one machine serves in a second, each figure beside a static file's."""

"""Why an import ends without having changed anything: each is one sentence for the operator."""


class Stopped(Exception):
    """What was being read cannot be used. ``str()`` of it is the sentence."""


class NotAllowed(Stopped):
    """We may not fetch from there. It never says why: whoever asks must learn nothing by asking."""

    SENTENCE = (
        "We may not fetch from that address: it must be https, at a host that FEED_HOSTS names, "
        "on the public internet, and must answer by itself."
    )

    def __init__(self) -> None:
        super().__init__(self.SENTENCE)


class Unreachable(Stopped):
    """It did not answer, or not in time, or only half. Asking again after ``pause`` s may help."""

    def __init__(self, sentence: str, pause: float = 0.0) -> None:
        super().__init__(sentence)
        self.pause = pause


class FeedLies(Stopped):
    """What it says about itself does not agree with what it gave."""


class Refused(Stopped):
    """It answered that it has no such thing, or that it will not give it."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status

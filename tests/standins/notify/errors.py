"""How Notify says no."""

from typing import Any


class ApiError(Exception):
    """A refusal: an HTTP status and one or more entries of class name and text."""

    def __init__(self, status: int, error: str, *messages: str):
        super().__init__(status, error, *messages)
        self.status = status
        self.error = error
        self.messages = messages

    def body(self) -> dict[str, Any]:
        """The JSON body that every version 2 address answers with."""
        entries = [{"error": self.error, "message": message} for message in self.messages]
        return {"status_code": self.status, "errors": entries}


class Unrouted(Exception):
    """An address or a method that the API does not have: answered in the older body's shape."""

    def __init__(self, status: int, message: str):
        super().__init__(status, message)
        self.status = status
        self.message = message

    def body(self) -> dict[str, Any]:
        """The JSON body of an answer from outside version 2."""
        return {"result": "error", "message": self.message}


def bad_request(message: str) -> ApiError:
    """A 400 about what the request asks for."""
    return ApiError(400, "BadRequestError", message)


def invalid(*messages: str) -> ApiError:
    """A 400 about the request's shape; may hold several entries."""
    return ApiError(400, "ValidationError", *messages)


def no_result() -> ApiError:
    """A 404: unknown, another service's, or past its retention."""
    return ApiError(404, "NoResultFound", "No result found")


def server_error() -> ApiError:
    """A 500, which is also Notify's answer to some bad input."""
    return ApiError(500, "Exception", "Internal server error")

"""A member of staff at a browser."""

from playwright.sync_api import Page

from tests.machinery.product import Product

PASSWORD = "a quiet front door"


def sign_in(page: Page, product: Product, name: str = "caseworker") -> None:
    """Sign in to the queue."""
    page.goto(product.url("/intake/"))
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/intake/")

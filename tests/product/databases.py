"""Looking into the running product's own database from outside."""

import sqlite3

import psycopg

from tests.machinery.product import Product


def query(product: Product, sql: str) -> list[tuple]:
    """Run a query against the product's database and return its rows."""
    if product.database.startswith("postgres"):
        with psycopg.connect(product.database) as connection:
            return connection.execute(sql).fetchall()
    connection = sqlite3.connect(f"file:{product.var / 'db.sqlite3'}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def count(product: Product, table: str) -> int:
    """Return how many rows a table of the portal has."""
    return query(product, f"SELECT count(*) FROM referrals_portal_{table}")[0][0]


def execute(product: Product, sql: str) -> None:
    """Run a statement against the product's database, as if time or an operator had done it."""
    if product.database.startswith("postgres"):
        with psycopg.connect(product.database, autocommit=True) as postgres:
            postgres.execute(sql)
        return
    connection = sqlite3.connect(product.var / "db.sqlite3", timeout=10)
    try:
        with connection:
            connection.execute(sql)
    finally:
        connection.close()

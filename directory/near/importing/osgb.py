"""From the National Grid to latitude and longitude: pure, and right to about five metres.

The formulas and constants are those of Ordnance Survey's "A guide to coordinate systems in Great
Britain": back through the Transverse Mercator projection on the Airy 1830 ellipsoid, and then a
Helmert transformation of seven parameters from OSGB36 to WGS84.
"""

import math

from directory.near.points import Point

_AIRY = (6_377_563.396, 6_356_256.909)
_WGS84 = (6_378_137.0, 6_356_752.314_245)
"""The two half axes of each ellipsoid, in metres."""

_SCALE = 0.999_601_271_7
_TRUE_ORIGIN = (math.radians(49), math.radians(-2))
_EAST_OF_ORIGIN, _NORTH_OF_ORIGIN = 400_000, -100_000

_SHIFT = (446.448, -125.157, 542.060)  # metres
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = 1 - 20.4894e-6

_CLOSE = 1e-5  # metres


def to_wgs84(easting: float, northing: float) -> Point:
    """Return the point of a grid reference, given in metres east and north of the false origin."""
    latitude, longitude = _unprojected(easting, northing)
    return _geographic(*_moved(*_cartesian(latitude, longitude)))


def _unprojected(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude on Airy's ellipsoid, in radians (annexe C of the guide)."""
    a, b = _AIRY
    flat = _flatness(_AIRY)
    latitude = _TRUE_ORIGIN[0]
    left = northing - _NORTH_OF_ORIGIN
    while True:
        latitude += left / (a * _SCALE)
        left = northing - _NORTH_OF_ORIGIN - _meridional_arc(latitude, a, b)
        if abs(left) < _CLOSE:
            break
    sine, tan = math.sin(latitude), math.tan(latitude)
    nu = a * _SCALE / math.sqrt(1 - flat * sine * sine)
    rho = a * _SCALE * (1 - flat) / (1 - flat * sine * sine) ** 1.5
    eta = nu / rho - 1
    secant, t2, t4 = 1 / math.cos(latitude), tan * tan, tan**4
    vii = tan / (2 * rho * nu)
    viii = tan / (24 * rho * nu**3) * (5 + 3 * t2 + eta - 9 * t2 * eta)
    ix = tan / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t4)
    x = secant / nu
    xi = secant / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = secant / (120 * nu**5) * (5 + 28 * t2 + 24 * t4)
    xiia = secant / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t4 + 720 * t4 * t2)
    east = easting - _EAST_OF_ORIGIN
    return (
        latitude - vii * east**2 + viii * east**4 - ix * east**6,
        _TRUE_ORIGIN[1] + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _meridional_arc(latitude: float, a: float, b: float) -> float:
    n = (a - b) / (a + b)
    less, more = latitude - _TRUE_ORIGIN[0], latitude + _TRUE_ORIGIN[0]
    return (
        b
        * _SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )


def _cartesian(latitude: float, longitude: float) -> tuple[float, float, float]:
    flat = _flatness(_AIRY)
    nu = _AIRY[0] / math.sqrt(1 - flat * math.sin(latitude) ** 2)
    return (
        nu * math.cos(latitude) * math.cos(longitude),
        nu * math.cos(latitude) * math.sin(longitude),
        nu * (1 - flat) * math.sin(latitude),
    )


def _moved(x: float, y: float, z: float) -> tuple[float, float, float]:
    rx, ry, rz = _TURN
    return (
        _SHIFT[0] + _STRETCH * x - rz * y + ry * z,
        _SHIFT[1] + rz * x + _STRETCH * y - rx * z,
        _SHIFT[2] - ry * x + rx * y + _STRETCH * z,
    )


def _geographic(x: float, y: float, z: float) -> Point:
    flat = _flatness(_WGS84)
    across = math.hypot(x, y)
    latitude = math.atan2(z, across * (1 - flat))
    for _again in range(5):
        nu = _WGS84[0] / math.sqrt(1 - flat * math.sin(latitude) ** 2)
        latitude = math.atan2(z + flat * nu * math.sin(latitude), across)
    return Point(math.degrees(latitude), math.degrees(math.atan2(y, x)))


def _flatness(ellipsoid: tuple[float, float]) -> float:
    """The square of the eccentricity."""
    a, b = ellipsoid
    return 1 - (b * b) / (a * a)

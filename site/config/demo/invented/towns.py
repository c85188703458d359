"""Where the invented services are: real towns, and streets and postcodes that do not exist.

Latitude and longitude are our own rough points, good to a mile or so. The second part of a real
postcode never has the letters C, I, K, M, O and V; those here have nothing else.
"""

from dataclasses import dataclass

from config.demo.words.listings import Place

AREA = "Hampshire and the Isle of Wight"
BUILDINGS = ("library", "community rooms", "family centre", "health centre", "town hall")
_ENDS = ("CK", "MO", "VI", "KC", "OV")
_ACCESS = (
    "No steps from the street. The door opens by a button.",
    "Two steps at the front. There is a ramp at the side, and a bell.",
    "The room is on the first floor, with a lift.",
    "",
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town, the council's area that it is in, its outward code and a point in degrees."""

    name: str
    district: str
    outward: str
    latitude: float
    longitude: float

    def place(self, building: int) -> Place:
        """Return one of its buildings, by its number in ``BUILDINGS``."""
        return Place(
            name=f"Example {BUILDINGS[building]}, {self.name}",
            street=f"{3 + 8 * building} Example Street",
            city=self.name,
            county="Isle of Wight" if self.district == "Isle of Wight" else "Hampshire",
            postcode=f"{self.outward} {building + 1}{_ENDS[building]}",
            at=(
                round(self.latitude + 0.002 * building, 4),
                round(self.longitude - 0.003 * building, 4),
            ),
            access=_ACCESS[(len(self.name) + building) % len(_ACCESS)],
        )


TOWNS = tuple(
    Town(*facts)
    for facts in (
        ("Southampton", "Southampton", "SO14", 50.905, -1.404),
        ("Portsmouth", "Portsmouth", "PO1", 50.799, -1.091),
        ("Winchester", "Winchester", "SO23", 51.063, -1.310),
        ("Basingstoke", "Basingstoke and Deane", "RG21", 51.266, -1.087),
        ("Andover", "Test Valley", "SP10", 51.208, -1.480),
        ("Aldershot", "Rushmoor", "GU11", 51.248, -0.763),
        ("Farnborough", "Rushmoor", "GU14", 51.290, -0.755),
        ("Fleet", "Hart", "GU51", 51.283, -0.844),
        ("Hook", "Hart", "RG27", 51.280, -0.962),
        ("Alton", "East Hampshire", "GU34", 51.149, -0.975),
        ("Petersfield", "East Hampshire", "GU32", 51.004, -0.938),
        ("Bordon", "East Hampshire", "GU35", 51.114, -0.861),
        ("Alresford", "Winchester", "SO24", 51.089, -1.162),
        ("Romsey", "Test Valley", "SO51", 50.989, -1.499),
        ("Eastleigh", "Eastleigh", "SO50", 50.969, -1.351),
        ("Hedge End", "Eastleigh", "SO30", 50.911, -1.303),
        ("Fareham", "Fareham", "PO16", 50.852, -1.179),
        ("Gosport", "Gosport", "PO12", 50.795, -1.124),
        ("Lee-on-the-Solent", "Gosport", "PO13", 50.802, -1.201),
        ("Havant", "Havant", "PO9", 50.852, -0.982),
        ("Waterlooville", "Havant", "PO7", 50.881, -1.030),
        ("Hayling Island", "Havant", "PO11", 50.785, -0.975),
        ("Lymington", "New Forest", "SO41", 50.758, -1.543),
        ("New Milton", "New Forest", "BH25", 50.754, -1.657),
        ("Ringwood", "New Forest", "BH24", 50.847, -1.789),
        ("Totton", "New Forest", "SO40", 50.919, -1.490),
        ("Hythe", "New Forest", "SO45", 50.869, -1.400),
        ("Tadley", "Basingstoke and Deane", "RG26", 51.350, -1.128),
        ("Whitchurch", "Basingstoke and Deane", "RG28", 51.230, -1.337),
        ("Newport", "Isle of Wight", "PO30", 50.701, -1.291),
        ("Ryde", "Isle of Wight", "PO33", 50.730, -1.162),
        ("Cowes", "Isle of Wight", "PO31", 50.763, -1.297),
        ("Sandown", "Isle of Wight", "PO36", 50.656, -1.154),
        ("Freshwater", "Isle of Wight", "PO40", 50.683, -1.524),
    )
)

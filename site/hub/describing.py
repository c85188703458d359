"""The documentation that is drawn from the schema and the profiles, as Markdown."""

from collections.abc import Iterator, Mapping

from hub import profile, schema, vocabulary
from hub.entitlement import BY_THE_CODE, UNDER_18
from hub.profile import Profile
from hub.rules import Standard
from hub.schema import Key

EXAMPLE = "example"

SCHEMA_HEAD = """# Hub profiles

<!-- Drawn by `manage.py hub schema`; change site/hub/schema.py instead. -->

`site/hub/hubs/<slug>.toml` is what is *stated* about one hub. What is not stated is left out, and
leaving it out means something: the last column. `manage.py hub check` holds every profile against
this page and says, a sentence each, what is wrong, in which file, at which key, and what to write
instead; it also says which rules can never fire, and which contradict each other.
`manage.py hub load <slug>` makes an installation that hub, whole or not at all. From then on
editors keep who the hub is in the CMS (Settings → The hub), and managers its rules in the queue.

`example.toml` is a hub that does not exist and uses every key: copy it to begin your own.

## How rules are read

A rule says `when` it holds, what `then` follows, and a `reason` that staff read. Within one
condition any of the values is enough, and all the conditions of a rule must hold. Of several that
hold, the first to settle a thing (handling, team, messages) settles it, and those that settle
nothing more are passed over; specialists and reasons add up. Whoever comes by themselves (`self`,
`family`) is never turned away by a rule: `hub check` refuses
one that would. Rules suggest a priority to staff, who confirm it; the person never sees it.

A profile that has no rule about priority gets those of the Victims' Code:

"""


def schema_page() -> str:
    """Return docs/hub-profile.md."""
    code = [f"- {reason}" for reason in (UNDER_18, *(rule["reason"] for rule in BY_THE_CODE))]
    parts = [
        f"## {title}\n\n" + "\n".join(_table(keys))
        for title, keys in (("Who the hub is", schema.IDENTITY), ("Its rules", schema.RULES))
    ]
    return SCHEMA_HEAD + "\n\n".join(["\n".join(code), *parts]) + "\n"


def _table(keys: Mapping[str, Key]) -> Iterator[str]:
    yield "| key | meaning | value | if left out |"
    yield "|---|---|---|---|"
    yield from _rows("", keys)


def _rows(where: str, keys: Mapping[str, Key]) -> Iterator[str]:
    for name, key in keys.items():
        wanted, absent = schema.asked_for(key), key.absent or "must be there"
        cells = (f"`{where}{name}`", key.meaning, wanted, absent)
        yield "| " + " | ".join(cells) + " |"
        yield from _rows(f"{where}{name}.", key.parts)


HUBS_HEAD = """# The hubs side by side

<!-- Drawn by `manage.py hub table`; change the profiles in site/hub/hubs/ instead. -->

Only what is stated of each; a dash is something that no source states. What a dash then means is in
[Hub profiles](hub-profile.md). Facts grow old: check them with the hub before use.
"""

COLUMNS = (
    "hub", "as of", "model", "languages", "takes referrals from", "supports", "teams", "triage",
    "promised", "elsewhere or closed", "specialists", "reached by", "reports",
)  # fmt: skip


MODELS = dict(zip(vocabulary.MODELS, (
    "led by the police", "in the Commissioner's office", "a commissioned provider", "hybrid",
    "co-located",
), strict=True))  # fmt: skip
STARTS = dict(zip(vocabulary.STARTS, ("receipt", "the crime being recorded", "acceptance"),
                  strict=True))  # fmt: skip


def table_page() -> str:
    """Return docs/hubs.md: every real hub, a row each."""
    hubs = [profile.load(slug) for slug in profile.slugs() if slug != EXAMPLE]
    lines = [
        "| " + " | ".join(COLUMNS) + " |",
        "|" + "---|" * len(COLUMNS),
        *("| " + " | ".join(cell or "–" for cell in _cells(hub)) + " |" for hub in hubs),
    ]
    return HUBS_HEAD + "\n" + "\n".join(lines) + "\n"


def _cells(hub: Profile) -> tuple[str, ...]:
    rules = hub.rules
    inferred = " (inferred)" if hub.model_is == "inferred" else ""
    return (
        f"**{hub.force_area}**: {hub.name}",
        f"{hub.as_of:%B %Y}",
        MODELS[hub.model] + inferred if hub.model else "",
        ", ".join(hub.languages),
        ", ".join(_plain(route) for route in sorted(rules.routes)),
        hub.supports,
        _joined(f"{t.name}{f' ({t.staffed_by})' if t.staffed_by else ''}" for t in rules.teams),
        "on" if rules.triage else "off",
        _joined(_promise(standard) for standard in rules.standards),
        _joined(rule.reason for rule in rules.rules if rule.then.handling not in ("", "accept")),
        ", ".join(each.name for each in rules.specialists),
        _joined(
            f"{', '.join(map(_plain, each.channels))}{_for(each.priority)}"
            for each in rules.reach_by
        ),
        ", ".join(map(_plain, hub.document.get("reports", []))),
    )


def _promise(standard: Standard) -> str:
    how = (" or " if standard.either else " and ").join(map(_plain, standard.channels))
    unit = _plain(standard.unit)[: -1 if standard.number == 1 else None]
    return (
        f"{_plain(standard.what)}{f' by {how}' if how else ''} within {standard.number} "
        f"{unit} of {STARTS[standard.starts]}{_for(standard.priority)}"
        f"{f' ({_plain(standard.team)})' if standard.team else ''}"
    )


def _for(priority: str) -> str:
    return f" ({priority})" if priority else ""


def _joined(each: Iterator[str]) -> str:
    return "; ".join(each)


def _plain(code: str) -> str:
    return code.replace("_", " ")

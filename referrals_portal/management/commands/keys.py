"""``manage.py keys``: make, list, rotate, copy, check and recover this installation's keys."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from referrals_portal.actions.rewrapping import count_older, opens_any, rewrap_all
from referrals_portal.sealing import KeysMissing, hybrid, keepers, keyring, kit

KEEP = (
    "Print this, put it in a safe, and clear the screen. It is shown once and kept nowhere. "
    "Whoever has it can read every referral; without it, lost keys are lost referrals."
)


class Command(BaseCommand):
    """Keys live in ``KEYS_DIR``; private ones are locked with ``KEYS_PASSPHRASE``."""

    help = "Make, list, rotate, copy, check and recover the intake and dispatch keys."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the subcommands."""
        parts = parser.add_subparsers(dest="what", required=True)
        create = parts.add_parser("create", help="make the first keys and print the recovery kit")
        create.add_argument(
            "--if-missing", action="store_true", help="do nothing if there are keys"
        )
        create.add_argument("--kit", type=Path, help="write the kit to this file instead")
        listing = parts.add_parser("list", help="list the keys this process can see")
        listing.add_argument("--json", action="store_true", help="as JSON")
        parts.add_parser("rotate", help="make a new intake epoch and seal everything to it")
        parts.add_parser("kit", help="make a new recovery kit; the old one stops working")
        parts.add_parser("rewrap", help="finish a rotation or a new kit that was stopped")
        parts.add_parser("check", help="say what is wrong with the keys; exit 1 if anything is")
        copy = parts.add_parser("copy", help="copy to a folder what one kind of process may hold")
        copy.add_argument("surface", choices=sorted(keepers.MAY_HOLD))
        copy.add_argument("folder", type=Path)
        recover = parts.add_parser("recover", help="make new keys and open everything with a kit")
        recover.add_argument("kit", type=Path, help="a file with the kit typed off its paper")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one of them; whatever goes wrong is one sentence and exit status 1."""
        actions: dict[str, Callable[[dict[str, Any]], None]] = {
            "create": self.create,
            "list": self.list,
            "rotate": self.rotate,
            "kit": self.kit,
            "rewrap": self.rewrap,
            "check": self.check_keys,
            "copy": self.copy,
            "recover": self.recover,
        }
        try:
            actions[options["what"]](options)
        except (KeysMissing, FileExistsError, kit.KitError) as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from None

    def create(self, options: dict[str, Any]) -> None:
        """Make the first keys."""
        if options["if_missing"] and (settings.KEYS_DIR / keyring.PINS).exists():
            return
        if not options["kit"]:
            self._show(keepers.create())
            return
        options["kit"].touch(mode=0o600)
        options["kit"].write_text(keepers.create(), encoding="ascii")

    def list(self, options: dict[str, Any]) -> None:
        """List keys by name and epoch, with their fingerprints."""
        pins = keyring.pins()
        rows = [
            {
                "key": name,
                "fingerprint": value,
                "current": pins["current"].get(name.rsplit(".", 1)[0])
                == int(name.rsplit(".", 1)[1]),
                "private_half_here": (settings.KEYS_DIR / f"{name}.private").exists(),
            }
            for name, value in sorted(pins["fingerprints"].items())
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2))
            return
        for row in rows:
            marks = [word for word in ("current", "private_half_here") if row[word]]
            words = ", ".join(marks).replace("_", " ")
            self.stdout.write(f"{row['key']:<20} {str(row['fingerprint'])[:16]}  {words}")

    def rotate(self, options: dict[str, Any]) -> None:
        """Make a new epoch and seal everything to it."""
        keepers.unlock()
        epoch = keepers.add_epoch(keyring.INTAKE)
        self.stdout.write(
            f"New referrals are sealed to epoch {epoch}. Keep the older private keys until the "
            "last backup from before today is gone."
        )
        self._rewrap("keys rewrap")

    def kit(self, options: dict[str, Any]) -> None:
        """Make a new recovery kit."""
        keepers.unlock()
        self._show(keepers.new_kit())
        self._rewrap("keys rewrap")

    def rewrap(self, options: dict[str, Any]) -> None:
        """Seal everything to the current epoch and kit, without making either."""
        keepers.unlock()
        self._rewrap("keys rewrap")

    def check_keys(self, options: dict[str, Any]) -> None:
        """Say what is wrong."""
        wrong = keepers.faults()
        if older := count_older():
            wrong.append(
                f"Sealed to an older epoch: {older} rows. `keys rewrap` goes on with them."
            )
        if wrong:
            raise CommandError(" ".join(wrong))
        self.stdout.write("All keys are here and match their fingerprints.")

    def copy(self, options: dict[str, Any]) -> None:
        """Copy what a kind of process may hold."""
        for name in keepers.copy(options["surface"], options["folder"]):
            self.stdout.write(name)

    def recover(self, options: dict[str, Any]) -> None:
        """Make new keys where all were lost, and open everything with the kit."""
        secret = kit.read(options["kit"].read_text(encoding="utf-8"))
        recovery = hybrid.private_key(secret)
        if not opens_any(recovery):
            raise CommandError("This kit does not open anything here, so no key was made.")
        self._show(keepers.renew())
        self._rewrap("keys recover FILE", recovery)

    def _show(self, text: str) -> None:
        """Print a kit, before anything is sealed to it that is not sealed to another."""
        self.stdout.write(f"{KEEP}\n\n{text}\n")
        self.stdout.flush()

    def _rewrap(self, again: str, recovery: hybrid.PrivateKey | None = None) -> None:
        """Seal every row again and name those that do not open; ``again`` goes on if stopped."""
        self.stdout.write(
            f"Sealing every row again. If this stops, run `{again}`; until it has ended, keep the "
            "older kit too."
        )
        rows, closed = rewrap_all(at=timezone.now(), recovery=recovery)
        self.stdout.write(f"{rows} rows are sealed to the current keys.")
        if closed:
            names = ", ".join(f"{place.kind} {place.uuid}" for place in closed)
            raise CommandError(f"Left as they are, because they do not open: {names}.")

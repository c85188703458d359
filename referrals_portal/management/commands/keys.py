"""``manage.py keys``: make, list, rotate, copy, check and recover the keys of this installation."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from referrals_portal.actions.rewrapping import rewrap_all
from referrals_portal.sealing import KeysMissing, hybrid, keepers, keyring, kit
from referrals_portal.sealing.hybrid import CannotOpen

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
            "check": self.check_keys,
            "copy": self.copy,
            "recover": self.recover,
        }
        try:
            actions[options["what"]](options)
        except (KeysMissing, FileExistsError, kit.KitError) as error:
            raise CommandError(str(error)) from None
        except CannotOpen:
            raise CommandError(
                "A row does not open with this key; nothing of it was changed."
            ) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from None

    def create(self, options: dict[str, Any]) -> None:
        """Make the first keys."""
        if options["if_missing"] and (settings.KEYS_DIR / keyring.PINS).exists():
            return
        text = keepers.create()
        if options["kit"]:
            options["kit"].touch(mode=0o600)
            options["kit"].write_text(text, encoding="ascii")
            return
        self.stdout.write(f"{KEEP}\n\n{text}")

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
        epoch = keepers.add_epoch(keyring.INTAKE)
        rows = rewrap_all(at=timezone.now())
        self.stdout.write(
            f"New referrals are sealed to epoch {epoch}; {rows} rows were sealed to it again. Keep "
            "the older private keys until the last backup from before today is gone."
        )

    def kit(self, options: dict[str, Any]) -> None:
        """Make a new recovery kit."""
        text = keepers.new_kit()
        rewrap_all(at=timezone.now())
        self.stdout.write(f"{KEEP}\n\n{text}")

    def check_keys(self, options: dict[str, Any]) -> None:
        """Say what is wrong."""
        wrong = keepers.faults()
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
        if (settings.KEYS_DIR / keyring.PINS).exists():
            keepers.add_epoch(keyring.INTAKE)
            text = keepers.new_kit()
        else:
            text = keepers.create()
        rows = rewrap_all(at=timezone.now(), recovery=hybrid.private_key(secret))
        self.stdout.write(f"{rows} rows open again. The old kit is spent; this is the new one.\n")
        self.stdout.write(f"{KEEP}\n\n{text}")

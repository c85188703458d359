"""``manage.py keys``: make, list, rotate, copy, check and recover this installation's keys."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from referrals_portal.actions.rewrapping import count_older, opens_any, rewrap_all
from referrals_portal.models.referral import Compartment
from referrals_portal.sealing import KeysMissing, hybrid, keepers, keyring, kit

KEEP = (
    "Print this, put it in a safe, and clear the screen. It is shown once and kept nowhere. "
    "Whoever has it can read every referral; without it, lost keys are lost referrals."
)


WORDS = (
    "Give these words to managers only, and to each by hand. They unlock the restricted "
    "compartment, which nothing else here can open. They are shown once and kept nowhere."
)


class Command(BaseCommand):
    """Keys live in ``KEYS_DIR``; private ones are locked with ``KEYS_PASSPHRASE``.

    The restricted compartment's is locked with words that only managers have. A command that is to
    reach into it is given them as ``KEYS_RESTRICTED_PASSPHRASE``.
    """

    help = "Make, list, rotate, copy, check and recover the intake and dispatch keys."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the subcommands."""
        parts = parser.add_subparsers(dest="what", required=True)
        create = parts.add_parser("create", help="make the first keys and print the recovery kit")
        create.add_argument(
            "--if-missing", action="store_true", help="only make those that are not there"
        )
        create.add_argument("--kit", type=Path, help="write the kit to this file instead")
        listing = parts.add_parser("list", help="list the keys this process can see")
        listing.add_argument("--json", action="store_true", help="as JSON")
        parts.add_parser("rotate", help="make a new intake epoch and seal everything to it")
        parts.add_parser("kit", help="make a new recovery kit; the old one stops working")
        parts.add_parser("rewrap", help="finish a rotation or a new kit that was stopped")
        parts.add_parser("words", help="make new words for managers; the old ones stop working")
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
            "words": self.words,
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
        """Make the first keys; of an older installation, the restricted compartment's."""
        if options["if_missing"] and (settings.KEYS_DIR / keyring.PINS).exists():
            keepers.add_secrets()
            if keepers.lacks_restricted():
                words, new = self._words()
                keepers.add_epoch(keyring.RESTRICTED, words)
                self._show_words(words, new)
            return
        words, new = self._words()
        if options["kit"]:
            options["kit"].touch(mode=0o600)
            options["kit"].write_text(keepers.create(words), encoding="ascii")
        else:
            self._show(keepers.create(words))
        self._show_words(words, new)

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
        """Make a new epoch of each intake key that can be unlocked, and seal everything to it."""
        words = keepers.managers_words()
        lent = keepers.unlock(words)
        epoch = keepers.add_epoch(keyring.INTAKE)
        if lent is not None:
            keepers.add_epoch(keyring.RESTRICTED, words)
            lent = keepers.unlock(words)
        self.stdout.write(
            f"New referrals are sealed to epoch {epoch}. Keep the older private keys until the "
            "last backup from before today is gone."
        )
        self._rewrap("keys rewrap", lent=lent)

    def kit(self, options: dict[str, Any]) -> None:
        """Make a new recovery kit."""
        lent = keepers.unlock(keepers.managers_words())
        self._show(keepers.new_kit())
        self._rewrap("keys rewrap", lent=lent)

    def rewrap(self, options: dict[str, Any]) -> None:
        """Seal everything to the current epoch and kit, without making either."""
        self._rewrap("keys rewrap", lent=keepers.unlock(keepers.managers_words()))

    def words(self, options: dict[str, Any]) -> None:
        """Lock the restricted compartment with new words, as when a manager has left."""
        old, new = keepers.managers_words(), keepers.new_words()
        if keepers.unlock(old) is None:
            raise CommandError(f"Set {keepers.SETTING} to the words that managers have now.")
        self._show_words(new, True)
        keepers.change_words(old, new)

    def check_keys(self, options: dict[str, Any]) -> None:
        """Say what is wrong."""
        wrong = keepers.faults()
        if older := count_older():
            wrong.append(
                f"Sealed to an older epoch: {older} rows. `keys rewrap` goes on with them."
            )
        if not keepers.lacks_restricted() and (older := count_older(Compartment.RESTRICTED)):
            wrong.append(
                f"Sealed to an older epoch, and restricted: {older} rows. `keys rewrap` goes on "
                f"with them where {keepers.SETTING} is set."
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
        words, new = self._words()
        self._show(keepers.renew(words))
        self._show_words(words, new)
        self._rewrap("keys recover FILE", recovery, lent=keepers.unlock(words))

    def _show(self, text: str) -> None:
        """Print a kit, before anything is sealed to it that is not sealed to another."""
        self.stdout.write(f"{KEEP}\n\n{text}\n")
        self.stdout.flush()

    def _words(self) -> tuple[str, bool]:
        """Return the managers' words, and whether they are new and so must be shown."""
        given = keepers.managers_words()
        return given or keepers.new_words(), not given

    def _show_words(self, words: str, new: bool) -> None:
        """Print the words if they were made just now."""
        if not new:
            return
        self.stdout.write(f"{WORDS}\n\n{words}\n")
        self.stdout.flush()

    def _rewrap(
        self,
        again: str,
        recovery: hybrid.PrivateKey | None = None,
        lent: keepers.Lent | None = None,
    ) -> None:
        """Seal every row again and name those that do not open; ``again`` goes on if stopped."""
        self.stdout.write(
            f"Sealing every row again. If this stops, run `{again}`; until it has ended, keep the "
            "older kit too."
        )
        found = rewrap_all(at=timezone.now(), recovery=recovery, lent=lent)
        self.stdout.write(f"{found.done} rows are sealed to the current keys.")
        if found.locked:
            self.stdout.write(
                f"{found.locked} restricted rows stay as they are: run `keys rewrap` with the "
                f"managers' words as {keepers.SETTING}, and keep the older keys and kit until then."
            )
        if found.closed:
            names = ", ".join(f"{place.kind} {place.uuid}" for place in found.closed)
            raise CommandError(f"Left as they are, because they do not open: {names}.")

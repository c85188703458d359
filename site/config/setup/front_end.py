"""The style sheets: GOV.UK Frontend and ours, compiled by dart-sass to ``var/build``."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from config.setup import stamps
from config.setup.machine import ROOT, VENV_BIN, run, say

OLDEST_NODE = 20
MODULES = ROOT / "node_modules"
SOURCES = ROOT / "static" / "scss"
BUILT = ROOT / "var" / "build" / "css"
SASS = (
    "node_modules/sass/sass.js",
    "--style=compressed",
    "--no-source-map",
    "--quiet-deps",
    "--load-path=node_modules",
)


def build(*, for_tests: bool) -> None:
    """Install the npm packages (those of tests only if asked) and compile the style sheets."""
    node = _folder_of_node()
    _install_modules(node, for_tests=for_tests)
    _compile(node)


def _install_modules(node: Path, *, for_tests: bool) -> None:
    wanted = stamps.fingerprint(ROOT / "package.json", ROOT / "package-lock.json")
    enough = ("modules-test",) if for_tests else ("modules-test", "modules-run")
    if any(stamps.is_fresh(name, wanted, [MODULES / "sass"]) for name in enough):
        return
    say("Installing the front end's packages ...")
    leave_out = ("--omit=optional",) if for_tests else ("--omit=optional", "--omit=dev")
    run(node / "npm", "ci", "--prefer-offline", "--loglevel=error", *leave_out, env=_path(node))
    stamps.put("modules-test" if for_tests else "modules-run", wanted)


def _compile(node: Path) -> None:
    sheets = [path for path in sorted(SOURCES.glob("*.scss")) if path.stem in ("site", "intake")]
    outputs = [BUILT / f"{path.stem}.css" for path in sheets]
    wanted = stamps.fingerprint(" ".join(SASS), ROOT / "package-lock.json", SOURCES)
    if stamps.is_fresh("style-sheets", wanted, outputs):
        return
    say("Compiling the style sheets ...")
    BUILT.mkdir(parents=True, exist_ok=True)
    pairs = [f"{source}:{output}" for source, output in zip(sheets, outputs, strict=True)]
    if pairs:
        run(node / "node", *SASS, *pairs, env=_path(node))
    stamps.put("style-sheets", wanted)


def _folder_of_node() -> Path:
    """Return the folder of node and npm: the machine's own if new enough, otherwise the venv's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and Path(node).parent == Path(npm).parent and _version(node) >= OLDEST_NODE:
        return Path(node).parent
    return VENV_BIN


def _version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def _path(node: Path) -> dict[str, str]:
    """Return what the environment of node needs: itself on the path, the machine's certificates."""
    return {"PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}", "NODE_USE_SYSTEM_CA": "1"}

"""The environment of the Python packages that the benches compare with: `target/bench-venv`,
in the versions of requirements.txt."""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / "target" / "bench-venv"


def enter(script):
    """Runs a script again inside the environment, made when missing."""
    python = VENV / "bin" / "python"
    if Path(sys.prefix) == VENV:
        return
    if not python.exists():
        venv.create(VENV, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True)
    os.execv(python, [str(python), script, *sys.argv[1:]])

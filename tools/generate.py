"""Writes everything that is generated: compiled shapes, the catalogue of rules, profiles, JSON Schemas, fields.

python tools/generate.py
"""

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    for tool in ("shapes", "catalog", "schemas", "fields"):
        subprocess.run([sys.executable, str(here / f"{tool}.py")], check=True)

"""What the figures were taken on; nothing that tells whose machine it is."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

__all__ = ["described"]


def described() -> dict[str, str]:
    """Return processor, cores, memory, system and interpreter."""
    cores = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    memory = re.search(r"^MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"), re.MULTILINE)
    model = re.search(r"^model name\s*:\s*(.+)$", cores, re.MULTILINE)
    return {
        "processor": model[1] if model else platform.machine(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(memory[1]) / 2**20:.0f} GiB" if memory else "unknown",
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "kernel": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }

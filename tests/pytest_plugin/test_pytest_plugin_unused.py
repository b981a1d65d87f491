"""What the plugin costs a run that does not ask for it: two files of our own, and nothing else."""

import json

pytest_plugins = ["pytester"]

TELL = """
import json, sys
def test_tell():
    with open("modules.json", "w") as file:
        json.dump(sorted(sys.modules), file)
"""


def loaded(pytester, *words):
    done = pytester.runpytest_subprocess("-p", "no:cacheprovider", *words)
    assert done.ret == 0, done.stdout.str()
    return set(json.loads((pytester.path / "modules.json").read_text(encoding="utf-8")))


def test_a_run_that_does_not_ask_loads_the_door_alone(pytester, monkeypatch):
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makepyfile(test_tell=TELL)

    with_it, without = loaded(pytester), loaded(pytester, "-p", "no:archlint")

    assert with_it - without == {"archlint", "archlint.pytest_plugin"}
    assert not without - with_it

#!/usr/bin/env bash
# Installs the archlint of the action's own checkout into an environment of its own: with uv where that is at hand, else
# with pip. Tells the steps after it `python`, the interpreter of the environment, and folder and key of the cache.
#
# The code that is to be judged has no say in it: nothing runs in its folder, and neither its modules nor its settings for
# uv are looked at.
set -euo pipefail

fail() {  # fail MESSAGE: an annotation, and the end
    printf '::error title=archlint::%s\n' "$1"
    exit 2
}

cd "$RUNNER_TEMP"
asked=${INPUT_PYTHON:-python3}
asked=${asked//[^[:alnum:]._\/ +-]/?}  # it is told in a line that the runner reads
command -v "$INPUT_PYTHON" >/dev/null || fail "There is no $asked here. Put actions/setup-python before this step, or name another Python in the input \`python\`."
"$INPUT_PYTHON" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$asked is older than 3.11, or no Python. Put actions/setup-python before this step, or name another one in the input \`python\`."

home=$RUNNER_TEMP/archlint/venv
python=$home/bin/python
rm -rf "$home"  # the action may be used twice in a job
if command -v uv >/dev/null; then
    uv venv --quiet --no-config --no-project --python "$(command -v "$INPUT_PYTHON")" "$home"
    uv pip install --quiet --no-config --python "$python" "$GITHUB_ACTION_PATH"
else
    "$INPUT_PYTHON" -I -m venv "$home"
    "$python" -I -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
fi

# Between two commits of archlint the version stays and the code does not, so the key holds a digest of the code.
key=$("$python" -I -c '
import hashlib, sys
from importlib.metadata import distribution
code = sorted(str(file.hash) + str(file) for file in distribution("archlint").files if file.suffix == ".py")
digest = hashlib.sha256("\n".join(code).encode()).hexdigest()[:16]
place = hashlib.sha256(sys.argv[1].encode("utf-8", "surrogateescape")).hexdigest()[:8]
print(f"{sys.version_info[0]}.{sys.version_info[1]}-{digest}-{place}")
' "$INPUT_WORKING_DIRECTORY")
{
    printf 'python=%s\n' "$python"
    printf 'cache=%s\n' "$RUNNER_TEMP/archlint/cache"
    printf 'key=archlint-%s-%s-%s\n' "$RUNNER_OS" "$RUNNER_ARCH" "$key"
} >>"$GITHUB_OUTPUT"

"""What is fetched is what it was when somebody looked at it."""

import pytest

from tests.corpora.wheels import Wheel, at_hand, unpacked


@pytest.mark.network
def test_a_wheel_that_hashes_to_something_else_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setenv("ARCHLINT_WHEELS", str(tmp_path))
    wheel = Wheel("click", "8.1.7", sha256="0" * 64)

    with pytest.raises(AssertionError, match=r"click-8.1.7-py3-none-any.whl is not the file of old"):
        unpacked(wheel)

    assert not at_hand(wheel)
    assert list(tmp_path.iterdir()) == []

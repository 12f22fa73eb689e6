import pytest

from tests.outbox import servers


@pytest.fixture
def box():
    with servers.postbox() as box:
        yield box

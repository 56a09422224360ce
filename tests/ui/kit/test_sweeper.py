"""The collector between events: what is loaded once is not looked through again and again."""

import gc

from ui.kit.sweeper import keep_loaded


class _Ring:
    """Refers to itself: only the collector ends it."""

    ended = 0

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        _Ring.ended += 1


def test_what_is_loaded_is_kept_and_what_comes_later_is_swept() -> None:
    gc.collect()
    before = len(gc.get_objects())
    try:
        keep_loaded()
        assert gc.get_freeze_count() > before * 0.9
        assert len(gc.get_objects()) < before / 10
        _Ring()
        gc.collect()
        assert _Ring.ended == 1
    finally:
        gc.unfreeze()

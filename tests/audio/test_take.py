"""The recording begins, pauses and ends at the frames that were heard when it was asked for."""

from __future__ import annotations

import numpy as np
import pytest

from desktop_app.audio.take import PRE_ROLL_SECONDS, Order, Take

RATE = 16_000
BLOCK = 1_600
DELAY = 0.15  # seconds until a block arrives


class Stream:
    """Frames that hold their own number, arriving late, as from a real sound server."""

    def __init__(self) -> None:
        self.written = bytearray()
        self.take = Take(RATE, self.written.extend)
        self._next = 0

    def flow(self, seconds: float) -> None:
        for _ in range(round(seconds * RATE / BLOCK)):
            numbers = np.arange(self._next, self._next + BLOCK).astype("int16")
            self._next += BLOCK
            self.take.block(numbers.tobytes(), self._next / RATE + DELAY)

    def has_ended(self) -> bool:
        return self.take.ended

    def skip(self, blocks: int) -> None:
        self._next += blocks * BLOCK

    @property
    def now(self) -> float:
        return self._next / RATE + DELAY

    @property
    def recorded(self) -> list[int]:
        return [int(number) for number in np.frombuffer(bytes(self.written), "int16")]


@pytest.fixture
def stream() -> Stream:
    return Stream()


def test_the_recording_begins_half_a_second_early(stream: Stream) -> None:
    stream.flow(1.0)
    stream.take.order(Order.START, stream.now)
    stream.flow(0.2)

    first = RATE - round(PRE_ROLL_SECONDS * RATE)
    assert stream.recorded == list(range(first, RATE + 2 * BLOCK))


def test_a_start_before_the_pre_roll_is_full_keeps_what_there_is(stream: Stream) -> None:
    stream.flow(0.1)
    stream.take.order(Order.START, stream.now)

    assert stream.recorded == list(range(BLOCK))


def test_a_pause_cuts_at_the_frame_and_not_at_the_block(stream: Stream) -> None:
    stream.flow(0.1)
    stream.take.order(Order.START, stream.now)
    stream.take.order(Order.PAUSE, stream.now + 0.05)
    stream.flow(0.5)
    stream.take.order(Order.RESUME, stream.now)
    stream.flow(0.1)

    assert stream.recorded == [*range(BLOCK + 800), *range(6 * BLOCK, 7 * BLOCK)]


def test_the_end_waits_for_what_was_said_before_it(stream: Stream) -> None:
    stream.flow(0.1)
    stream.take.order(Order.START, stream.now)
    stream.take.order(Order.STOP, stream.now + 0.3)
    stream.flow(0.3)
    assert not stream.has_ended()
    stream.flow(0.3)

    assert stream.has_ended()
    assert len(stream.recorded) == 5 * BLOCK  # with the tenth of a second that follows


def test_a_stream_that_has_stopped_does_not_hold_the_end_back(stream: Stream) -> None:
    stream.flow(0.1)
    stream.take.order(Order.START, stream.now)
    stream.take.order(Order.STOP, stream.now + 5)
    stream.take.expire(stream.now + 5.1)
    assert not stream.has_ended()
    stream.take.expire(stream.now + 6)

    assert stream.has_ended()


def test_an_end_before_any_sound_is_obeyed_at_once(stream: Stream) -> None:
    stream.take.order(Order.STOP, 1.0)

    assert stream.has_ended()


def test_frames_that_the_system_lost_are_counted_by_the_clock(stream: Stream) -> None:
    stream.flow(1.0)
    stream.skip(3)
    stream.take.gap()
    stream.flow(1.0)
    stream.skip(2)
    stream.take.gap()
    stream.flow(1.0)

    assert stream.take.lost_frames == 5 * BLOCK


def test_frames_that_the_program_dropped_are_counted_and_keep_the_clock_right(
    stream: Stream,
) -> None:
    stream.flow(1.0)
    stream.skip(3)
    stream.take.dropped(3 * BLOCK)
    stream.flow(0.1)
    stream.take.order(Order.START, stream.now)
    stream.take.order(Order.STOP, stream.now)
    stream.flow(0.2)

    assert stream.take.lost_frames == 3 * BLOCK
    assert stream.recorded[-1] == RATE + 5 * BLOCK - 1

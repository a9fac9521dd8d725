"""What a terminal at the end of a slow line needs of a Textual application, apart from what it shows.

- Keys take effect one after the other, however close together they arrive. Over a slow line several come in one packet.
  Textual hands each to whatever has the focus at that moment, without waiting for what the key before it does: of
  "/trade" typed quickly, "e" would reach the document list and start the editor.
- Nothing is sent when another window takes or gives back the focus.
- A hang-up or a polite kill restores the terminal; while another program has it, that program ends too.
- Only cells that change are sent: see `tui.mirror`.
- What is switched on is switched off again, on every way out, and while the program is suspended.
- A bug ends the program without a traceback over the screen: the exception is kept for whoever started it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import AppBlur, AppFocus, Event, Key, Mount
from textual.message import Message
from textual.widget import Widget

from tui.mirror import Mirror
from tui.widgets.shift import sequence

if TYPE_CHECKING:
    from rich.console import Console
    from textual.driver import Driver
    from textual.screen import Screen

R = TypeVar("R")
SIGNALS = (signal.SIGTERM, signal.SIGHUP) if sys.platform != "win32" else ()
GRACE = 1.0  # seconds an editor has to save its work when the terminal hangs up
PATIENCE = 20.0  # seconds a key may take before the next one is looked at all the same
LONGEST = 3.0  # seconds that keys wait for a screen that was asked for before they may give it up
WAYS_OUT = frozenset({"escape", "ctrl+q", "ctrl+c"})
YOUNG = 2_000
"""New objects after which garbage is looked for among them. A key makes some thousand counts and segments, which need
no looking for; at Python's 700 that takes a tenth of its time, and each hundredth look, at all there is, 30 ms."""


class TerminalApp(App[R]):
    """See the module. `signalled` is the signal that ended the application, `failure` the exception that did."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", show=False)]

    def __init__(self, *, colours: bool = True) -> None:
        """Without `colours` none is sent, as NO_COLOR asks for; Textual would send greys."""
        set_before = os.environ.pop("NO_COLOR", None)
        if not colours:
            os.environ["NO_COLOR"] = "1"  # Textual reads it here and nowhere else
        try:
            super().__init__(ansi_color=None if colours else True)
        finally:
            os.environ.pop("NO_COLOR", None)
            if set_before is not None:
                os.environ["NO_COLOR"] = set_before  # for the programs we start
        self.animation_level = "none"
        self.signalled: int | None = None
        self.failure: BaseException | None = None
        self._mirror = Mirror()
        self._ways_out = 0  # keys of WAYS_OUT that stand in the queue, or wait at its head
        self._given_up = False  # whether the keys before the next of them are meant for a screen that will not come

    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Driver:
        # Where a mouse tells its place in pixels, Textual leaves the terminal so. Nothing here needs pixels.
        driver = super()._build_driver(headless, inline, mouse, size)
        if hasattr(driver, "_enable_mouse_pixels"):
            driver._enable_mouse_pixels = lambda: None
        return driver

    def _set_pointer_shape(self, shape: str) -> None:
        # Textual's would send a sequence for every border the mouse crosses, and leave the last shape behind.
        pass

    async def on_event(self, event: Event) -> None:
        """Handle a key to its end; leave every other event to Textual."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        if not await self._stands(event.key):
            return
        focused = self.focused
        typed = focused is not None and focused.check_consume_key(event.key, event.character)
        if typed or not (await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key)):
            await super().on_event(event)
        if focused is not None:
            await _drained(focused)

    def post_message(self, message: Message) -> bool:
        """Queue a message; a key that leads out is known at once, though others may stand before it."""
        if isinstance(message, Key) and message.key in WAYS_OUT and not message.is_forwarded:
            self._ways_out += 1
        return super().post_message(message)

    def owes(self) -> bool:
        """Whether a screen is on its way that the keys before have asked for: the next are meant for it."""
        return False

    def give_up(self) -> None:
        """No longer wait for the screen that is on its way; it may not come any more."""

    def say_waiting(self) -> None:
        """Tell that keys have been waiting for long."""

    async def _stands(self, key: str) -> bool:
        """Wait until the screen stands that a key is meant for, and its focus. False where that screen was given up:
        letters meant for a box are no commands. Whoever is tired of waiting presses Escape, which stands behind them.
        """
        loop = asyncio.get_running_loop()
        begun, said, settled = loop.time(), False, False
        while not settled:
            while self.owes():
                late = loop.time() - begun > LONGEST
                if late and self._ways_out:
                    self.give_up()
                    self._given_up = True
                elif late and not said:
                    self.say_waiting()
                    said = True
                await asyncio.sleep(0.002)
            if self.screen_stack:
                await _drained(self.focused or self.screen)  # what the focus was told to do may move it
            settled = not self.owes()  # or have asked for another screen
        if key in WAYS_OUT:  # counted until here: alone it gives up too what it waits for
            self._ways_out -= 1
            self._given_up = False
        return not self._given_up

    def on_mount(self, event: Mount) -> None:
        """Watch for the signals that ask a program to end."""
        if self.is_headless:
            return
        self.app_resume_signal.subscribe(self, lambda _: self.draw_all(), immediate=True)
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self._end, number)
        if sys.platform != "win32":
            loop.add_signal_handler(signal.SIGCONT, self._continued)

    def on_ready(self) -> None:
        """The first screen stands: garbage is collected from now on, and never looked for among what the start made."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
            gc.enable()

    def _continued(self) -> None:
        """In the foreground again. Textual's own handler would, where the terminal was never given back (SIGSTOP, or
        what a service manager sends with its SIGTERM), take the raw terminal for the one that is to be restored."""
        driver = self._driver
        if getattr(driver, "_must_signal_resume", False):
            driver._sigcont_application()  # type: ignore[union-attr]
        else:
            self.draw_all()

    def action_suspend_process(self) -> None:
        """ctrl+z: back to the shell, until `fg`."""
        if self._driver is not None and not self._driver.is_web:
            super().action_suspend_process()

    def _end(self, number: int) -> None:
        self.signalled = number
        self.exit()

    def lend_terminal(self, arguments: Sequence[str], text: str | None = None) -> int | None:
        """Give the terminal to a program until it ends, a `text` for its standard input, and return its exit status.
        None where a signal asked us to end
        meanwhile: the program is ended, and so are we, without drawing on what may be no terminal any more.

        Raises OSError, and SuspendNotSupported where there is no terminal to give.
        """
        try:
            with self.suspend():
                status = _attended(arguments, text)
        except _SignalledError as signalled:
            if self._driver is not None:
                self._driver.write = lambda data: None  # type: ignore[method-assign]
            self._end(signalled.number)
            return None
        return status

    def on_app_blur(self, event: AppBlur) -> None:
        """Another window has the focus: nothing changes here."""
        event.prevent_default()

    def on_app_focus(self, event: AppFocus) -> None:
        """The focus came back: it is where it was."""
        event.prevent_default()

    def send_to_terminal(self, sequence: str) -> None:
        """Write an escape sequence that draws nothing."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
            self._driver.flush()

    def draw_all(self) -> None:
        """Something else has written on the terminal: send every cell anew."""
        self._mirror.forget()
        compositor = self.screen._compositor
        compositor._dirty_regions.add(compositor.size.region)
        self.screen._compositor_refresh()

    @property
    def can_scroll(self) -> bool:
        """Whether there is a terminal that can be told to scroll."""
        driver = self._driver
        return not (driver is None or driver.is_web or self.is_headless or self.is_inline)

    def scroll_terminal(self, top: int, bottom: int, by: int) -> None:
        """Have the terminal move its lines `top` to `bottom` (from 0, inclusive) up by `by`, or down."""
        if self._driver is not None:
            self._driver.write(sequence(top, bottom, by))
            self._mirror.scrolled(top, bottom, by)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        # Textual's hook through which all goes that is drawn. Its own version sends an update as it is.
        driver = self._driver
        draws = driver is not None and self._running and not (self._closed or self._batch_count or self.is_headless)
        if not draws or not isinstance(renderable, CompositorUpdate) or self.is_inline:
            super()._display(screen, renderable)
            return
        changes = self._mirror.sequence(renderable, (self.size.width, self.size.height), self.console._color_system)
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if changes or cursor != self._previous_cursor_position:
            super()._display(screen, _Changes(changes))  # type: ignore[arg-type]
        else:
            self.post_display_hook()

    def _fatal_error(self) -> None:
        # Textual's hook for an exception nobody caught. Its own version prints a traceback with local variables,
        # which may hold text from documents.
        self.failure = sys.exc_info()[1]
        self._close_messages_no_wait()


class _Changes(CompositorUpdate):
    """An update that is known already."""

    def __init__(self, changes: str) -> None:
        self._changes = changes

    def render_segments(self, console: Console) -> str:
        """The changes."""
        return self._changes


class _SignalledError(Exception):
    """A signal asked us to end while another program had the terminal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _attended(arguments: Sequence[str], text: str | None = None) -> int:
    """Run a program to its end and return its exit status. Raises _SignalledError, the program being ended."""
    with tempfile.TemporaryFile() as file:  # without a name; a pipe would have to be fed while the program reads
        if text is not None:
            file.write(text.encode("utf-8", "replace"))
            file.seek(0)
        child = subprocess.Popen(arguments, stdin=file if text is not None else None)
    came: list[int] = []

    def pass_on(number: int, frame: FrameType | None) -> None:
        came.append(number)
        child.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in SIGNALS}
    try:
        while True:
            try:
                status = child.wait(GRACE)
                break
            except subprocess.TimeoutExpired:
                if came:
                    child.kill()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if came:
        raise _SignalledError(came[0])
    return status


async def _drained(widget: Widget) -> None:
    """Wait until a widget and everything above it has handled its messages: they bubble upwards. A screen that was
    just opened has its widgets and its focus then."""
    loop = asyncio.get_running_loop()
    for node in widget.ancestors_with_self:
        if not isinstance(node, Widget) or node._task is None:
            continue
        done = loop.create_future()
        settle = partial(_settle, done)
        if node.call_later(settle):
            node._task.add_done_callback(settle)  # a widget that goes away meanwhile calls nothing any more
            try:
                await asyncio.wait_for(done, PATIENCE)
            except TimeoutError:
                return
            finally:
                node._task.remove_done_callback(settle)


def _settle(done: asyncio.Future[None], _: object = None) -> None:
    if not done.done():
        done.set_result(None)

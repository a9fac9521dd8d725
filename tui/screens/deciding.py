"""The sidebar's part of the conductor: a name's card, what joins two, and what the user decides about names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.models import Count, Entry
from tui import messages
from tui.engine_thread import Priority
from tui.screens import filtering, name_questions
from tui.screens.date_questions import Ruling
from tui.screens.dating import Dating
from tui.screens.name_questions import Decision, Pair

if TYPE_CHECKING:
    from index.library import Library
    from index.library.card import Card, Joined
    from index.library.suggestions import Suggestion
    from tui.screens.name_card import Chosen


class Deciding(Dating):
    """Answers what the sidebar asks about names."""

    # --- Cards --------------------------------------------------------------------------------------------

    def on_card_wanted(self, message: messages.CardWanted) -> None:
        """The card of a name, or what joins it to another."""
        if message.other:
            self.show_joined(message.other, message.name)
        else:
            self.show_card(message.name)

    def show_card(self, id: str) -> None:
        """Show what is known of a name."""

        def show(answer: tuple[Card, int]) -> None:
            from tui.screens.name_card import NameCard, card_rows

            card, numbering = answer
            screen = NameCard(card.name, lambda width: card_rows(card, width))
            self.app.push_screen(screen, lambda chosen: self._chosen(chosen, card.id, numbering))

        self.engine.ask("card", lambda library: (library.card(id), library.numbering), show)

    def show_joined(self, a: str, b: str) -> None:
        """Show what joins two names."""

        def show(answer: tuple[Joined, int]) -> None:
            from tui.screens.name_card import NameCard, joined_rows

            joined, numbering = answer
            screen = NameCard(" + ".join(joined.names), lambda width: joined_rows(joined, width))
            self.app.push_screen(screen, lambda chosen: self._chosen(chosen, "", numbering))

        self.engine.ask("card", lambda library: (library.joined(a, b), library.numbering), show)

    def _chosen(self, answer: tuple[Chosen, bool] | None, id: str, numbering: int) -> None:
        """What was chosen on a card: a name, a sentence, or the documents. `id` is whose card it was."""
        from tui.screens.name_card import ToName

        if answer is None:
            return
        chosen, card = answer
        if isinstance(chosen, Entry):
            self.open_entry(chosen, numbering)
        elif not isinstance(chosen, ToName):
            query = self.trail.now.query
            for field, name in chosen.names:
                query = filtering.added(query, field, name, False)
            self.ask_for(query)
        elif card or not id:
            self.show_card(chosen.id)
        else:
            self.show_joined(id, chosen.id)

    # --- Decisions ----------------------------------------------------------------------------------------

    def on_name_decided(self, message: messages.NameDecided) -> None:
        """Something is to be done with a name of the sidebar."""
        id, other = message.name, message.other
        match message.what:
            case "merge":
                self.decide(lambda library: name_questions.merge(library, id, other), self._say_decision)
            case "split":
                self.decide(lambda library: name_questions.split(library, id), self._say_decision)
            case "hide":
                self.decide(lambda library: name_questions.hide(library, id), self._say_decision)
            case "rename":
                text = [f"“{message.shown}” is shown in lists and found by its other forms too. What is it called?"]
                hint = "its name; empty gives back its own"
                self._ask("Rename", text, message.shown, hint, name_questions.rename, id)
            case "retype":
                text = [f"Of what kind is “{message.shown}”?", "person, organisation, place, or name (not known)"]
                hint = "the first letter is enough: p, o, pl, n"
                self._ask("Kind", text, "", hint, name_questions.retype, id)

    def _ask(
        self,
        title: str,
        text: Sequence[str],
        value: str,
        placeholder: str,
        work: Callable[[Library, str, str], Decision],
        id: str,
    ) -> None:
        from tui.screens.asking import Asking

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.decide(lambda library: work(library, id, answer), self._say_decision)

        self.app.push_screen(Asking(title, text, value, placeholder), answered)

    def decide(self, work: Callable[[Library], Decision], then: Callable[[Decision], None]) -> None:
        """Record a decision about names, and show what follows from it."""

        def decided(decision: Decision) -> None:
            if not decision.complaint:
                self._show_decided()
            then(decision)

        self.engine.ask("", work, decided, Priority.HITS)

    def _show_decided(self) -> None:
        """Everything that names have a part in, as it is now."""
        if ":" in self.trail.now.query:
            self.search()
        else:
            self.fill(self.entities)
        if self.opened is not None:
            self.goal = self.reader.position
            self.read_row(self.opened.row)

    def _show_judged(self, ruling: Ruling) -> None:
        """A date, or with undo a name, is held for something else now."""
        super()._show_judged(ruling)
        if not ruling.document:
            self._show_decided()

    def _say_decision(self, decision: Decision) -> None:
        self.status.say(decision.said, "warning" if decision.complaint else "information")

    # --- The review queue ---------------------------------------------------------------------------------

    def on_review_wanted(self, message: messages.ReviewWanted) -> None:
        """Go through the names that may be one."""

        def show(pairs: Sequence[Suggestion]) -> None:
            from tui.screens.review import Review

            if pairs:
                self.app.push_screen(Review(pairs, self))
            else:
                self.status.say("No two names look like one")

        self.engine.ask("review", name_questions.suggestions, show, Priority.HITS)

    def ask_pair(self, suggestion: Suggestion, then: Callable[[Pair], None]) -> None:
        """What is known of two names."""
        self.engine.ask("pair", lambda library: name_questions.pair(library, suggestion), then, Priority.HITS)

    def ask_open(self, those: Sequence[Suggestion], then: Callable[[Sequence[Suggestion]], None]) -> None:
        """Which suggestions no decision has settled."""
        self.engine.ask("", lambda library: name_questions.open_pairs(library, those), then, Priority.HITS)

    # --- Hidden names -------------------------------------------------------------------------------------

    def on_hidden_wanted(self, message: messages.HiddenWanted) -> None:
        """List the names that are hidden."""

        def show(names: Sequence[Count]) -> None:
            from tui.screens.hidden import HiddenNames

            if names:
                self.app.push_screen(HiddenNames(names, self), lambda said: self.status.say(said or ""))
            else:
                self.status.say("No name is hidden")

        self.ask_hidden(show)

    def ask_hidden(self, then: Callable[[Sequence[Count]], None]) -> None:
        """The names that are hidden now."""
        self.engine.ask("hidden", name_questions.hidden, then, Priority.HITS)

    # --- Scripts ------------------------------------------------------------------------------------------

    def on_scripts_flipped(self, message: messages.ScriptsFlipped) -> None:
        """Names in queries mean those of the other script too, or no more."""

        def flipped(across: bool) -> None:
            self.status.say(
                "Names are found in Latin and Cyrillic letters" if across else "Names are found as typed: one script"
            )
            if ":" in self.trail.now.query:
                self.search()

        self.engine.ask("", name_questions.flip_scripts, flipped, Priority.HITS)

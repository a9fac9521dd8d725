"""What a run of faults came to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """How often something was tried, bytes lost, and what was not as it has to be: one text for each time. `seconds`
    it took without its preparations, where these are long."""

    tried: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def survived(self) -> int:
        """How often everything was as it has to be."""
        return self.tried - len(self.wrong)

    def expect(self, holds: object, otherwise: str) -> None:
        """Count one trial, as failed with this text where something does not hold."""
        self.tried += 1
        if not holds:
            self.wrong.append(otherwise)

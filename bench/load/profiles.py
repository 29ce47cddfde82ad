"""How hard the generator works, and what has to be reached. Pure: numbers only."""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Profile:
    """One load: rates a second, numbers of people and streams, seconds; goals in milliseconds."""

    name: str
    saves: float
    reads: float
    streams: int
    on_one: int = 50
    """So many of the streams, and a quarter of the saves, are on one article."""
    people: int = 200
    articles: int = 150
    """So many are saved on and read."""
    seconds: float = 60
    save_p95: float | None = None
    save_p99: float | None = None
    shown_p50: float | None = None
    shown_p95: float | None = None
    refused: float = 0.0
    """Share of saves that may be answered 503 at first."""
    kill_every: float = 0.0
    slow_bodies: int = 0
    imports: int = 0
    exports: int = 0

    @property
    def is_patient(self) -> bool:
        """Whether a save that is refused is sent again until it is in; else to be refused is an answer."""
        return self.refused < 1 or self.kill_every > 0

    def lasting(self, seconds: float) -> "Profile":
        """Return the same for so many seconds."""
        return replace(self, seconds=seconds)


PROFILES: Final = {
    profile.name: profile
    for profile in (
        Profile("short", 2, 3, 15, on_one=10, people=15, seconds=120, kill_every=45),
        Profile("colleague", 1, 0, 2, on_one=2, people=3, seconds=30, shown_p50=40, articles=1),
        Profile("steady", 7, 20, 200, save_p95=100, shown_p95=1000),
        Profile("election", 30, 30, 250, save_p95=250),
        Profile("ten-times", 67, 40, 250, save_p95=500, refused=0.01),
        Profile("overload", 300, 0, 50, refused=1.0, seconds=30),
        Profile(
            "chaos", 7, 20, 200, save_p99=3000, kill_every=20, slow_bodies=10, imports=2000, exports=1, refused=1.0
        ),
    )
}

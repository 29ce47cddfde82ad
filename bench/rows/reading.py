"""Opening an article: time over HTTP and bytes on the wire."""

from bench.report import Figure
from bench.stage import Stages

LIMITS = {"10k-1k": (30.0, 80.0), "10k-5k": (None, None), "50k-5k": (120.0, 220.0)}
PEERS = {"10k-1k": "80 / 156 / 370 ms", "10k-5k": "", "50k-5k": "1,008 / 643 / 408 ms"}
COUNTS = {"10k-1k": 100, "10k-5k": 50, "50k-5k": 40}


def run(stages: Stages) -> list[Figure]:
    """Open the three long articles, one after the other, as an analyst who is logged in."""
    stage = stages.on("main")
    client = stage.sign_in()
    figures = []
    for name, (most_ms, most_kb) in LIMITS.items():
        special = stage.special(name)
        path = f"/p/news/articles/{special['article']}/"
        timing = stage.time(lambda path=path: client.get(path), COUNTS[name])
        work = f"open {special['words']:,} words with {special['highlights']:,} highlights"
        note = f"{timing.cpu_ms:.1f} ms of processor, {stage.queries(path)} queries"
        figures.append(Figure(work, timing.ms, "ms", most_ms, PEERS[name], note))
        figures.append(Figure(f"{work}: compressed", timing.wire / 1000, "kB", most_kb))
    client.close()
    return figures

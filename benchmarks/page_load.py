"""Pages under load: a ledger in, how long its pages take for eight readers at once, while another writes, out.

    python benchmarks/page_load.py [--ledger FILE] [--mentions 200000] [--requests 10000] [--clients 8]

Without a ledger one of synthetic mentions is made first (some five minutes for 200,000). The ledger is copied; a writer
adds a document a second. Addresses are drawn from what the ledger holds: the first page, dossiers of pairs busy and
quiet, events, rows, documents, actors, searches by every facet, further pages of lists, JSON.
"""

from __future__ import annotations

import argparse
import http.client
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from synthetic import fill, readings

from dragoman.ledger import Ledger

KINDS = {  # how often each sort of page is asked for
    "home": 4, "dossier": 16, "event": 18, "row": 8, "document": 14, "actor": 6, "search": 20, "events": 6, "queue": 3,
    "json": 5,
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What came of the requests: seconds by kind of page, what went wrong, memory of the server (MB) on the way.

    `order` are all seconds as the answers came.
    """

    seconds: dict[str, list[float]]
    order: list[float]
    errors: list[str]
    memory: list[float]
    written: int

    def share(self, quantile: float, kind: str | None = None) -> float:
        """The time (s) within which this share of the answers came."""
        every = sorted(s for name, found in self.seconds.items() if kind in {None, name} for s in found)
        return every[min(len(every) - 1, int(quantile * len(every)))]


def addresses(path: Path, count: int, seed: int = 1) -> list[tuple[str, str]]:
    """What readers ask for: kind and address."""
    chance = random.Random(seed)
    with Ledger(path, readonly=True) as ledger:
        pairs = [(one, other) for one, other, _ in ledger.pairs(2000)]
        events = [event.id for event in ledger.events_page(limit=500).items]
        rows = [row.id for row in ledger.mentions_page(order="latest", limit=500).items]
        documents = [row.id for row in ledger.documents_page(limit=500).items]
        actors = [code for code, _ in ledger.company()][:100]
        types = sorted({row.type for row in ledger.rows(rows).values()})
        words = [w.strip(".") for row in ledger.rows(rows[:50]).values() for w in row.sentence.split()[2:]]
        places = [ledger.mentions_page(after=None, limit=n).after for n in (50, 200, 500)]

    def search() -> str:
        one, other = pairs[int(len(pairs) * chance.random() ** 3)]
        return chance.choice(
            [
                f"pair={one}.{other}", f"pair={one}.{other}&type={chance.choice(types)}",
                f"party={chance.choice(actors)}", "order=latest", f"outlet=Paper+{chance.randrange(40)}",
                f"words={chance.choice(words)}", f"type={chance.choice(types)}&since={chance.randrange(2005, 2015)}",
                f"after={chance.choice(places)}",
            ]
        )  # fmt: skip

    def one(kind: str) -> str:
        pair = "/".join(pairs[int(len(pairs) * chance.random() ** 3)])
        return {
            "home": "/", "dossier": f"/dossiers/{pair}", "event": f"/events/{chance.choice(events)}",
            "row": f"/rows/{chance.choice(rows)}", "document": f"/documents/{chance.choice(documents)}",
            "actor": f"/actors/{chance.choice(actors)}", "search": f"/search?{search()}",
            "events": f"/search?show=events&{search().replace('order=latest', '').replace('after=', 'limit=20&x=')}",
            "queue": "/queue", "json": f"/dossiers/{pair}.json",
        }[kind]  # fmt: skip

    kinds = chance.choices(list(KINDS), list(KINDS.values()), k=count)
    return [(kind, one(kind).partition("&x=")[0]) for kind in kinds]


@contextmanager
def served(ledger: Path) -> Iterator[tuple[int, int]]:
    """`dragoman serve` on a free port: the port and the number of its process."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "dragoman", "serve", "--port", str(port), "--ledger", str(ledger)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert "shows" in server.stderr.readline()
            for _ in range(100):
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port, server.pid
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def resident(process: int) -> float:
    """The memory (MB) that a process holds."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def load(ledger: Path, asked: Sequence[tuple[str, str]], clients: int) -> Seen:
    """Ask for all of these, so many at a time, while another process writes."""
    seen = Seen({}, [], [], [], 0)
    waiting, lock, stop = iter(list(asked)), threading.Lock(), threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        with Ledger(ledger) as store:
            for reading in readings(20_000, seed=7):
                if stop.wait(1.0):
                    return
                store.add(reading)
                written += 1

    def ask(port: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                kind, address = next(waiting, ("", ""))
            if not kind:
                line.close()
                return
            began = time.perf_counter()
            try:
                line.request("GET", address)
                answer = line.getresponse()
                body = answer.read()
                fault = f"{answer.status} {address}" if answer.status != 200 or len(body) < 100 else ""
            except (OSError, http.client.HTTPException) as error:
                fault = f"{error} {address}"
                line.close()
            with lock:
                took = time.perf_counter() - began
                seen.seconds.setdefault(kind, []).append(took)
                seen.order.append(took)
                seen.errors.extend(filter(None, [fault]))
                done = len(seen.order)
                if done % max(1, len(asked) // 10) == 0:
                    seen.memory.append(resident(process))

    with served(ledger) as (port, process):
        writer = threading.Thread(target=write)
        readers = [threading.Thread(target=ask, args=(port,)) for _ in range(clients)]
        for thread in (writer, *readers):
            thread.start()
        for thread in readers:
            thread.join()
        stop.set()
        writer.join()
    return Seen(seen.seconds, seen.order, seen.errors, seen.memory, written)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--mentions", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=8)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "l.db"
        if args.ledger:
            shutil.copy(args.ledger, path)
        else:
            fill(path, args.mentions)
        began = time.perf_counter()
        found = load(path, addresses(path, args.requests), args.clients)
        took = time.perf_counter() - began
    print(f"{args.requests:,} requests of {args.clients} readers in {took:.0f} s, {found.written} documents written")
    print(f"{len(found.errors)} errors; memory of the server (MB): {' '.join(f'{mb:.0f}' for mb in found.memory)}")
    for error in found.errors[:5]:
        print(f"  {error}")
    for kind in (None, *sorted(found.seconds)):
        quantiles = " ".join(f"{1000 * found.share(q, kind):6.0f}" for q in (0.5, 0.9, 0.99, 1))
        print(f"{kind or 'all':10s} {quantiles} ms (half, 90%, 99%, all)")


if __name__ == "__main__":
    main()

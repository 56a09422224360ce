"""Pages per second of every form and memory of long documents (budget P10: 40 pages a second).

Run with `python -m tests.benchmarks.papers`.
"""

import gc
import resource
import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader

from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.fees import render_fee_annex
from medcentre.papers.forms.lists import render_person_list
from medcentre.papers.forms.notes import render_progress_notes
from medcentre.papers.gallery import SAMPLES
from medcentre.papers.samples import custody, medical, office
from medcentre.papers.samples.people import context


def measure(render: Callable[[PrintContext], bytes], least: float = 0.4) -> tuple[int, float]:
    """Pages of one document and pages per second over at least `least` seconds."""
    pages = len(PdfReader(BytesIO(render(context()))).pages)
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < least:
        render(context())
        count += 1
    return pages, count * pages / (time.perf_counter() - start)


def peak(render: Callable[[PrintContext], bytes]) -> float:
    """Peak of Python's memory while rendering, in MB above what stood before."""
    gc.collect()
    tracemalloc.start()
    render(context())
    high = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return high / 1e6


def main() -> None:
    """Print the tables."""
    start = time.perf_counter()
    SAMPLES["P44-talk-record"](context())
    SAMPLES["P59-roster-a3"](context())
    print(f"first prints, faces read from disk: {time.perf_counter() - start:.2f} s")
    total, seconds = 0, 0.0
    for name, render in SAMPLES.items():
        pages, rate = measure(render)
        total, seconds = total + pages, seconds + pages / rate
        print(f"{name:28} {pages:3} pages {rate:8.0f} pages/s")
    print(f"{'all forms':28} {total:3} pages {total / seconds:8.0f} pages/s")
    long = (
        ("300 pages of notes", lambda c: render_progress_notes(medical.progress_notes(2450), c)),
        ("1000 pages of notes", lambda c: render_progress_notes(medical.progress_notes(8000), c)),
        ("5000 rows of a list", lambda c: render_person_list(custody.person_list(5000), c)),
        ("5000 rows of the annex", lambda c: render_fee_annex(office.fee_annex(5000), c)),
    )
    for name, render in long:
        pages, rate = measure(render, 0.1)
        print(f"{name:28} {pages:4} pages {rate:7.0f} pages/s")
    for name, render in long:
        print(f"{name:28} peak {peak(render):6.0f} MB")
    print(f"resident at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

"""Drives `gandan work` against a mail server that fails; see `run`. Prints `# pass N` and `# fail N`."""

import email
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse
import urllib.request
from datetime import date, timedelta
from email import policy
from http.cookiejar import CookieJar
from pathlib import Path

from icalendar import Calendar

from calendars import households
from server import Server, free_port
from store import Store

BINARY = os.path.abspath(os.environ["GANDAN"])
POSTGRES = os.environ.get("MAIL_DATABASE_URL")
LETTERS = int(os.environ.get("MAIL_LETTERS", "10000"))


class Worker:
    """`gandan work` as a process; its log can be waited for."""

    def __init__(self, store, port, **settings):
        self.log, self.changed = [], threading.Condition()
        self.process = subprocess.Popen(
            [BINARY, "work"], env=store.env(port, **settings), cwd=store.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stderr:
            with self.changed:
                self.log.append(line)
                self.changed.notify_all()

    def wait_for(self, text, count=1, seconds=60):
        said = lambda: sum(text in line for line in self.log) >= count
        with self.changed:
            assert self.changed.wait_for(said, seconds), f"no {count} x {text!r} in {self.log[-5:]}"

    def stop(self):
        """Letters on their way are finished and marked."""
        self.process.send_signal(signal.SIGTERM)
        ended = self.process.wait(120)
        assert ended == 0, f"ended with {ended}: {self.log[-5:]}"

    def killed(self):
        assert self.process.wait(60) == -signal.SIGKILL


def with_server(test):
    def run(store):
        server = Server()
        try:
            test(store, server)
        finally:
            server.stop()
    run.__name__ = test.__name__
    return run


@with_server
def down_and_up_again(store, server):
    port = free_port()
    store.add_letters(3)
    worker = Worker(store, port)
    worker.wait_for("letter not sent, will be tried again", 3)
    assert store.count("failed_at IS NOT NULL") == 0
    server.start(port)
    store.make_due()
    server.wait_for(lambda: len(server.accepted) == 3, 60)
    worker.stop()
    assert store.count("sent_at IS NOT NULL") == 3
    assert set(server.accepted.values()) == {1}


@with_server
def slow(store, server):
    server.mode = "slow"
    store.add_letters(16)
    worker = Worker(store, server.start())
    started = time.monotonic()
    server.wait_for(lambda: len(server.accepted) == 16, 60)
    took = time.monotonic() - started
    worker.stop()
    assert store.count("sent_at IS NOT NULL") == 16
    assert set(server.accepted.values()) == {1}
    print(f"  16 letters of a second each in {took:.1f} s")


@with_server
def busy_then_not(store, server):
    server.mode = "busy"
    store.add_letters(2)
    worker = Worker(store, server.start())
    worker.wait_for("letter not sent, will be tried again", 2)
    server.mode = "ok"
    store.make_due()
    server.wait_for(lambda: len(server.accepted) == 2, 60)
    worker.stop()
    assert store.count("sent_at IS NOT NULL AND attempts = 2") == 2


@with_server
def refused_for_good(store, server):
    server.mode = "unknown"
    store.add_letters(1)
    store.add_letters(1, postal="Số 1, phường Uông Bí")
    worker = Worker(store, server.start())
    worker.wait_for("its address takes none", 2)
    worker.stop()
    assert store.count("failed_at IS NOT NULL AND dead_address <> ''") == 1
    assert store.count("failed_at IS NULL AND to_address = '' AND dead_address <> ''") == 1
    assert store.read("SELECT COUNT(*) FROM dead_addresses")[0][0] == 2
    server.mode = "refused"
    store.add_letters(1)
    worker = Worker(store, server.controller.port)
    worker.wait_for("letter cannot be sent")
    worker.stop()
    assert store.read("SELECT COUNT(*) FROM dead_addresses")[0][0] == 2, "not the fault of the address"
    assert not any("@example.vn" in line and "***@" not in line for line in worker.log), "logs name nobody"


@with_server
def the_line_drops_after_the_data(store, server):
    server.mode = "vanish"
    store.add_letters(1)
    worker = Worker(store, server.start())
    worker.wait_for("letter not sent, will be tried again")
    store.make_due()
    server.wait_for(lambda: len(server.accepted) == 1, 60)
    worker.stop()
    assert len(server.given) == 2 and len(set(server.given)) == 1, "the double carries the same id"


@with_server
def killed_between_sending_and_marking(store, server):
    store.add_letters(1)
    server.mode = "kill"
    port = server.start()
    # Before the first letter leaves, the server knows whom to kill.
    store.write("UPDATE outbox SET available_at = ?", [("2999-01-01T00:00:00+00:00",)])
    worker = Worker(store, port)
    server.victim = worker.process.pid
    store.make_due()
    worker.killed()
    assert store.count("sent_at IS NOT NULL") == 0
    store.make_due()
    second = Worker(store, port)
    server.wait_for(lambda: len(server.given) == 2, 60)
    second.stop()
    assert len(set(server.given)) == 1, "the double carries the same id"
    assert store.count("sent_at IS NOT NULL") == 1


@with_server
def ten_thousand(store, server):
    store.add_letters(LETTERS)
    port = server.start()
    started = time.monotonic()
    # Two workers at once: none is sent twice.
    workers = [Worker(store, port, GANDAN_LOG__FILTER="error") for _ in range(2)]
    server.wait_for(lambda: sum(server.accepted.values()) >= LETTERS, 900)
    took = time.monotonic() - started
    for worker in workers:
        worker.stop()
    assert store.count("sent_at IS NOT NULL") == LETTERS
    assert len(server.accepted) == LETTERS and set(server.accepted.values()) == {1}
    where = "PostgreSQL" if store.postgres else "SQLite"
    print(f"  {where}: {LETTERS} letters in {took:.1f} s, {LETTERS / took:.0f} letters/s")


def invitations(_store):
    """An invitation, then another day for the same meeting, as a calendar program reads them."""
    with tempfile.TemporaryDirectory() as folder:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GANDAN_")}
        demo = subprocess.Popen(
            [BINARY, "demo", "--listen", "127.0.0.1:0", "--data", folder],
            cwd=folder, env=clean, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        try:
            first, moved = invite_twice(demo, Path(folder) / "mail")
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(60)
    assert first["UID"] == moved["UID"]
    assert int(moved["SEQUENCE"]) > int(first["SEQUENCE"])
    assert moved.start > first.start
    for event in (first, moved):
        assert event.start.utcoffset() is not None and event.end > event.start
        assert str(event["ORGANIZER"]).startswith("mailto:") and str(event["ATTENDEE"]).startswith("mailto:")
        assert event["SUMMARY"] and event["LOCATION"] and event["DTSTAMP"]


def invite_twice(demo, mail):
    for line in demo.stdout:
        found = re.match(r"Gần Dân: (http://\S+?)/?$", line.strip())
        if found:
            break
    url = found.group(1)
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    get = lambda path: browser.open(url + path).read().decode()
    post = lambda path, **fields: browser.open(url + path, urllib.parse.urlencode(fields).encode())
    post("/session", login="chutich.uongbi", password="uongbi-dungthu")
    cases = re.findall(r"/cases/[0-9a-f-]{36}", get("/cases?kind=complaint&stage=dialogue"))
    for case in dict.fromkeys(cases):
        form = get(f"{case}/steps/dialogue-invitation")
        version = re.search(r'name="version" value="(\d+)"', form).group(1)
        days = []
        for later in (30, 37):
            held_on = (date.today() + timedelta(days=later)).isoformat()
            on = re.search(r'id="on"[^>]*value="([^"]+)"', form).group(1)
            answer = post(f"{case}/steps/dialogue-invitation", version=version, on=on, held_on=held_on,
                          starts_at="18:30", place="Hội trường (giả định)", chair="resolver",
                          note="Nội dung đối thoại (giả định)")
            if "/steps/" in answer.geturl():
                break
            days.append(held_on)
            version = str(int(version) + 1)
        if len(days) == 2:
            events = [entry_of(mail, case, day) for day in days]
            if all(events):
                return events
    raise AssertionError(f"no dialogue could be moved among {len(cases)} cases")


def entry_of(mail, case, day):
    """The calendar entry of a meeting on a day, once its letter lies in the folder."""
    thread = f"case-{case.rsplit('/', 1)[1]}@"
    for _ in range(300):
        for file in mail.glob("*.eml"):
            letter = email.message_from_bytes(file.read_bytes(), policy=policy.default)
            if thread not in (letter["References"] or ""):
                continue
            for part in letter.walk():
                if part.get_content_type() != "text/calendar" or part.get_filename():
                    continue
                assert part.get_param("method") == "REQUEST"
                calendar = Calendar.from_ical(part.get_content())
                assert calendar["METHOD"] == "REQUEST" and calendar["VERSION"] == "2.0"
                event = calendar.events[0]
                if (event.start + timedelta(hours=7)).date().isoformat() == day:
                    return event
        threading.Event().wait(0.1)
    return None


TESTS = [
    down_and_up_again, slow, busy_then_not, refused_for_good, the_line_drops_after_the_data,
    killed_between_sending_and_marking, ten_thousand,
]


def main():
    places = [("SQLite", None)] + ([("PostgreSQL", POSTGRES)] if POSTGRES else [])
    planned = [(f"{test.__name__} ({place})", test, url) for place, url in places for test in TESTS]
    alone = [invitations, households]
    planned += [(test.__name__, test, None) for test in alone]
    wanted = sys.argv[1:]
    passed = failed = 0
    for name, test, url in planned:
        if wanted and not any(word in name for word in wanted):
            continue
        try:
            with tempfile.TemporaryDirectory() as folder:
                store = Store(BINARY, Path(folder), url) if test not in alone else None
                try:
                    test(store)
                finally:
                    if store is not None:
                        store.close()
            passed += 1
            print(f"ok {name}", flush=True)
        except Exception:
            failed += 1
            print(f"FAILED {name}", flush=True)
            traceback.print_exc()
    print(f"# pass {passed}\n# fail {failed}")
    return 1 if failed or not passed else 0


sys.exit(main())

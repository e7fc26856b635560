"""Calendars of dialogues with households, read by another library: the invitation, its update and its end in
letters; the personal feed, the file of a meeting and the public calendar."""

import email
import os
import re
import signal
import subprocess
import tempfile
import threading
import urllib.parse
import urllib.request
from datetime import timedelta
from email import policy
from http.cookiejar import CookieJar
from pathlib import Path

from icalendar import Calendar

BINARY = os.path.abspath(os.environ["GANDAN"])


class Demo:
    """`gandan demo` with a browser that is signed in at one ward."""

    def __init__(self, folder, login):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GANDAN_")}
        self.process = subprocess.Popen(
            [BINARY, "demo", "--listen", "127.0.0.1:0", "--data", folder],
            cwd=folder, env=clean, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.mail = Path(folder) / "mail"
        for line in self.process.stdout:
            found = re.match(r"Gần Dân: (http://\S+?)/?$", line.strip())
            if found:
                break
        self.url = found.group(1)
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.post("/session", login=login, password="uongbi-dungthu")

    def get(self, path):
        return self.browser.open(self.url + path).read().decode()

    def post(self, path, **fields):
        return self.browser.open(self.url + path, urllib.parse.urlencode(fields).encode())

    def calendar(self, path):
        answer = self.browser.open(self.url + path)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8", answer.headers
        calendar = Calendar.from_ical(answer.read())
        assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
        return calendar

    def letter(self, meeting, method, sequence):
        """The entry in a letter to the household about a meeting, once it lies in the folder."""
        thread = f"about-{meeting}@"
        for _ in range(300):
            for file in self.mail.glob("*.eml"):
                letter = email.message_from_bytes(file.read_bytes(), policy=policy.default)
                if thread not in (letter["References"] or "") or "congdan.example" not in letter["To"]:
                    continue
                for part in letter.walk():
                    if part.get_content_type() != "text/calendar" or part.get_filename():
                        continue
                    calendar = Calendar.from_ical(part.get_content())
                    event = calendar.events[0]
                    if calendar["METHOD"] == method and int(event["SEQUENCE"]) == sequence:
                        assert part.get_param("method") == method
                        return event
            threading.Event().wait(0.1)
        raise AssertionError(f"no letter with method {method} and sequence {sequence}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def to_be_announced(demo):
    """A planned meeting with a household that reads mail, and its page."""
    campaign = re.search(r"/campaigns/[0-9a-f-]{36}", demo.get("/campaigns")).group(0)
    for link in re.findall(r"/dialogues/[0-9a-f-]{36}", demo.get(campaign)):
        page = demo.get(link)
        if "/announcement" in page and "@congdan.example" in page:
            return link, page
    raise AssertionError("no planned meeting with a household that reads mail")


def version(page):
    return re.search(r'name="version" value="(\d+)"', page).group(1)


def field(page, name):
    found = re.search(rf'id="{name}" name="{name}"[^>]* value="([^"]*)"', page)
    return found.group(1) if found else ""


def chosen(page, name):
    select = re.search(rf'(?s)<select id="{name}".*?</select>', page).group(0)
    found = re.search(r'value="([^"]*)" selected', select)
    return found.group(1) if found else ""


def households(_store):
    """Invited, moved, called off: one entry, its sequence rising, gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(folder, "tiepdan.uongbi")
        try:
            link, page = to_be_announced(demo)
            meeting = link.rsplit("/", 1)[1]
            demo.post(f"{link}/announcement", version=version(page))
            first = demo.letter(meeting, "REQUEST", 0)
            form = demo.get(f"{link}/move")
            moved_to = (first.start + timedelta(days=14, hours=7)).date().isoformat()
            demo.post(
                f"{link}/move", version=version(form), meeting_on=moved_to, from_time="18:30",
                to_time="19:00", room="", meeting_place="Nhà văn hóa (giả định)",
                chair=chosen(form, "chair"), officer="", exception_reason="Hộ dân đề nghị họp buổi tối",
                move_reason="Hộ dân đề nghị", confirmed="yes",
            )
            second = demo.letter(meeting, "REQUEST", 1)
            own = demo.calendar(f"{link}/calendar").events[0]
            feed = demo.post("/calendar-feeds").read().decode()
            feed = re.search(r"(/feeds/[0-9a-f]{64}\.ics)", feed).group(1)
            personal = demo.calendar(feed)
            public = re.findall(r"/dialogue-announcements/[0-9a-f-]{36}\.ics", demo.get("/dialogue-announcements"))
            announced = [event for path in public for event in demo.calendar(path).events]
            demo.post(f"{link}/cancellation", version=version(demo.get(link)), call_off_reason="Dự án dừng")
            last = demo.letter(meeting, "CANCEL", 2)
        finally:
            demo.stop()
    assert first["UID"] == second["UID"] == last["UID"] == own["UID"]
    assert second.start > first.start and second.end - second.start == timedelta(minutes=30)
    assert last["STATUS"] == "CANCELLED" and second["STATUS"] == "CONFIRMED"
    for event in (first, second, last):
        assert str(event["ORGANIZER"]).startswith("mailto:") and str(event["ATTENDEE"]).startswith("mailto:")
    assert personal["X-WR-CALNAME"]
    assert announced and all(event["SUMMARY"] and event.end > event.start for event in announced)
    assert not any("Hộ" in str(event["SUMMARY"]) for event in announced), "no household is named"

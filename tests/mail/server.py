"""A mail server that fails in the way it is told to, and keeps what it was given."""

import asyncio
import email
import os
import signal
import threading
from collections import Counter

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Server:
    """`mode` is what the next letters meet: ok, slow, busy, unknown, refused, vanish, kill."""

    def __init__(self):
        self.mode = "ok"
        self.victim = None
        self.given = []  # Message-ID of each letter whose data came whole, in order
        self.accepted = Counter()
        self.changed = threading.Condition()
        self.controller = None

    def start(self, port=0):
        server = self

        class Talk(SMTP):
            async def smtp_RCPT(self, arg):
                if server.mode == "slow":
                    await asyncio.sleep(1)  # the server's own slowness
                await super().smtp_RCPT(arg)

        class Starter(Controller):
            def factory(self):
                return Talk(self.handler, enable_SMTPUTF8=True)

        self.controller = Starter(self, hostname="127.0.0.1", port=port or free_port())
        self.controller.start()
        return self.controller.port

    def stop(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    async def handle_RCPT(self, smtp, session, envelope, address, options):
        replies = {
            "busy": "451 4.3.0 try again later",
            "unknown": "550 5.1.1 user unknown",
            "refused": "550 5.7.1 not wanted here",
        }
        reply = replies.get(self.mode)
        if reply is not None:
            self.note(None, is_accepted=False)
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, smtp, session, envelope):
        name = email.message_from_bytes(envelope.content)["Message-ID"]
        if self.mode == "vanish":
            self.mode = "ok"
            self.note(name, is_accepted=False)
            smtp.transport.abort()
            return "421 gone"
        if self.mode == "kill":
            self.mode = "ok"
            os.kill(self.victim, signal.SIGKILL)
        self.note(name, is_accepted=True)
        return "250 kept"

    def note(self, name, is_accepted):
        with self.changed:
            if name is not None:
                self.given.append(name)
            if is_accepted:
                self.accepted[name] += 1
            self.changed.notify_all()

    def wait_for(self, what, seconds):
        with self.changed:
            assert self.changed.wait_for(what, seconds), f"not within {seconds} s: {len(self.given)} given"


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

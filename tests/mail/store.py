"""The outbox of a fresh installation, on SQLite or PostgreSQL, filled and read from outside."""

import os
import sqlite3
import subprocess
import uuid

COLUMNS = (
    "id, kind, to_name, to_address, subject, text_body, html_body, message_id, dedup_key, created_at,"
    " available_at, attempts, postal_address, in_digest, dead_address"
)
PAST = "2020-01-01T00:00:00+00:00"


class Store:
    def __init__(self, binary, folder, postgres=None):
        self.binary, self.folder, self.postgres = binary, folder, postgres
        self.url = f"sqlite:{folder}/gandan.sqlite"
        if postgres is not None:
            import psycopg

            name = f"mail{uuid.uuid4().hex[:12]}"
            with psycopg.connect(postgres, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {name}")
            self.name = name
            self.url = f"{postgres.rsplit('/', 1)[0]}/{name}"
        subprocess.run([binary, "migrate"], env=self.env(), cwd=folder, check=True, stdout=subprocess.DEVNULL)

    def close(self):
        if self.postgres is not None:
            import psycopg

            with psycopg.connect(self.postgres, autocommit=True) as server:
                server.execute(f"DROP DATABASE {self.name} WITH (FORCE)")

    def env(self, mail_port=None, **more):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GANDAN_")}
        clean.update(GANDAN_DATABASE__URL=self.url, GANDAN_DATA__DIR=str(self.folder), **more)
        if mail_port is not None:
            clean["GANDAN_MAIL__URL"] = f"smtp://127.0.0.1:{mail_port}"
        return clean

    def connect(self):
        if self.postgres is not None:
            import psycopg

            return psycopg.connect(self.url)
        return sqlite3.connect(f"{self.folder}/gandan.sqlite", timeout=30)

    def write(self, statement, rows=((),)):
        mark = "%s" if self.postgres is not None else "?"
        connection = self.connect()
        with connection:
            connection.cursor().executemany(statement.replace("?", mark), rows)
        connection.close()

    def read(self, query):
        connection = self.connect()
        rows = connection.cursor().execute(query).fetchall()
        connection.close()
        return rows

    def add_letters(self, count, postal=""):
        rows = []
        for _ in range(count):
            key = uuid.uuid4()
            identity = key if self.postgres is not None else key.bytes
            text = "Kính gửi ông/bà,\n\nThư thử nghiệm, mọi thông tin đều giả định.\n"
            rows.append(
                (identity, "test", "Nguyễn Văn Thử", f"{key.hex}@example.vn", "Thư thử nghiệm", text,
                 f"<p>{text}</p>", f"{key}@gandan.test", f"test:{key}", PAST, PAST, 0, postal, False, "")
            )
        marks = ", ".join("?" * len(rows[0]))
        self.write(f"INSERT INTO outbox ({COLUMNS}) VALUES ({marks})", rows)

    def make_due(self):
        """As if the pause were over, or the claim of a worker that died."""
        self.write("UPDATE outbox SET available_at = ? WHERE sent_at IS NULL AND failed_at IS NULL", [(PAST,)])

    def count(self, condition):
        return self.read(f"SELECT COUNT(*) FROM outbox WHERE {condition}")[0][0]

// What the browser seals, the holders of keys open with the program, and nobody else.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { useSite } from "./support.mjs";

const site = useSite();
const PASSPHRASE = "một câu đủ dài để nhớ";

/** Opens the home page with the sealing module, as `module`, beside it. */
async function withModule(page) {
  await page.goto("/");
  const app = await page.locator("script[type=module]").first().getAttribute("src");
  return app.replace(/app\.js$/, "envelope.js");
}

function gandan(folder, ...args) {
  return execFileSync(process.env.GANDAN_BIN, ["envelope", ...args], {
    cwd: folder,
    input: `${PASSPHRASE}\n`,
    encoding: "utf8",
  });
}

test("the browser keeps the test vector of RFC 9180, A.1.1", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    const module = await withModule(page);
    const { enc, sealed } = await page.evaluate(async (address) => {
      const { hpkeSeal } = await import(address);
      const bytes = (hex) => Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
      const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
      const secret = "52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736";
      const pkcs8 = bytes(`302e020100300506032b656e04220420${secret}`);
      const open = "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";
      const ephemeral = {
        privateKey: await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]),
        publicKey: await crypto.subtle.importKey("raw", bytes(open), { name: "X25519" }, true, []),
      };
      const made = await hpkeSeal(
        bytes("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d"),
        bytes("4f6465206f6e2061204772656369616e2055726e"),
        new TextEncoder().encode("Count-0"),
        new TextEncoder().encode("Beauty is truth, truth beauty"),
        { ephemeral, suite: { kem: 0x0020, kdf: 0x0001, aead: 0x0001, keyBytes: 16 } },
      );
      return { enc: hex(made.enc), sealed: hex(made.sealed) };
    }, module);
    assert.equal(enc, "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    assert.equal(
      sealed,
      "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
    );
  }));

test("two holders open what a browser sealed, a third does not", () =>
  site.visit({ screen: "phone", javaScript: true }, async (page) => {
    const folder = mkdtempSync(join(tmpdir(), "gandan-envelope-"));
    try {
      const ids = [1, 2, 3].map((n) => gandan(folder, "keygen", "--holder", `Người giữ khoá ${n}`, "--out", "keys").split(" ")[1]);
      const holders = ids
        .slice(0, 2)
        .map((id) => JSON.parse(readFileSync(join(folder, "keys", `${id}.public.json`), "utf8")).public);
      const module = await withModule(page);
      const letters = await page.evaluate(
        async ([address, holders]) => {
          const { canSeal, seal } = await import(address);
          if (!(await canSeal())) throw new Error("this browser cannot seal");
          // Over two chunks, so that their order counts; every byte different from its neighbours.
          const bytes = Uint8Array.from({ length: 150_000 }, (_, i) => (i * 7) % 251);
          const identity = { full_name: "Người Giả Định", address: "Số 1, khu 2 (giả định)", contact: "0900 000 000" };
          const made = await seal("phường thử nghiệm/2026-000001", identity, [{ name: "đơn.jpg", bytes }], holders);
          const refused = await seal("x", identity, [], [holders[0], holders[0]]).catch((error) => error.message);
          return [Array.from(made, (byte) => String.fromCharCode(byte)).join(""), refused];
        },
        [module, holders],
      );
      assert.match(letters[1], /two different holders/);
      const sealed = Buffer.from(letters[0], "latin1");
      assert.ok(!sealed.includes("Người Giả Định") && !sealed.includes("đơn.jpg"));
      writeFileSync(join(folder, "one.envelope"), sealed);

      const expected = Buffer.from(Uint8Array.from({ length: 150_000 }, (_, i) => (i * 7) % 251));
      for (const [n, id] of ids.slice(0, 2).entries()) {
        gandan(folder, "open", "--key", `keys/${id}.private.json`, "--out", `out${n}`, "one.envelope");
        const inside = join(folder, `out${n}`, "one");
        const text = readFileSync(join(inside, "nguoi-to-cao.txt"), "utf8");
        assert.match(text, /Họ và tên: Người Giả Định\nĐịa chỉ: Số 1, khu 2 \(giả định\)\nCách liên hệ: 0900 000 000/);
        assert.ok(readFileSync(join(inside, "tep-01.jpg")).equals(expected));
      }
      assert.throws(
        () => gandan(folder, "open", "--key", `keys/${ids[2]}.private.json`, "--out", "out3", "one.envelope"),
        /none of the envelope's holders/,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }));

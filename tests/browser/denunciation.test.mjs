// A denunciation through the web: sealed in the browser, followed by number and secret, opened by the
// holders of keys with the program; and nowhere on the server anything of who sent it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { assertGoodPage, choose, press, useSite, VIEWS } from "./support.mjs";

const PASSPHRASE = "uong-bi-dung-thu-khoa";
/** Words that stand in no other text; each is planted in one place. */
const CANARIES = {
  name: "Zyqanovek Wuxitrom",
  address: "Kvaptolniz",
  phone: "0987700077",
  others: "Plimhedrox",
  reason: "Dwegcunfil",
  file: "Jastomquebb",
  handwriting: "Ryxelpomnag",
  camera: "Hubdaczitol",
};
/** Stands in the account, which the server is meant to have: proof that the search can find something. */
const CONTROL = "Vemgatrosin";

const site = useSite({ GANDAN_LOG__FILTER: "debug,gandan=trace,tower_http=trace,hyper=info" });

/** A JPEG of the page with a word written into it by a camera and another after its end. */
async function photo(page, word) {
  const base = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [64, 48];
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const words = Buffer.concat([Buffer.from("Exif\0\0MM\0*\0\0\0\x08"), Buffer.from(word)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(words.length + 2, 2);
  const jpeg = Buffer.from(base);
  return Buffer.concat([jpeg.subarray(0, 2), head, words, jpeg.subarray(2), Buffer.from(word)]);
}

async function start(page) {
  await page.goto("/denunciation");
  await page.getByLabel("Cơ quan nhận đơn").selectOption({ label: "Ủy ban nhân dân phường Vàng Danh" });
  await press(page.getByRole("button", { name: "Viết tố cáo" }));
  await page.waitForURL("**/denunciation/new");
}

async function signIn(page, login) {
  await page.goto("/session/new");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mật khẩu", { exact: true }).fill("uongbi-dungthu");
  await press(page.getByRole("main").getByRole("button", { name: "Đăng nhập" }));
  await page.waitForURL("**/cases");
}

/** Fills in everything but what the test is about, and gives number and secret. */
async function denounce(page) {
  await start(page);
  await page.getByLabel("Họ và tên").fill(CANARIES.name);
  await page.getByLabel("Địa chỉ", { exact: true }).fill(`Số 7, ${CANARIES.address}`);
  await page.getByLabel("Cách liên hệ").fill(CANARIES.phone);
  const letter = { name: `${CANARIES.file}.txt`, mimeType: "text/plain", buffer: Buffer.from(CANARIES.handwriting) };
  await page.getByLabel("Tệp gốc").setInputFiles(letter);
  await page.getByText("Nhiều người cùng tố cáo").click();
  await page.getByLabel("Những người cùng tố cáo").fill(`${CANARIES.others}; khu 2; 0900 000 000`);
  await page.locator("summary").filter({ hasText: "Yêu cầu được bảo vệ" }).click();
  await choose(page.getByLabel("Yêu cầu được bảo vệ"));
  await page.getByLabel("Lý do yêu cầu bảo vệ").fill(CANARIES.reason);
  await page.getByLabel("Số người tố cáo").fill("2");
  await page.getByLabel("Người bị tố cáo").fill("Một công chức địa chính (giả định)");
  await page.getByLabel("Lĩnh vực").selectOption("land.compensation");
  await page.getByLabel("Việc gì").fill("Nhận tiền khi đo đất");
  await page.getByRole("textbox", { name: "Nội dung" }).fill(`Nhận tiền ngày 2/11. ${CONTROL}`);
  const picture = { name: `${CANARIES.file}.jpg`, mimeType: "image/jpeg", buffer: await photo(page, CANARIES.camera) };
  await page.getByLabel("Ảnh cho người xác minh xem").setInputFiles(picture);
  await choose(page.getByLabel("Tôi đã đọc lại"));
  await assertGoodPage(page);
  await press(page.getByRole("button", { name: "Niêm phong và gửi" }));
  await page.waitForURL("**/denunciation/confirmation");
  const number = await page.locator(".number").innerText();
  const secret = await page.locator(".secret").innerText();
  return { number, secret };
}

test("the page points at what tells who denounces, and stops what the sealed part says", () =>
  site.visit({ screen: "phone", javaScript: true }, async (page) => {
    await start(page);
    await page.getByLabel("Họ và tên").fill("Hoàng Thị Kín");
    await page.getByLabel("Địa chỉ", { exact: true }).fill("Số 7, ngõ Mây, khu 3");
    await page.getByLabel("Cách liên hệ").fill("0987 123 456");
    const content = page.getByRole("textbox", { name: "Nội dung" });
    await content.fill(
      "Tôi là kế toán. Chồng tôi thấy ông Nguyễn Văn Giả ở số 5 ngõ 3. Gọi 0912.345.678 hoặc kin@example.vn. Sự việc ngày 2/11/2026, số tiền 20.000.000 đồng.",
    );
    await content.blur();
    const hints = page.locator("#hints li strong");
    await hints.first().waitFor();
    assert.deepEqual(await hints.allInnerTexts(), [
      "“Tôi là”",
      "“Chồng tôi”",
      "“Nguyễn Văn Giả”",
      "“số 5”",
      "“ngõ 3”",
      "“0912.345.678”",
      "“kin@example.vn”",
    ]);
    await assertGoodPage(page);
    for (const [text, leaked] of [
      ["HOANG THI KIN nhìn thấy.", "Hoàng Thị Kín"],
      ["Nhà ở Ngõ mây.", "ngõ Mây"],
      ["Gọi 0987.123.456.", "0987 123 456"],
    ]) {
      await content.fill(text);
      await press(page.getByRole("button", { name: "Niêm phong và gửi" }));
      await page.locator("#content-error").filter({ hasText: leaked }).waitFor();
      assert.ok(await page.locator("#errors").evaluate((box) => box === document.activeElement));
    }
    await assertGoodPage(page);
  }));

for (const view of VIEWS.filter(({ javaScript }) => !javaScript)) {
  test(`without scripts it says why nothing is taken: ${view.name}`, () =>
    site.visit(view, async (page) => {
      await start(page);
      await page.getByText("đang tắt JavaScript").waitFor();
      assert.equal(await page.getByRole("textbox").count(), 0);
      await assertGoodPage(page);
    }));
}

test("a mistake the server finds stands beside its field, and nothing typed is lost", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await start(page);
    for (const [label, text] of [
      ["Họ và tên", "Người Giả Định"],
      ["Địa chỉ", "Số 1 (giả định)"],
      ["Cách liên hệ", "0900 000 000"],
      ["Người bị tố cáo", "Một công chức (giả định)"],
      ["Việc gì", "Nhận tiền"],
      ["Nội dung", "Nhận tiền ngày 2/11."],
      ["Số người tố cáo", "0"],
    ]) {
      await page.getByRole(label.startsWith("Số") ? "spinbutton" : "textbox", { name: label }).fill(text);
    }
    await page.getByLabel("Lĩnh vực").selectOption("land.compensation");
    await press(page.getByRole("button", { name: "Niêm phong và gửi" }));
    await page.locator("#denouncers-error").waitFor();
    await page.locator("#reread-error").waitFor();
    assert.equal(await page.getByLabel("Họ và tên").inputValue(), "Người Giả Định");
    await assertGoodPage(page);
    await page.route("**/denunciation/submission", (route) => route.abort());
    await press(page.getByRole("button", { name: "Niêm phong và gửi" }));
    await page.getByText("Không nối được máy chủ").first().waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Nội dung" }).inputValue(), "Nhận tiền ngày 2/11.");
  }));

test("nothing of who denounced is on the server; the holders read it", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    const { number, secret } = await denounce(page);
    await assertGoodPage(page);
    await press(page.getByRole("button", { name: "Xong" }));

    await page.goto("/tracking");
    await page.getByLabel("Số đơn").fill(number);
    await page.getByLabel("Mã tra cứu").fill(secret);
    await press(page.getByRole("button", { name: "Xem tiến độ" }));
    await page.waitForURL("**/tracking/case");
    await page.getByLabel("Tin mới").fill("Tôi còn giấy biên nhận.");
    await press(page.getByRole("button", { name: "Gửi tin" }));
    await page.getByText("Tôi còn giấy biên nhận.").waitFor();
    await assertGoodPage(page);

    await page.context().clearCookies();
    await signIn(page, "chutich.vangdanh");
    await page.goto("/envelopes");
    await assertGoodPage(page);
    await page.getByRole("row").filter({ hasText: number }).getByRole("link").first().click();
    await assertGoodPage(page);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Tải phong bì" }).click();
    const saved = path.join(site.server.data, "carried.envelope");
    await (await download).saveAs(saved);
    for (const address of ["/keys", "/denunciations/new", "/reports", "/mail"]) {
      await page.goto(address);
      await assertGoodPage(page);
    }
    await page.goto("/cases");
    await page.getByRole("link", { name: number }).first().click();
    await page.getByText("Tôi còn giấy biên nhận.").waitFor();
    await page.getByText("Một công chức địa chính (giả định)").waitFor();
    await assertGoodPage(page);

    // First what the server holds: what is opened below lies outside of it.
    const found = search(site.server, [...Object.values(CANARIES).flatMap((word) => word.split(" ")), CONTROL]);
    assert.deepEqual(
      found.filter(({ word }) => word !== CONTROL),
      [],
    );
    const places = found.map(({ place }) => place);
    assert.ok(places.some((place) => place.includes("gandan.sqlite")), "the search reads the database");
    assert.ok(places.includes("memory"), "the search reads the memory");

    const keys = path.join(site.server.data, "demo-keys");
    const own = readdirSync(keys).filter((name) => name.endsWith(".private.json"));
    assert.equal(own.length, 2);
    for (const [n, key] of own.entries()) {
      const out = path.join(site.server.data, `opened-${n}`);
      execFileSync(process.env.GANDAN_BIN, ["envelope", "open", "--key", path.join(keys, key), "--out", out, saved], {
        input: `${PASSPHRASE}\n`,
      });
      const text = readFileSync(path.join(out, "carried", "nguoi-to-cao.txt"), "utf8");
      for (const word of ["name", "address", "phone", "others", "reason", "file"]) {
        assert.ok(text.includes(CANARIES[word]), `${word}: ${text}`);
      }
      assert.equal(readFileSync(path.join(out, "carried", "tep-01.txt"), "utf8"), CANARIES.handwriting);
    }
  }));

test("the search finds what is there, in files and in memory", () => {
  const word = "Quirdbeltonax";
  writeFileSync(path.join(site.server.data, "planted"), `x${Buffer.from(word).toString("base64")}x`);
  assert.deepEqual(search({ ...site.server, pid: process.pid }, [word]).map(({ place }) => place).sort(), [
    path.join(site.server.data, "planted"),
    "memory",
  ]);
});

/**
 * Where any of the words stands: the files of the server (database, write-ahead log, attachments, mail), what
 * it printed, and its memory as it is now. Looked for as UTF-8, UTF-16, base64 in each of its three
 * positions, and without regard to case.
 */
function search({ data, pid, output }, words) {
  const marks = words.flatMap((word) =>
    [word, word.toLowerCase(), word.toUpperCase()].flatMap((text) => [
      Buffer.from(text),
      Buffer.from(text, "utf16le"),
      ...[0, 1, 2].map((shift) => base64Within(text, shift)),
    ].map((mark) => ({ word, mark }))),
  );
  const found = [];
  const look = (place, bytes) => {
    for (const { word, mark } of marks) {
      if (bytes.includes(mark) && !found.some((one) => one.place === place && one.word === word)) {
        found.push({ place, word });
      }
    }
  };
  for (const entry of readdirSync(data, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    // The envelope that was carried away is a copy of the one in the store; sealed, so searched as well.
    if (entry.isFile()) look(file, readFileSync(file));
  }
  look("output", Buffer.from(output()));
  for (const part of memory(pid)) look("memory", part);
  return found;
}

/** The letters of a text's base64 that do not depend on what stands around it. */
function base64Within(text, shift) {
  const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
  const encoded = whole.toString("base64").replace(/=+$/, "");
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor((whole.length * 8) / 6);
  return Buffer.from(encoded.slice(first, last));
}

/** The writable memory of a process, in parts that overlap. */
function* memory(pid) {
  const PART = 16 * 1024 * 1024;
  const OVERLAP = 4096;
  const maps = readFileSync(`/proc/${pid}/maps`, "utf8").trim().split("\n");
  const file = openSync(`/proc/${pid}/mem`, "r");
  try {
    for (const line of maps) {
      const [range, rights, , , , name] = line.split(/\s+/);
      if (!rights.startsWith("rw") || name === "[vvar]") continue;
      const [from, to] = range.split("-").map((hex) => Number.parseInt(hex, 16));
      for (let at = from; at < to; at += PART - OVERLAP) {
        const size = Math.min(PART, to - at);
        const bytes = Buffer.alloc(size);
        let read = 0;
        try {
          read = readSync(file, bytes, 0, size, BigInt(at));
        } catch {
          continue; // given back since the map was read
        }
        yield bytes.subarray(0, read);
      }
    }
  } finally {
    closeSync(file);
  }
}

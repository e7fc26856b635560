// A list is asked for as a file, waited for and fetched: what lies in the file is what the list shows.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { assertGoodPage, press, useSite } from "./support.mjs";

const site = useSite();

const { signIn } = site;

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const ZIP = Buffer.from("PK\x03\x04", "latin1");

/** The rows of a CSV file, each a list of cells. */
function csvRows(text) {
  const rows = [[""]];
  let isQuoted = false;
  for (const part of text.match(/""|"|,|\r\n|[^",\r\n]+|[\r\n]/g)) {
    const row = rows.at(-1);
    if (part === '"') isQuoted = !isQuoted;
    else if (part === '""') row[row.length - 1] += isQuoted ? '"' : "";
    else if (isQuoted) row[row.length - 1] += part;
    else if (part === ",") row.push("");
    else if (part === "\r\n") rows.push([""]);
    else row[row.length - 1] += part;
  }
  assert.deepEqual(rows.pop(), [""], "the last row ends like the others");
  return rows;
}

/** Presses the button of a format on the list and waits for the page of the export. */
async function ask(page, format) {
  await press(page.getByRole("button", { name: `Xuất ${format}` }));
  await page.waitForURL(/\/exports\/[0-9a-f-]{36}$/);
}

/** Waits until the page says that the file is there, by itself, and fetches it. */
async function fetchFile(page, format) {
  await page.getByText("Đã xong").and(page.locator(".badge")).waitFor();
  await assertGoodPage(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page.getByRole("link", { name: /^Tải về Danh sách vụ việc/ })),
  ]);
  const day = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10).split("-").reverse().join("-");
  assert.equal(download.suggestedFilename(), `Danh sách vụ việc ${day}.${format}`);
  return readFile(await download.path());
}

for (const view of [
  { screen: "desktop", javaScript: true, login: "chutich.uongbi" },
  { screen: "phone", javaScript: false, login: "chutich.yentu" },
]) {
  test(`a filtered list is taken away as XLSX and CSV: ${view.screen}`, () =>
    site.visit(view, async (page) => {
      await signIn(page, view.login);
      await page.goto("/exports");
      await page.getByText("chưa xuất danh sách nào").waitFor();
      await assertGoodPage(page);

      const list = "/cases?kind=petition";
      await page.goto(list);
      await assertGoodPage(page);
      const caption = await page.getByRole("table").locator("caption").innerText();
      const count = Number(caption.match(/trong tổng số (\d+)$/)[1]);
      assert.ok(count > 1, caption);
      const first = await page.getByRole("table").getByRole("link").first().innerText();

      await ask(page, "XLSX");
      const asked = page.url();
      // Most often it waits still; a quick worker may have been faster.
      await page.getByText(/Đang chờ|Đang ghi|Đã xong/).and(page.locator(".badge")).waitFor();
      await assertGoodPage(page);
      const book = await fetchFile(page, "xlsx");
      assert.equal(page.url(), asked, "the page moves by itself");
      assert.ok(book.subarray(0, 4).equals(ZIP), "a workbook is a zip");
      assert.match(await page.getByRole("main").innerText(), new RegExp(`Tệp có ${count} dòng`));

      await press(page.getByRole("link", { name: "Về danh sách với bộ lọc này" }));
      await page.waitForURL(`**${list}`);
      await ask(page, "CSV");
      const bytes = await fetchFile(page, "csv");
      assert.ok(bytes.subarray(0, 3).equals(MARK), "the mark of UTF-8");
      const [headings, ...rows] = csvRows(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      assert.equal(rows.length, count, "as many rows as the list shows");
      assert.equal(headings[0], "Số đơn");
      assert.ok(rows.every((row) => row.length === headings.length), "rows are as wide as their heading");
      assert.ok(rows.some((row) => row[0] === first), `${first} is in the file`);
      assert.ok(rows.every((row) => row[1] === "Kiến nghị, phản ánh"), "the filter holds for the file");
      assert.equal(new Set(rows.map((row) => row[0])).size, count, "each once");

      await press(page.getByRole("link", { name: "Tệp đã xuất" }));
      await page.waitForURL("**/exports");
      assert.equal(await page.locator("tbody tr").count(), 2);
      assert.equal(await page.getByRole("link", { name: "Tải về" }).count(), 2);
      await assertGoodPage(page);
    }));
}

test("of two at once the second is refused, and nobody else reads the first", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "lanhdao.tinh");
    await page.goto("/cases");
    // Both at the same moment; what the second one is told is then shown to a reader.
    const fields = { list: "cases", format: "csv", filters: "" };
    const headers = { origin: site.server.url };
    const [one, other] = await Promise.all(
      [0, 1].map(() => page.context().request.post("/exports", { form: fields, headers, maxRedirects: 0 })),
    );
    assert.deepEqual([one.status(), other.status()].sort(), [303, 409]);
    const [taken, refused] = one.status() === 303 ? [one, other] : [other, one];
    const href = taken.headers().location;
    await page.route("**/exports", (route) => route.fulfill({ response: refused }));
    await press(page.getByRole("button", { name: "Xuất CSV" }));
    await page.getByRole("alert").getByText("đang có một tệp chưa xuất xong").waitFor();
    assert.match(await page.title(), /^Lỗi:/);
    await assertGoodPage(page);
    await press(page.getByRole("alert").getByRole("link", { name: "Xem tiến độ" }));
    await page.waitForURL(`**${href}`);
    await page.getByText("Đã xong").and(page.locator(".badge")).waitFor();
    await page.context().clearCookies();
    await signIn(page, "chutich.tinh");
    assert.equal((await page.goto(href)).status(), 404);
    await assertGoodPage(page);
  }));

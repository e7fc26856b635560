// The life of a paper as three people of a ward see it: drafted by the officer, sent back and approved by the head,
// numbered and served by the clerk. On a desktop and on a phone, every page axe clean.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, press, shot, useSite } from "./support.mjs";

const site = useSite();

const PAPER = /\/documents\/[0-9a-f-]{36}$/;

/** Begins the paper that the facts of a case ask for; each view takes a case of its own. */
async function draft(page) {
  await site.signIn(page, "canbo2.uongbi");
  await page.goto("/cases?kind=complaint");
  const cases = await page.locator("tbody th a").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  for (const href of cases) {
    await page.goto(href);
    const due = page.locator("#papers").getByRole("button", { name: /^Soạn Thông báo về việc thụ lý/ });
    if ((await due.count()) === 0) continue;
    await assertGoodPage(page);
    await press(due);
    await page.waitForURL(PAPER);
    return page.url();
  }
  throw new Error("no complaint of the demo waits for its notice of acceptance");
}

/** Hands the draft in; an empty gap is named and leads to its field. */
async function submit(page) {
  await assertGoodPage(page);
  const name = page.getByLabel(/^Người khiếu nại/);
  const was = await name.inputValue();
  assert.ok(was, "the draft is filled from the case");
  await name.fill("");
  await press(page.getByRole("button", { name: "Lưu và xem lại" }));
  await page.getByText("Đã lưu nội dung văn bản.").waitFor();
  await press(page.getByRole("button", { name: "Trình ký" }));
  const summary = page.getByRole("alert");
  await summary.waitFor();
  await assertGoodPage(page);
  await press(summary.getByRole("link"));
  assert.match(new URL(page.url()).hash, /^#field_\d+$/);
  await name.fill(was);
  await press(page.getByRole("button", { name: "Lưu và xem lại" }));
  await page.getByText("Đã lưu nội dung văn bản.").waitFor();
  await press(page.getByRole("button", { name: "Trình ký" }));
  await page.getByText("Đã trình ký.").waitFor();
  await assertGoodPage(page);
}

/** The head sends it back with remarks, and approves it when it comes again. */
async function sendBack(page, paper) {
  await site.signIn(page, "chutich.uongbi");
  await page.goto("/documents?stage=submitted");
  await assertGoodPage(page);
  await page.goto(paper);
  await assertGoodPage(page);
  await page.locator("summary", { hasText: "Trả lại để sửa" }).click();
  await page.getByLabel("Nội dung cần sửa").fill("Ghi rõ địa chỉ.");
  await press(page.getByRole("button", { name: "Trả lại để sửa" }));
  await page.getByText("Đã trả lại để sửa.").waitFor();
}

async function resubmit(page, paper) {
  await site.signIn(page, "canbo2.uongbi");
  await page.goto(paper);
  assert.match(await page.getByRole("main").innerText(), /Được trả lại để sửa:\s*Ghi rõ địa chỉ\./);
  await press(page.getByRole("button", { name: "Trình ký" }));
  await page.getByText("Đã trình ký.").waitFor();
}

async function approve(page, paper) {
  await site.signIn(page, "chutich.uongbi");
  await page.goto(paper);
  await press(page.getByRole("button", { name: "Duyệt văn bản" }));
  await page.getByText("Đã duyệt văn bản.").waitFor();
  await assertGoodPage(page);
}

/** The clerk gives the number; what was issued is fetched and served. */
async function issue(page, paper, view) {
  await site.signIn(page, "tiepdan.uongbi");
  await page.goto(paper);
  await press(page.getByRole("button", { name: "Lấy số và phát hành" }));
  await page.getByText("Đã lấy số và phát hành văn bản.").waitFor();
  await assertGoodPage(page);
  assert.match(await page.getByRole("article").innerText(), /Số: \d\d+\/TB-UBND/);
  await shot(page, `paper-${view.screen}`);
  for (const [kind, first] of [["pdf", "%PDF"], ["docx", "PK"]]) {
    const file = await page.context().request.get(`${paper}/paper.${kind}`);
    assert.equal(file.status(), 200);
    assert.equal((await file.body()).subarray(0, first.length).toString(), first);
  }
  await page.locator("summary", { hasText: "Ghi nhận giao, gửi" }).click();
  await page.getByLabel("Người nhận", { exact: true }).fill("Người nhận giả định");
  await page.getByLabel("Cách giao, gửi").selectOption("in-hand");
  await press(page.getByRole("button", { name: "Ghi nhận giao, gửi" }));
  await page.getByText("Đã ghi nhận giao, gửi văn bản.").waitFor();
  await assertGoodPage(page);
  const today = await page.evaluate(() => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10));
  await page.goto(`/documents?on=${today}`);
  await assertGoodPage(page);
  const day = await page.context().request.get(`/documents/day.pdf?on=${today}`);
  assert.equal(day.headers()["content-type"], "application/pdf");
}

for (const screen of ["desktop", "phone"]) {
  const view = { screen, javaScript: true };
  test(`a paper from its draft to its service: ${screen}`, async () => {
    let paper;
    await site.visit(view, async (page) => {
      paper = await draft(page);
      await submit(page);
    });
    await site.visit(view, (page) => sendBack(page, paper));
    await site.visit(view, (page) => resubmit(page, paper));
    await site.visit(view, (page) => approve(page, paper));
    await site.visit(view, (page) => issue(page, paper, view));
  });
}

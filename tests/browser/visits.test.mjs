// The register of receptions: somebody is written down by keyboard alone, recognised when they come again,
// refused with a ground; the pages hold on a desktop and on a phone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, choose, press, useSite } from "./support.mjs";

const site = useSite();

const { signIn } = site;

/** What is focused now. */
function focused(page) {
  return page.evaluate(() => document.activeElement.name || document.activeElement.textContent.trim());
}

/** Goes on by Tab to a field; it must come within so many presses. */
async function tabTo(page, name, limit = 12) {
  for (let n = 0; n < limit; n += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press("Tab");
  }
  assert.equal(await focused(page), name);
}

/** Types what is needed of a visitor, from the field that has the focus on, and never touches the mouse. */
async function typeVisitor(page, { name, paper, content }) {
  assert.equal(await focused(page), "full_name", "the page opens where typing begins");
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "id_number");
  await page.keyboard.type(paper);
  await tabTo(page, "address");
  await page.keyboard.type("Số 12, ngõ 3");
  await tabTo(page, "visit_kind");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "content");
  await page.keyboard.type(content);
  await tabTo(page, "Ghi vào sổ", 20);
  await page.keyboard.press("Enter");
}

for (const [screen, javaScript, login] of [
  ["desktop", true, "tiepdan.uongbi"],
  ["desktop", false, "tiepdan.yentu"],
  ["phone", true, "tiepdan.vangdanh"],
]) {
  test(`a visit is written down by keyboard alone and recognised: ${screen}, JavaScript ${javaScript}`, () =>
    site.visit({ screen, javaScript }, async (page) => {
      const content = "Cột điện đầu ngõ nghiêng, dây võng sát mái nhà";
      await signIn(page, login);
      await page.goto("/visits/new");
      await assertGoodPage(page);
      const before = Date.now();
      await typeVisitor(page, { name: "Hà Thị Mơ", paper: "000000077777", content });
      await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
      assert.ok(Date.now() - before < 60_000, "it takes less than a minute");
      await assertGoodPage(page);
      const first = page.url();
      assert.ok((await page.getByRole("main").innerText()).includes("000000077777"));

      // She comes again with the same matter.
      await press(page.getByRole("link", { name: "Ghi lượt tiếp theo" }));
      await page.waitForURL("**/visits/new");
      await typeVisitor(page, { name: "Ha Thi Mo", paper: "000000077777", content: "Cột điện đầu ngõ vẫn nghiêng" });
      await page.getByRole("heading", { name: "Có thể người này đã đến" }).waitFor();
      await assertGoodPage(page);
      // The likeliest matter has the focus: Space chooses it, Enter sends.
      assert.equal(await focused(page), "same_matter");
      await page.keyboard.press("Space");
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => /\/visits\/[0-9a-f-]{36}$/.test(url.pathname) && url.href !== first);
      const others = page.getByRole("region", { name: "Các lượt tiếp khác về vụ việc này" });
      assert.equal(await others.getByRole("link").count(), 1);
      await page.goto("/visits");
      await assertGoodPage(page);
      const main = await page.getByRole("main").innerText();
      assert.ok(main.includes("•••••••••777") && !main.includes("000000077777"), "masked in the list");
    }));
}

test("a refusal names its ground, and the written notice is recorded", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "tiepdan.uongbi");
    await page.goto("/visits/new");
    await page.getByLabel("Họ và tên").fill("Lò Văn Pản");
    await choose(page.getByLabel("Khiếu nại"));
    await page.getByLabel("Hướng xử lý", { exact: true }).selectOption("refused");
    await press(page.getByRole("button", { name: "Ghi vào sổ" }));
    await page.getByRole("alert").waitFor();
    assert.match(await page.title(), /^Lỗi:/);
    await assertGoodPage(page);
    await page.getByLabel("Lý do từ chối tiếp").selectOption("answered-before");
    await press(page.getByRole("button", { name: "Ghi vào sổ" }));
    await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
    await assertGoodPage(page);
    await page.getByLabel("Số thông báo").fill("9/TB-UBND");
    await press(page.getByRole("button", { name: "Ghi nhận đã gửi" }));
    await page.getByText("Đã ghi nhận thông báo từ chối tiếp.").waitFor();
    assert.ok((await page.getByRole("main").innerText()).includes("9/TB-UBND"));
  }));

for (const screen of ["desktop", "phone"]) {
  test(`pages of the register and of prolonged cases are good pages: ${screen}`, () =>
    site.visit({ screen, javaScript: true }, async (page) => {
      await signIn(page, "chutich.vangdanh");
      const from = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
      for (const path of [`/visits?from=${from}`, `/visits/print?from=${from}`, "/visits/denunciations/new", "/prolonged"]) {
        assert.equal((await page.goto(path)).status(), 200, path);
        await assertGoodPage(page);
      }
      await press(page.getByRole("table").getByRole("link").first());
      await page.waitForURL("**/prolonged");
      await assertGoodPage(page);
      await page.goto("/visits");
      await page.locator("details.owed").last().evaluate((part) => (part.open = true));
      await press(page.locator("details.owed").last().getByRole("link").first());
      await page.waitForURL(/\/receptions\//);
      await assertGoodPage(page);
      await page.goto(`/visits?from=${from}`);
      await press(page.locator("table.register").getByRole("link").last());
      await page.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
      await assertGoodPage(page);
      const correction = page.getByRole("link", { name: "Sửa, bổ sung nội dung đã ghi" });
      await press(correction);
      await page.waitForURL("**/correction");
      await assertGoodPage(page);
    }));
}

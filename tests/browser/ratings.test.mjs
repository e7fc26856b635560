// Who sent a case says how it ended: on the page that number and secret open, once the office has answered.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, choose, fileAtCounter, press, useSite } from "./support.mjs";

const site = useSite();

const { signIn } = site;

/** Does one step on the page of a case, with what it asks for filled in by `fill`. */
async function step(page, name, fill = async () => {}) {
  await press(page.getByRole("link", { name, exact: true }));
  await page.waitForURL("**/steps/*");
  await fill();
  await press(page.getByRole("main").getByRole("button", { name, exact: true }));
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
}

/** The office answers the petition. */
async function answer(page, number) {
  await page.goto(`/cases?q=${encodeURIComponent(number)}`);
  await press(page.getByRole("link", { name: number, exact: true }));
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  await step(page, "Phân loại");
  await step(page, "Nhận giải quyết");
  await step(page, "Phân công", () => page.getByLabel("Cán bộ được giao").selectOption({ index: 1 }));
  await step(page, "Bắt đầu xem xét");
  await step(page, "Trả lời", () => page.locator("textarea#note").fill("Đã thay bóng đèn (giả định)."));
  return page.url();
}

async function follow(page, [number, secret]) {
  await page.goto("/tracking");
  await page.getByLabel("Số đơn").fill(number);
  await page.getByLabel("Mã tra cứu", { exact: true }).fill(secret);
  await press(page.getByRole("button", { name: "Xem tiến độ" }));
  await page.waitForURL("**/tracking/case");
}

for (const view of [
  { screen: "desktop", javaScript: true, ward: "uongbi", name: "Hoàng Thị Mận (giả định)" },
  { screen: "phone", javaScript: false, ward: "yentu", name: "Vũ Văn Ổi (giả định)" },
]) {
  test(`a sender says how it ended, and may change it: ${view.screen}`, () =>
    site.visit(view, async (page) => {
      await signIn(page, `tiepdan.${view.ward}`);
      const receipt = await fileAtCounter(page, view.name);
      await page.context().clearCookies();
      await follow(page, receipt);
      const rating = page.getByRole("region", { name: "Ý kiến của ông/bà" });
      assert.equal(await rating.count(), 0, "nobody is asked before the answer");

      await page.context().clearCookies();
      await signIn(page, `chutich.${view.ward}`);
      const held = await answer(page, receipt[0]);
      await page.context().clearCookies();
      await follow(page, receipt);
      await assertGoodPage(page);

      // Half an answer is asked for again, and what was typed stays.
      await choose(rating.getByLabel("Hài lòng", { exact: true }));
      await rating.getByLabel("Ý kiến thêm").fill("Đèn đã sáng, cán bộ giải thích rõ.");
      await press(rating.getByRole("button", { name: "Gửi ý kiến" }));
      await page.getByRole("alert").waitFor();
      assert.match(await page.title(), /^Lỗi:/);
      const settled = rating.getByRole("group", { name: "Việc của ông/bà đã được giải quyết chưa?" });
      assert.match(await settled.innerText(), /Xin chọn/);
      assert.ok(await rating.getByLabel("Hài lòng", { exact: true }).isChecked());
      assert.equal(await rating.getByLabel("Ý kiến thêm").inputValue(), "Đèn đã sáng, cán bộ giải thích rõ.");
      await assertGoodPage(page);
      await press(page.getByRole("alert").getByRole("link"));
      assert.equal(await page.evaluate(() => document.activeElement.id), "settled", "the mistake leads to its field");

      await choose(settled.getByLabel("Được giải quyết một phần"));
      await press(rating.getByRole("button", { name: "Gửi ý kiến" }));
      await page.getByText("Đã ghi nhận ý kiến của ông/bà. Xin cảm ơn.").waitFor();
      await assertGoodPage(page);

      // A second time it is what was said, to be changed and not to be added.
      await page.context().clearCookies();
      await follow(page, receipt);
      await rating.getByText(/Có thể sửa đến hết ngày/).waitFor();
      assert.ok(await settled.getByLabel("Được giải quyết một phần").isChecked());
      assert.equal(await rating.getByRole("button", { name: "Gửi ý kiến" }).count(), 0);
      await choose(settled.getByLabel("Đã được giải quyết", { exact: true }));
      await press(rating.getByRole("button", { name: "Lưu ý kiến đã sửa" }));
      await page.getByText("Đã ghi nhận ý kiến của ông/bà. Xin cảm ơn.").waitFor();
      assert.ok(await settled.getByLabel("Đã được giải quyết", { exact: true }).isChecked());
      await assertGoodPage(page);

      // The office reads the one answer there is.
      await page.context().clearCookies();
      await signIn(page, `chutich.${view.ward}`);
      await page.goto(held);
      const said = await page.getByRole("main").innerText();
      assert.ok(said.includes("Đèn đã sáng, cán bộ giải thích rõ."), "its words");
      assert.ok(!said.includes("Được giải quyết một phần"), "and not what it said before");
      await assertGoodPage(page);
    }));
}

// Statutory reports, the register behind form 06 and the dashboard, as the office uses them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, press, useSite } from "./support.mjs";

const site = useSite();

const { signIn } = site;

for (const view of [
  { screen: "desktop", javaScript: true, login: "chutich.uongbi" },
  { screen: "phone", javaScript: false, login: "chutich.vangdanh" },
]) {
  test(`a statutory report from its tables to the day it is sent: ${view.screen}`, () =>
    site.visit(view, async (page) => {
      await signIn(page, view.login);
      await page.goto("/statutory");
      await assertGoodPage(page);
      const ended = page.locator("tbody tr", { hasText: "Chưa lập" }).first();
      await press(ended.getByRole("link", { name: /^Biểu số liệu của/ }));
      await page.waitForURL("**/statutory/tables?**");
      await assertGoodPage(page);
      // A figure leads to what is behind it.
      await press(page.getByRole("link", { name: /^Biểu 02\/XLD, cột 1: / }));
      await page.waitForURL("**/statutory/cell?**");
      await assertGoodPage(page);
      await page.goBack();
      await press(page.getByRole("button", { name: "Lập báo cáo của kỳ này" }));
      await page.waitForURL("**/statutory/reports/**");
      await assertGoodPage(page);
      await page.getByLabel("Nội dung mục I.2").fill("Nguyên nhân chủ yếu về đất đai (giả định).");
      await press(page.getByRole("button", { name: "Lưu nội dung" }));
      await page.getByText("Đã lưu nội dung.").waitFor();
      for (const why of await page.getByLabel("Giải trình").all()) {
        await why.fill("Số liệu của sổ giấy (giả định).");
      }
      await press(page.getByRole("button", { name: "Kiểm tra và chốt số liệu" }));
      await page.getByText("Đã kiểm tra và chốt số liệu.").waitFor();
      await assertGoodPage(page);
      await press(page.getByRole("button", { name: "Xác nhận đã ký và gửi" }));
      await page.getByRole("heading", { name: "Có thông tin cần sửa" }).waitFor();
      await assertGoodPage(page);
      await page.getByLabel("Số, ký hiệu văn bản").fill("45/BC-UBND");
      await press(page.getByRole("button", { name: "Xác nhận đã ký và gửi" }));
      await page.getByText("Đã ghi nhận báo cáo được gửi.").waitFor();
      assert.match(await page.locator("dl.facts").innerText(), /45\/BC-UBND/);
      await assertGoodPage(page);
      await page.goto("/statutory/openings");
      await assertGoodPage(page);
      await page.goto("/management");
      await assertGoodPage(page);
      await page.goto("/reports");
      await assertGoodPage(page);
    }));
}

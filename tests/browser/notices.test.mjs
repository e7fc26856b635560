// Letters on paper, the letter before it is recorded, how staff are told, what is overdue, the overview.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, choose, fileAtCounter, press, useSite } from "./support.mjs";

const site = useSite();

const { signIn } = site;

const PRINTS = [
  { view: { screen: "desktop", javaScript: true }, login: "tiepdan.uongbi", name: "Hoàng Thị Mận (giả định)" },
  { view: { screen: "phone", javaScript: false }, login: "tiepdan.vangdanh", name: "Vũ Văn Ổi (giả định)" },
];

for (const { view, login, name } of PRINTS) {
  test(`letters on paper are listed and marked: ${view.screen}`, () =>
    site.visit(view, async (page) => {
      await signIn(page, login);
      await fileAtCounter(page, name);
      await page.goto("/mail");
      await assertGoodPage(page);
      await press(page.getByRole("link", { name: /^In thư giấy/ }));
      await page.waitForURL("**/mail/print");
      await assertGoodPage(page);
      const row = page.getByRole("row", { name: new RegExp(name.replace(/[()]/g, "\\$&")) });
      assert.equal(await row.getByRole("checkbox").isChecked(), true, "everything is chosen at first");
      for (const box of await page.getByRole("checkbox").all()) {
        if (await box.isChecked()) await choose(box);
      }
      await press(page.getByRole("button", { name: "Đánh dấu đã in" }));
      await page.getByRole("heading", { name: "Có thông tin cần sửa" }).waitFor();
      await assertGoodPage(page);
      await choose(row.getByRole("checkbox"));
      await press(page.getByRole("button", { name: "Đánh dấu đã in" }));
      await page.getByText("Đã đánh dấu các thư là đã in.").waitFor();
      assert.equal(await row.count(), 0);
      await press(page.getByRole("link", { name: "Thư đã in" }));
      await press(row.getByRole("button", { name: "Chưa in, đưa lại danh sách" }));
      await page.getByText("Thư đã trở lại danh sách chờ in.").waitFor();
      assert.equal(await row.count(), 1);
    }));
}

for (const screen of ["desktop", "phone"]) {
  test(`a letter is looked at before the step is recorded: ${screen}`, () =>
    site.visit({ screen, javaScript: screen === "desktop" }, async (page) => {
      await signIn(page, "chutich.uongbi");
      await page.goto("/cases?kind=petition&stage=considering");
      await press(page.locator("table").getByRole("link").first());
      await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
      await press(page.getByRole("link", { name: "Trả lời", exact: true }));
      await page.waitForURL("**/steps/answer");
      const note = "Cống sẽ được thay trong tháng 12 (giả định).";
      await page.getByRole("textbox", { name: /Nội dung trả lời/ }).fill(note);
      await press(page.getByRole("button", { name: "Xem trước thư" }));
      await page.getByRole("heading", { name: "Thư sẽ gửi, chưa ghi nhận bước này" }).waitFor();
      await assertGoodPage(page);
      const letter = page.getByRole("region", { name: "Thư sẽ gửi, chưa ghi nhận bước này" });
      assert.ok((await letter.innerText()).includes(note));
      assert.equal(await page.getByRole("textbox", { name: /Nội dung trả lời/ }).inputValue(), note);
    }));

  test(`pages of notices are good pages: ${screen}`, () =>
    site.visit({ screen, javaScript: true }, async (page) => {
      await signIn(page, "chutich.uongbi");
      for (const path of ["/overview", "/escalations", "/escalations?told=nobody", "/mail?state=paper", "/mail?state=undeliverable", "/mail/print", "/notification-settings"]) {
        assert.equal((await page.goto(path)).status(), 200, path);
        await assertGoodPage(page);
      }
      await choose(page.getByRole("group", { name: "Sắp đến hạn" }).getByLabel("Gom vào thư tổng hợp trong ngày"));
      await press(page.getByRole("button", { name: "Lưu" }));
      await page.getByText("Đã lưu cách nhận thông báo.").waitFor();
      await assertGoodPage(page);
    }));
}

test("an administrator reads every kind of letter", () =>
  site.visit({ screen: "phone", javaScript: true }, async (page) => {
    await signIn(page, "quantri");
    await page.goto("/mail/templates");
    await page.getByRole("heading", { level: 1, name: "Mẫu thư báo" }).waitFor();
    assert.ok((await page.getByRole("heading", { level: 2 }).count()) > 25);
    await assertGoodPage(page);
  }));

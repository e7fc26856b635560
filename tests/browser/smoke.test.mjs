// The front door, seen in every way: it must be readable before anything else is worth testing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, press, useSite, VIEWS } from "./support.mjs";

const site = useSite();

for (const view of VIEWS) {
  test(`the home page is a good page: ${view.name}`, () =>
    site.visit(view, async (page) => {
      const answer = await page.goto("/");
      assert.equal(answer.status(), 200);
      assert.equal(await page.locator("html").getAttribute("lang"), "vi");
      await assertGoodPage(page);
    }));
}

for (const view of VIEWS) {
  test(`anybody counts a deadline: ${view.name}`, () =>
    site.visit(view, async (page) => {
      await page.goto("/deadlines");
      await assertGoodPage(page);
      await page.getByLabel("Việc phải làm").selectOption("KN-03");
      await page.getByLabel("Ngày bắt đầu").fill("2026-08-24");
      await press(page.getByRole("button", { name: "Tính hạn" }));
      await page.getByText("thứ Hai, 07/09/2026").waitFor();
      await assertGoodPage(page);
    }));
}

test("the home page leads to filing and tracking without scripts", () =>
  site.visit({ screen: "phone", javaScript: false }, async (page) => {
    for (const door of ["/filing", "/tracking"]) {
      await page.goto("/");
      await press(page.getByRole("main").locator(`a[href="${door}"]`));
      await page.waitForURL(`**${door}`);
      assert.equal(new URL(page.url()).pathname, door);
      await assertGoodPage(page);
    }
  }));

// Officials: sign in, find a case, do its next step, read the report.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, choose, press, reloadUntil, useSite, VIEWS } from "./support.mjs";

const site = useSite();

const { signIn } = site;

/** Each view works on cases of its own: a step changes what the next one would find. */
const CHAIRMEN = ["chutich.uongbi", "chutich.uongbi", "chutich.vangdanh", "chutich.yentu"];

for (const [number, view] of VIEWS.entries()) {
  test(`an official finds a case and does its next step: ${view.name}`, () =>
    site.visit(view, async (page) => {
      await page.goto("/session/new");
      await assertGoodPage(page);
      await signIn(page, CHAIRMEN[number]);
      await assertGoodPage(page);

      await page.getByLabel("Tìm", { exact: true }).fill("khieu nai");
      await press(page.getByRole("button", { name: "Lọc" }));
      await page.waitForURL("**/cases?q=*");
      await page.goto("/cases?q=boi+thuong");
      assert.ok((await page.locator("table").innerText()).toLowerCase().includes("bồi thường"));

      // A petition that is being classified is taken on; the chairman may, the law does too.
      await page.goto("/cases?kind=petition&stage=classifying");
      await press(page.locator("table").getByRole("link").first());
      await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
      await assertGoodPage(page);
      const history = page.getByRole("region", { name: "Quá trình giải quyết" });
      assert.ok(!(await history.innerText()).includes("nhận giải quyết ngày"));
      await press(page.getByRole("link", { name: "Nhận giải quyết", exact: true }));
      await page.waitForURL("**/steps/takeover");
      await assertGoodPage(page);
      await page.getByLabel("Ngày thực hiện").fill("");
      await press(page.getByRole("button", { name: "Nhận giải quyết" }));
      await page.getByRole("alert").waitFor();
      assert.match(await page.title(), /^Lỗi:/);
      await assertGoodPage(page);
      const today = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10);
      await page.getByLabel("Ngày thực hiện").fill(today);
      await press(page.getByRole("button", { name: "Nhận giải quyết" }));
      await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
      assert.ok((await history.innerText()).includes("nhận giải quyết ngày"));
      await press(page.getByRole("button", { name: "Đăng xuất" }));
      await page.waitForURL((url) => url.pathname === "/");
    }));
}

test("a step that is not lawful is shown with its reason", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "lanhdao.tinh");
    await page.goto("/cases?kind=complaint&stage=findings-ready");
    await press(page.locator("table").getByRole("link").first());
    await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
    const steps = page.getByRole("region", { name: "Bước tiếp theo" });
    assert.equal(await steps.getByRole("link").count(), 0, "a leader only reads");
    assert.ok((await steps.innerText()).length > 20);
    await assertGoodPage(page);
  }));

test("a letter is entered at the counter", () =>
  site.visit({ screen: "phone", javaScript: false }, async (page) => {
    await signIn(page, "tiepdan.uongbi");
    await page.goto("/counter/new");
    await assertGoodPage(page);
    await choose(page.getByLabel("Trình bày trực tiếp, cán bộ ghi lại"));
    await choose(page.getByLabel("Kiến nghị, phản ánh"));
    await page.getByLabel("Họ và tên").fill("Hoàng Thị Mận");
    await page.getByLabel("Địa chỉ", { exact: true }).fill("Số 3, khu 2");
    await page.getByLabel("Lĩnh vực").selectOption("admin.infrastructure");
    await page.getByLabel("Việc gì").fill("Đèn đường hỏng");
    await page.getByRole("textbox", { name: "Nội dung", exact: true }).fill("Đèn đường ngõ 3 hỏng từ hai tuần nay.");
    await page.getByLabel("Yêu cầu, đề nghị").fill("Đề nghị sửa.");
    await press(page.getByRole("button", { name: "Nhận đơn" }));
    await page.waitForURL("**/counter/receipt");
    assert.match(await page.locator(".number").innerText(), /^\d{4}\/PA-\d{6}$/);
    await assertGoodPage(page);
  }));

for (const screen of ["desktop", "phone"]) {
  test(`pages of the house are good pages: ${screen}`, () =>
    site.visit({ screen, javaScript: true }, async (page) => {
      await signIn(page, "chutich.uongbi");
      for (const path of ["/cases", "/reports", "/mail", "/mail?state=failed", "/counter/new", "/calendar", "/password", "/sessions"]) {
        assert.equal((await page.goto(path)).status(), 200, path);
        await assertGoodPage(page);
      }
      await page.context().clearCookies();
      await signIn(page, "quantri");
      for (const path of ["/accounts", "/accounts/new", "/calendar", "/calendar/changes/new"]) {
        assert.equal((await page.goto(path)).status(), 200, path);
        await assertGoodPage(page);
      }
      assert.equal((await page.goto("/cases")).status(), 404, "an administrator reads no cases");
      await assertGoodPage(page);
    }));
}

test("a change of the calendar moves deadlines, and each is listed", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "quantri");
    await page.goto("/calendar");
    await press(page.getByRole("link", { name: "Thay đổi lịch" }));
    // Working days from the day after tomorrow on: deadlines of the trial run over them.
    const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    const first = page.getByRole("group", { name: "Khoảng ngày 1" });
    await first.getByLabel("Từ ngày").fill(day(2));
    await first.getByLabel("Đến ngày").fill(day(9));
    await first.getByLabel("Tên gọi").fill("Nghỉ bão (giả định)");
    await page.getByLabel("Căn cứ").fill("Quyết định giả định số 1");
    await press(page.getByRole("button", { name: "Lưu thay đổi" }));
    await page.waitForURL("**/calendar/changes/*");
    const change = page.url();
    await assertGoodPage(page);
    await page.context().clearCookies();
    await signIn(page, "lanhdao.tinh");
    // The worker counts again within seconds; the page is asked until it says so.
    await page.goto(change);
    await reloadUntil(page, /Đã tính lại lúc/);
    const moves = page.getByRole("region", { name: "Thời hạn đã đổi" }).locator("tbody tr");
    assert.ok((await moves.count()) > 0);
    await assertGoodPage(page);
    await press(moves.first().getByRole("link"));
    await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
    assert.match(await page.getByRole("main").innerText(), /do lịch làm việc thay đổi/);
    await assertGoodPage(page);
  }));

test("a denunciation is entered by who handles them and shows nobody", () =>
  site.visit({ screen: "phone", javaScript: true }, async (page) => {
    await signIn(page, "tiepdan.vangdanh");
    await page.goto("/counter/new");
    await press(page.getByRole("link", { name: "Nhập tố cáo" }));
    await page.waitForURL("**/denunciations/new");
    await choose(page.getByLabel("Gửi qua bưu điện"));
    await choose(page.getByLabel("Tố cáo mới."));
    await page.getByLabel("Mã trong sổ tiếp nhận tố cáo").fill("TC-2026-015");
    await page.getByLabel("Người bị tố cáo").fill("Cán bộ Giả Định");
    await page.getByLabel("Lĩnh vực").selectOption("admin.infrastructure");
    await page.getByLabel("Việc gì").fill("Cán bộ nhận tiền (giả định)");
    const content = page.getByRole("textbox", { name: "Nội dung", exact: true });
    await content.fill("Nội dung giả định. Gọi cho tôi số 0912 345 678.");
    // What may tell who it is stands under the text, and is only a warning.
    await page.locator("#hints").getByText("0912 345 678").waitFor();
    await press(page.getByRole("button", { name: "Nhận đơn" }));
    await page.getByRole("heading", { name: "Có thông tin cần sửa" }).waitFor();
    await assertGoodPage(page);
    assert.equal(await content.inputValue(), "Nội dung giả định. Gọi cho tôi số 0912 345 678.");
    await content.fill("Nội dung giả định.");
    await choose(page.getByLabel("Đã đọc lại"));
    await press(page.getByRole("button", { name: "Nhận đơn" }));
    await page.getByRole("heading", { name: "Đã nhập tố cáo" }).waitFor();
    await assertGoodPage(page);
    const number = /\d{4}\/TC-\d{6}/.exec(await page.getByRole("main").innerText())[0];
    await page.goto("/cases");
    await press(page.getByRole("link", { name: number }));
    await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
    assert.match(await page.getByRole("heading", { level: 1 }).innerText(), /^\d{4}\/TC-\d{6}/);
    await assertGoodPage(page);
    await press(page.getByRole("link", { name: "Xử lý ban đầu" }));
    await assertGoodPage(page);
  }));

/** So many days from now in Vietnam. */
function inDays(days) {
  return new Date(Date.now() + 7 * 3600_000 + days * 86400_000).toISOString().slice(0, 10);
}

const RECEPTIONS = [
  { view: { screen: "phone", javaScript: false }, days: [22, 37] },
  { view: { screen: "desktop", javaScript: true }, days: [23, 38] },
];

for (const { view, days } of RECEPTIONS) {
  test(`a reception day is planned, posted and put off: ${view.screen}`, () =>
    site.visit(view, async (page) => {
      await signIn(page, "tiepdan.vangdanh");
      await press(page.getByRole("link", { name: "Tiếp dân", exact: true }));
      await page.waitForURL("**/receptions");
      await assertGoodPage(page);
      await press(page.getByRole("button", { name: "Xếp ngày" }));
      await page.getByRole("heading", { name: "Có thông tin cần sửa" }).waitFor();
      await assertGoodPage(page);
      await page.getByLabel("Người tiếp", { exact: true }).selectOption({ index: 1 });
      await page.getByLabel("Ngày tiếp", { exact: true }).fill(inDays(days[0]));
      await page.getByLabel("Nơi tiếp", { exact: true }).fill("Nhà văn hóa khu 2 (giả định)");
      await press(page.getByRole("button", { name: "Xếp ngày" }));
      await page.waitForURL(/\/receptions\/[0-9a-f-]+$/);
      await assertGoodPage(page);
      await press(page.getByRole("button", { name: "Niêm yết lịch" }));
      await page.getByText("Đã niêm yết. Người dân").waitFor();
      await page.getByLabel("Ngày mới").fill(inDays(days[1]));
      await page.getByLabel("Lý do hoãn").fill("Phòng chống bão (giả định)");
      await press(page.getByRole("button", { name: "Hoãn", exact: true }));
      await page.getByText("Đã hoãn. Xin niêm yết").waitFor();
      await assertGoodPage(page);
      await page.goto("/reception");
      assert.match(await page.getByRole("main").innerText(), /Hoãn, ngày mới sẽ được niêm yết/);
      await assertGoodPage(page);
    }));
}

test("a figure of the report leads to its cases", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "lanhdao.tinh");
    await page.goto("/reports");
    const figure = page.getByRole("table", { name: "Theo cơ quan" }).getByRole("link", { name: /^[1-9]\d*$/ }).first();
    const count = Number(await figure.innerText());
    assert.ok(count > 0);
    await press(figure);
    await page.waitForURL("**/cases?*");
    const caption = await page.getByRole("table").locator("caption").innerText();
    assert.ok(caption.endsWith(`trong tổng số ${count}`), `${caption} is not ${count}`);
  }));

test("the list is worked with the keyboard", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "chutich.uongbi");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = await page.locator("tbody tr").nth(1).getByRole("link").first().innerText();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/cases\/[0-9a-f-]+$/);
    assert.ok((await page.getByRole("heading", { level: 1 }).innerText()).startsWith(second));
  }));

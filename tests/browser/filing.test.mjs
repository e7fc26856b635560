// A citizen files a complaint and follows it: by keyboard, on every screen, with and without scripts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, choose, press, useSite, VIEWS } from "./support.mjs";

const site = useSite();

/** Goes on and waits for the next page. */
async function goOn(page, name, path) {
  await press(page.getByRole("button", { name, exact: true }));
  await page.waitForURL(`**${path}`);
  await assertGoodPage(page);
}

for (const view of VIEWS) {
  test(`a citizen files a complaint and follows it: ${view.name}`, () =>
    site.visit(view, async (page) => {
      await page.goto("/filing");
      await assertGoodPage(page);
      await choose(page.getByLabel(/\(khiếu nại\)/));
      await goOn(page, "Tiếp tục", "/filing/person");

      await page.getByLabel("Họ và tên").fill("Nguyễn Thị Hạnh");
      await page.getByLabel("Thư điện tử").fill("hạnh@");
      await press(page.getByRole("button", { name: "Tiếp tục" }));
      await page.getByRole("alert").waitFor();
      assert.match(await page.title(), /^Lỗi:/);
      assert.equal(await page.getByLabel("Thư điện tử").inputValue(), "hạnh@", "what was typed stays");
      await assertGoodPage(page);
      await page.getByLabel("Thư điện tử").fill("hanh@congdan.example");
      await goOn(page, "Tiếp tục", "/filing/address");

      await page.getByLabel("Cơ quan nhận đơn").selectOption({ label: "Ủy ban nhân dân phường Uông Bí" });
      await page.getByLabel("Phường, xã nơi ở").selectOption({ label: "Phường Uông Bí" });
      await page.getByLabel("Khu, tổ dân phố, thôn").fill("Khu 5");
      await page.getByLabel("Địa chỉ", { exact: true }).fill("Số 8, ngõ 2");
      await goOn(page, "Tiếp tục", "/filing/matter");

      await page.getByLabel("Lĩnh vực").selectOption("land.compensation");
      await page.getByLabel("Việc gì").fill("Đơn giá bồi thường đất vườn");
      await page.getByLabel("Nội dung", { exact: true }).fill("Đơn giá thấp hơn các hộ liền kề.");
      await goOn(page, "Tiếp tục", "/filing/act");

      await page.getByLabel("Quyết định, hành vi bị khiếu nại").fill("Quyết định số 15/QĐ-UBND");
      await page.getByLabel("Người, cơ quan bị khiếu nại").fill("Ủy ban nhân dân phường");
      await goOn(page, "Tiếp tục", "/filing/demand");
      await page.getByLabel("Yêu cầu, đề nghị").fill("Đề nghị tính lại đơn giá.");
      await goOn(page, "Tiếp tục", "/filing/files");

      const file = { name: "Giấy chứng nhận.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") };
      await page.getByLabel("Chọn tệp").setInputFiles(file);
      await press(page.getByRole("button", { name: "Tải tệp lên" }));
      await page.getByRole("button", { name: "Bỏ tệp Giấy chứng nhận.pdf" }).waitFor();
      await assertGoodPage(page);
      await goOn(page, "Tiếp tục", "/filing/check");
      await goOn(page, "Gửi đơn", "/filing/confirmation");

      const number = await page.locator(".number").innerText();
      const secret = await page.locator(".secret").innerText();
      assert.match(number, /^\d{4}\/KN-\d{6}$/);
      assert.match(secret, /^\d{4} \d{4} \d{4} \d{4}$/);
      const told = await page.getByRole("main").innerText();
      assert.ok(told.includes("Thời hạn tính từ ngày cơ quan nhận được bản có chữ ký"));
      assert.ok(!/hậm nhất/.test(told), "no day is promised before the signature");
      const receipt = await page.context().request.get("/filing/receipt.pdf");
      assert.equal(receipt.headers()["content-type"], "application/pdf");
      await goOn(page, "Xong", "/");

      await page.goto("/tracking");
      await assertGoodPage(page);
      await page.getByLabel("Số đơn").fill(number);
      await page.getByLabel("Mã tra cứu", { exact: true }).fill("0000 0000 0000 0000");
      await press(page.getByRole("button", { name: "Xem tiến độ" }));
      await page.getByRole("alert").waitFor();
      await page.getByLabel("Mã tra cứu", { exact: true }).fill(secret);
      await goOn(page, "Xem tiến độ", "/tracking/case");
      assert.ok((await page.getByRole("main").innerText()).includes("Đơn giá bồi thường đất vườn"));

      await page.getByRole("heading", { name: "Đơn đang chờ ký" }).waitFor();
      await press(page.getByRole("button", { name: "Tải lên" }));
      await page.getByRole("alert").waitFor();
      await assertGoodPage(page);
      const copy = { name: "Đơn đã ký.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") };
      await page.getByLabel("Tải bản có chữ ký lên").setInputFiles(copy);
      await goOn(page, "Tải lên", "/tracking/case");
      assert.ok((await page.getByRole("main").innerText()).includes("Đơn đã ký.pdf"));
    }));
}

test("the letter of a filing lies in the trial mailbox", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await page.goto("/demo/mail");
    await assertGoodPage(page);
    await press(page.getByRole("link", { name: /đơn số|vụ việc số/iu }).first());
    await page.waitForURL("**/demo/mail/*");
    await assertGoodPage(page);
  }));

test("how to denounce is told, and nothing is asked", () =>
  site.visit({ screen: "phone", javaScript: false }, async (page) => {
    await page.goto("/filing");
    await choose(page.getByLabel(/\(tố cáo\)/));
    await goOn(page, "Tiếp tục", "/denunciation");
    assert.equal(await page.getByRole("textbox").count(), 0);
  }));

test("everything is there in English", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await page.goto("/filing");
    await press(page.getByRole("button", { name: "English" }));
    await page.getByRole("heading", { name: "Send a letter" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await assertGoodPage(page);
  }));

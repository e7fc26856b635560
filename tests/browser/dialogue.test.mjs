// A campaign of sixty households, from the list to a promise that was kept: planned together, moved by
// keyboard, held, put into minutes, signed and followed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { assertGoodPage, press, useSite } from "./support.mjs";

const site = useSite();

const { signIn } = site;

/** Sixty made-up households, as copied from a sheet. */
function sixty() {
  const line = (n) =>
    `Hộ giả định ${n}; ; ${n % 3 ? `ho${n}@congdan.example` : ""}; Khu ${n % 7}; ; Số ${n} đường giả định; Đo lại đất`;
  return Array.from({ length: 60 }, (_, n) => line(n + 1)).join("\n");
}

async function openCampaign(page) {
  await page.goto("/campaigns/new");
  await assertGoodPage(page);
  await press(page.getByRole("button", { name: "Mở đợt" }));
  await page.getByRole("alert").waitFor();
  await assertGoodPage(page);
  await page.getByLabel("Tên đợt đối thoại").fill("Mở rộng đường giả định");
  await page.getByLabel("Mục đích").fill("Nghe nguyện vọng từng hộ.");
  await press(page.getByRole("button", { name: "Mở đợt" }));
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
  const campaign = page.url();
  await press(page.getByRole("link", { name: "Thêm hộ dân" }));
  await page.waitForURL("**/households/new");
  await assertGoodPage(page);
  await page.locator("summary", { hasText: "Dán danh sách" }).click();
  await page.getByLabel("Danh sách hộ").fill(sixty());
  await press(page.getByRole("button", { name: "Thêm các hộ" }));
  await page.waitForURL(campaign);
  await assertGoodPage(page);
  assert.match(await page.getByLabel("Số hộ theo tình trạng").innerText(), /60\s*Chờ lập lịch/);
  return campaign;
}

/** Takes the proposal for three chairs and two rooms as it is. */
async function planAll(page, campaign) {
  await page.goto(`${campaign}/plan`);
  await assertGoodPage(page);
  const chairs = page.getByRole("group", { name: "Người chủ trì" }).getByRole("checkbox");
  assert.ok((await chairs.count()) >= 3, "three who can chair");
  for (const chair of (await chairs.all()).slice(0, 3)) await chair.check();
  assert.equal(await page.getByRole("group", { name: "Phòng" }).getByRole("checkbox").count(), 2);
  await press(page.getByRole("button", { name: "Lập phương án" }));
  await page.waitForURL("**/plan?*");
  assert.match(await page.locator("table.proposal caption").innerText(), /^Phương án cho 60 hộ/);
  await assertGoodPage(page);
  await page.getByLabel("Nội dung đối thoại").fill("Phương án bồi thường, hỗ trợ.");
  await page.getByLabel("Gửi giấy mời ngay").check();
  await press(page.getByRole("button", { name: "Lập lịch tất cả" }));
  await page.waitForURL(campaign);
  await assertGoodPage(page);
  assert.match(await page.getByLabel("Số hộ theo tình trạng").innerText(), /60\s*Đã thông báo/);
}

/** By keyboard on a wide screen, by the form of the page on a narrow one. */
async function moveOne(page, campaign, byKeyboard) {
  await page.goto(campaign);
  const meeting = page.locator('td a[href^="/dialogues/0"]').first();
  const href = await meeting.getAttribute("href");
  if (byKeyboard) {
    await page.goto(href);
    const day = await page.locator("main p a").first().getAttribute("href");
    await page.goto(`/dialogues?view=day&on=${day.split("on=")[1]}`);
    await assertGoodPage(page);
    const card = page.locator(`a[data-move="${href}/move"]`);
    await card.focus();
    await page.keyboard.press("m");
    // Two rooms hold two of the three chairs at any hour: beside each meeting somebody is free.
    const target = page.locator("td.target");
    for (const key of [...Array(4).fill("ArrowRight"), ...Array(8).fill("ArrowLeft")]) {
      await page.keyboard.press(key);
      if ((await target.locator("a").count()) === 0) break;
    }
    assert.equal(await target.locator("a").count(), 0, "a free chair");
    assert.match(await page.locator("[data-move-status]").innerText(), /^Ô mới:/);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/move?*");
  } else {
    await page.goto(`${href}/move`);
    const chairs = page.getByLabel("Người chủ trì");
    const others = await chairs.locator("option:not(:checked)").evaluateAll((all) => all.map((one) => one.value));
    for (const other of others.filter(Boolean)) {
      await chairs.selectOption(other);
      await press(page.getByRole("button", { name: "Xem hệ quả" }));
      await page.waitForURL("**/move?*");
      if (await page.locator("#consequences").count()) break;
    }
  }
  const seen = page.getByRole("region", { name: "Nếu dời lịch" });
  assert.match(await seen.innerText(), /đều rảnh vào giờ mới/);
  await assertGoodPage(page);
  await press(page.getByRole("button", { name: "Xác nhận dời lịch" }));
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Lý do dời lịch").fill("Hộ dân đề nghị");
  await press(page.getByRole("button", { name: "Xem hệ quả" }));
  await press(page.getByRole("button", { name: "Xác nhận dời lịch" }));
  await page.waitForURL(`**${href}`);
  await assertGoodPage(page);
  assert.match(await page.getByRole("region", { name: "Quá trình" }).innerText(), /Hộ dân đề nghị/);
}

/** The meetings of the demo that lie on today. */
async function ofToday(page) {
  await page.goto("/dialogues?view=list");
  await assertGoodPage(page);
  const today = new Date(Date.now() + 7 * 3600_000).toISOString().slice(0, 10);
  const links = page.locator(`section:has(#day-${today}) a[data-move]`);
  return links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
}

async function absent(page, href) {
  await page.goto(href);
  await assertGoodPage(page);
  await page.locator("#attendance-1").selectOption("absent-excused");
  await press(page.getByRole("button", { name: "Ghi điểm danh" }));
  await page.getByRole("alert").waitFor();
  await assertGoodPage(page);
  await page.locator("#absence-1").fill("Chủ hộ nằm viện");
  await press(page.getByRole("button", { name: "Ghi điểm danh" }));
  await page.getByText("Vắng có lý do").first().waitFor();
  assert.ok(await page.getByRole("link", { name: "Dời lịch" }).isVisible(), "it is moved");
}

async function heldAndSigned(page, href) {
  await page.goto(href);
  await page.locator("#attendance-1").selectOption("present");
  await press(page.getByRole("button", { name: "Ghi điểm danh" }));
  await press(page.getByRole("link", { name: "Ghi biên bản" }));
  await page.waitForURL("**/minutes");
  await assertGoodPage(page);
  await page.getByLabel("Kết thúc lúc").fill("10:00");
  await page.locator("#opinion-1").fill("Gia đình đề nghị đo lại.");
  await page.getByLabel("Những điểm đã thống nhất").fill("Đo lại thửa đất.");
  await press(page.getByRole("button", { name: "Lưu biên bản" }));
  await page.getByText("Trước khi ký còn thiếu").waitFor();
  await assertGoodPage(page);
  await page.locator("#signature-1").selectOption("signed");
  await page.getByLabel("Đã đọc lại biên bản").check();
  await press(page.getByRole("button", { name: "Lưu biên bản" }));
  await press(page.getByRole("button", { name: "Ghi nhận đã ký" }));
  await page.waitForURL(`**${href}`);
  await page.getByText("Đã ký ngày").waitFor();
  await assertGoodPage(page);
}

async function promiseKept(page, href) {
  await press(page.getByRole("link", { name: "Ghi cam kết" }));
  await page.waitForURL("**/commitments");
  await assertGoodPage(page);
  await page.getByLabel("Nội dung cam kết").fill("Đo lại thửa đất số 12");
  await page.getByLabel("Cơ quan thực hiện").fill("Phòng Kinh tế, Hạ tầng và Đô thị");
  const soon = new Date(Date.now() + 20 * 86400_000).toISOString().slice(0, 10);
  await page.getByLabel("Hạn thực hiện").fill(soon);
  await press(page.getByRole("button", { name: "Ghi cam kết" }));
  await press(page.getByRole("link", { name: "Đo lại thửa đất số 12" }));
  await page.waitForURL(/\/commitments\/[0-9a-f-]{36}$/);
  await assertGoodPage(page);
  await page.getByLabel("Kết quả, giấy tờ chứng minh").fill("Đã đo lại, có biên bản.");
  await press(page.getByRole("button", { name: "Báo đã thực hiện xong" }));
  await page.getByText("Chờ hộ xác nhận").waitFor();
  await page.getByLabel("Hộ xác nhận bằng cách nào").fill("Qua điện thoại");
  await press(page.getByRole("button", { name: "Ghi nhận hộ đã xác nhận" }));
  await page.getByText("Hộ đã xác nhận").first().waitFor();
  await assertGoodPage(page);
  await page.goto(href);
  assert.match(await page.getByRole("main").innerText(), /Kết thúc/);
}

for (const [screen, place] of [
  ["desktop", "vangdanh"],
  ["phone", "yentu"],
]) {
  test(`a campaign of sixty households, to the end: ${screen}`, () =>
    site.visit({ screen, javaScript: true }, async (page) => {
      await signIn(page, `tiepdan.${place}`);
      const campaign = await openCampaign(page);
      await planAll(page, campaign);
      await moveOne(page, campaign, screen === "desktop");
      const [first, second] = await ofToday(page);
      await absent(page, first);
      await heldAndSigned(page, second);
      await promiseKept(page, second);
      for (const path of ["/commitments", "/rooms", "/calendar-feeds", "/dialogue-announcements"]) {
        await page.goto(path);
        await assertGoodPage(page);
      }
      for (const view of ["day", "week", "month"]) {
        await page.goto(`/dialogues?view=${view}`);
        await assertGoodPage(page);
      }
    }));
}

// Takes the pictures of the README from the demo: npm run pictures, with GANDAN_BIN set.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { openBrowser, press, choose, signIn as signInAt, startDemo } from "./support.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

const server = await startDemo();
const browser = await openBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const [, number, secret] = server.output().match(/số đơn (\S+), mã tra cứu (\d+)/);

  const open = async (width, height) => {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width, height },
      locale: "vi-VN",
      timezoneId: "Asia/Ho_Chi_Minh",
      reducedMotion: "reduce",
    });
    return context.newPage();
  };
  const shot = (page, name) => page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  const signIn = (page, login) => signInAt(page, server, login);

  const phone = await open(360, 740);
  await phone.goto("/");
  await shot(phone, "home");
  await phone.goto("/filing");
  await choose(phone.getByLabel(/\(khiếu nại\)/));
  await shot(phone, "filing");
  await phone.goto("/tracking");
  await phone.getByLabel("Số đơn").fill(number);
  await phone.getByLabel("Mã tra cứu", { exact: true }).fill(secret);
  await press(phone.getByRole("button", { name: "Xem tiến độ" }));
  await phone.waitForURL("**/tracking/case");
  await phone.locator("h1").evaluate((heading) => heading.scrollIntoView());
  await shot(phone, "tracking");

  const desk = await open(1200, 760);
  await signIn(desk, "chutich.uongbi");
  await shot(desk, "worklist");
  await desk.goto("/cases?kind=complaint&stage=findings-ready");
  await press(desk.locator("table").getByRole("link").first());
  await desk.waitForURL(/\/cases\/[0-9a-f-]+$/);
  await shot(desk, "case");
  await desk.goto("/counter/new");
  await shot(desk, "counter");
  await desk.goto("/campaigns");
  await press(desk.locator("table").getByRole("link").first());
  await desk.waitForURL(/\/campaigns\/[0-9a-f-]+$/);
  await shot(desk, "campaign");
  const ahead = desk.locator("tr", { hasText: "Đã lập lịch" }).locator('a[href^="/dialogues/0"]');
  await press(ahead.first());
  await desk.waitForURL(/\/dialogues\/[0-9a-f-]+$/);
  const day = await desk.locator('a[href^="/dialogues?on="]').getAttribute("href");
  await desk.goto(`${day}&view=day`);
  await shot(desk, "dialogues");
  await desk.goto("/documents?stage=submitted");
  await press(desk.locator("tbody th").getByRole("link").first());
  await desk.waitForURL(/\/documents\/[0-9a-f-]+$/);
  await shot(desk, "paper");
  await desk.goto("/visits");
  await shot(desk, "visits");
  await desk.goto("/overview");
  await shot(desk, "overview");
  await desk.context().clearCookies();
  await signIn(desk, "lanhdao.tinh");
  await shot(desk, "report");

  await desk.goto("/statutory/tables");
  await shot(desk, "statutory");
  await desk.goto("/demo/mail");
  await shot(desk, "mail");
} finally {
  await browser.close();
  await server.stop();
}

// What every browser test needs: the demo as people start it, Debian's Chromium, four ways of
// looking at a page, and the checks that hold for all pages.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const RESULTS = path.join(PROJECT, "test-results");
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
const ACTION_LIMIT_MS = 15_000;

/** How each context looks at its pages. */
const views = new WeakMap();

const SCREENS = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 360, height: 740 },
};

/** Every way a page is looked at. */
export const VIEWS = Object.keys(SCREENS).flatMap((screen) =>
  [true, false].map((javaScript) => ({
    screen,
    javaScript,
    name: `${screen}, JavaScript ${javaScript ? "on" : "off"}`,
  })),
);

/**
 * Starts `gandan demo` on a free port with a data folder of its own; the binary is GANDAN_BIN.
 * Resolves when it prints its address. Gives `{ url, output(), data, pid, stop() }`: what it printed, its
 * folder and its process, so that a test can look for what must be nowhere.
 */
export async function startDemo(settings = {}) {
  const binary = process.env.GANDAN_BIN;
  assert.ok(binary, "GANDAN_BIN must name the built gandan binary");
  const data = await mkdtemp(path.join(tmpdir(), "gandan-browser-"));
  const child = spawn(binary, ["demo", "--listen", "127.0.0.1:0", "--data", data], {
    cwd: data, // a gandan.toml where the tests are started must not be read
    env: { ...withoutSettings(process.env), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const killWithTests = () => child.kill("SIGKILL");
  process.once("exit", killWithTests);
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(String(error)));
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  let output = "";
  const url = await addressOf(child, ended, (chunk) => (output += chunk)).catch(async (error) => {
    child.kill("SIGKILL");
    await ended;
    await rm(data, { recursive: true, force: true });
    throw new Error(`gandan demo ${error.message}; it printed:\n${output}`);
  });

  async function stop() {
    child.kill("SIGTERM");
    const end = await within(STOP_LIMIT_MS, ended, "did not stop on SIGTERM").catch((error) => {
      child.kill("SIGKILL");
      return error.message;
    });
    process.removeListener("exit", killWithTests);
    await rm(data, { recursive: true, force: true });
    assert.equal(end, 0, `gandan demo ended with ${end}; it printed:\n${output}`);
  }
  return { url, output: () => output, data, pid: child.pid, stop };
}

/** Waits for the line `Gần Dân: http://127.0.0.1:PORT/` and gives the address in it. */
function addressOf(child, ended, keep) {
  const address = new Promise((resolve, reject) => {
    let seen = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      keep(chunk);
      seen += chunk;
      const line = seen.match(/^Gần Dân: (http:\/\/127\.0\.0\.1:\d+)\/?\s*$/m);
      if (line) resolve(line[1]);
    });
    child.stderr.setEncoding("utf8").on("data", keep);
    ended.then((end) => reject(new Error(`ended early (${end})`)));
  });
  return within(START_LIMIT_MS, address, "did not print its address");
}

/** Settings of whoever runs the tests must not reach the demo. */
function withoutSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GANDAN_")));
}

/** The promise, or an error after so many milliseconds. */
function within(milliseconds, promise, complaint) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${complaint} within ${milliseconds / 1000} s`)),
      milliseconds,
    );
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** Debian's Chromium without a screen; CHROMIUM names another one. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * The demo and a browser for all tests of one file. `visit(view, use)` hands `use` a page of a
 * fresh, signed-out context, `signIn(page, login)` signs one in; a failed test leaves a picture in test-results/. `settings` are variables
 * of the server's environment.
 */
export function useSite(settings) {
  const site = { server: null, browser: null, visit };
  site.signIn = (page, login) => signIn(page, site.server, login);
  before(async () => {
    site.server = await startDemo(settings);
    site.browser = await openBrowser();
  });
  after(async () => {
    await site.browser?.close();
    await site.server?.stop();
  });

  async function visit(view, use) {
    const context = await newContext(site.browser, site.server.url, view);
    try {
      const page = await context.newPage();
      const faults = watch(page, site.server.url);
      try {
        await use(page);
        assert.deepEqual(faults, [], "scripts that fail, or requests that leave the site");
      } catch (error) {
        await shot(page, failureName(page, view)).catch((why) => console.error(`no picture: ${why}`));
        throw error;
      }
    } finally {
      await context.close();
    }
  }
  return site;
}

/** Signs in at the demo with the password it prints. */
export async function signIn(page, server, login) {
  await page.goto("/session/new");
  await page.getByLabel("Tên đăng nhập hoặc địa chỉ thư điện tử").fill(login);
  const password = server.output().match(/^Mật khẩu chung: (.+)$/m)[1];
  await page.getByLabel("Mật khẩu").fill(password);
  await press(page.getByRole("main").getByRole("button", { name: "Đăng nhập" }));
  await page.waitForURL((url) => !url.pathname.startsWith("/session"));
}

function failureName(page, { screen, javaScript }) {
  const place = page.url().replace(/^\w+:\/*[^/]*/, "").replace(/\W+/g, "-");
  return `failed-${screen}-${javaScript ? "js" : "nojs"}${place}`;
}

/** A signed-out visitor in Vietnam. `view` is one of VIEWS. */
export async function newContext(browser, baseURL, { screen, javaScript }) {
  const context = await browser.newContext({
    baseURL,
    viewport: SCREENS[screen],
    javaScriptEnabled: javaScript,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(ACTION_LIMIT_MS);
  views.set(context, { screen, javaScript });
  return context;
}

/** Collects script errors, what the content policy refuses, and requests to other hosts. */
function watch(page, url) {
  const faults = [];
  page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  page.on("request", (request) => {
    const target = new URL(request.url());
    const isHttp = target.protocol.startsWith("http");
    if (isHttp && target.origin !== url) faults.push(`request to ${target.origin}`);
  });
  return faults;
}

/**
 * Presses a button or follows a link by keyboard. A mouse click waits for a page to be still, which
 * Chromium cannot tell without scripts.
 */
export async function press(control) {
  await control.focus();
  await control.press("Enter");
}

/**
 * Asks for the page anew until it says `text`: `waitForFunction` takes the promise of an async
 * predicate for a yes.
 */
export async function reloadUntil(page, text) {
  const limit = Date.now() + ACTION_LIMIT_MS;
  while (!text.test(await page.getByRole("main").innerText())) {
    assert.ok(Date.now() < limit, `${page.url()} does not say ${text}`);
    await page.reload();
  }
}

/** Chooses a radio button or checkbox by keyboard. */
export async function choose(control) {
  await control.focus();
  await control.press("Space");
}

/**
 * No rule of axe is broken on the page as it stands now. axe is itself a script: the same page is
 * checked in the views that run scripts.
 */
export async function assertAccessible(page) {
  if (!views.get(page.context()).javaScript) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  const report = violations.map(({ id, impact, help, nodes }) => {
    const places = nodes.map(({ target, html, failureSummary }) =>
      [`    ${target.join(" ")}`, html, failureSummary].join("\n").replaceAll("\n", "\n      "),
    );
    return [`  ${id} (${impact}): ${help}`, ...places].join("\n");
  });
  assert.equal(violations.length, 0, `${page.url()} is not accessible:\n${report.join("\n")}`);
}

/** Nothing on the page is wider than the screen; wide tables scroll in a box of their own. */
export async function assertFitsWidth(page) {
  const { needed, given, culprits } = await page.evaluate(() => {
    const root = document.documentElement;
    const tooWide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    const name = (element) => `<${element.localName} class="${element.className}">`;
    return {
      needed: root.scrollWidth,
      given: root.clientWidth,
      culprits: tooWide.slice(0, 5).map(name),
    };
  });
  const places = culprits.join(", ");
  assert.ok(needed <= given, `${page.url()} is ${needed} px wide on ${given} px: ${places}`);
}

/** What every page keeps: one top heading, accessible, no sideways scrolling. */
export async function assertGoodPage(page) {
  const headings = await page.getByRole("heading", { level: 1 }).allInnerTexts();
  assert.equal(headings.length, 1, `${page.url()} has top headings: ${headings.join(" | ")}`);
  await assertFitsWidth(page);
  await assertAccessible(page);
}

/** Saves a picture of the whole page as test-results/NAME.png and gives its path. */
export async function shot(page, name) {
  await mkdir(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  return file;
}

/** A petition at the counter; its number and secret. */
export async function fileAtCounter(page, name) {
  await page.goto("/counter/new");
  await choose(page.getByLabel("Trình bày trực tiếp, cán bộ ghi lại"));
  await choose(page.getByLabel("Kiến nghị, phản ánh"));
  await page.getByLabel("Họ và tên").fill(name);
  await page.getByLabel("Địa chỉ", { exact: true }).fill("Số 3, khu 2");
  await page.getByLabel("Lĩnh vực").selectOption("admin.infrastructure");
  await page.getByLabel("Việc gì").fill("Đèn đường hỏng (giả định)");
  await page.getByRole("textbox", { name: "Nội dung", exact: true }).fill("Đèn đường ngõ 3 hỏng (giả định).");
  await page.getByLabel("Yêu cầu, đề nghị").fill("Đề nghị sửa.");
  await press(page.getByRole("button", { name: "Nhận đơn" }));
  await page.waitForURL("**/counter/receipt");
  return [await page.locator(".number").innerText(), await page.locator(".secret").innerText()];
}

// What comes out of the printer: the matter of a page and nothing to press, no wider than a sheet of A4.

import assert from "node:assert/strict";
import { test } from "node:test";

import { useSite } from "./support.mjs";

const site = useSite();

const { signIn } = site;

/** A4 less the margins of the style (210 − 2 × 16 mm, 297 − 2 × 18 mm), in CSS pixels. */
const SHEET = { width: 672, height: 986 };

/** What is still to be seen on paper of all that only serves a screen. */
function leftOvers(page) {
  return page.evaluate(() => {
    const isSeen = (element) => element.checkVisibility({ checkVisibilityCSS: true });
    const only = "nav, button, .button, input, select, textarea, .actions, .crumbs, .filters, .flash, .skip-link, .site-footer, dialog";
    const places = [...document.querySelectorAll(only)].filter(isSeen);
    return places.map((element) => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`);
  });
}

/** What is wider than the sheet. A list that is printed across is left to the sheet it is printed on. */
function tooWide(page) {
  return page.evaluate(() => {
    const isAcross = (element) => getComputedStyle(element).page === "landscape" || element.closest(".landscape, .register");
    const all = [...document.querySelectorAll("main *")].filter((element) => !element.closest(".visually-hidden, svg"));
    const wide = all.filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !isAcross(element));
    return wide.slice(0, 5).map((element) => `<${element.localName} class="${element.className}">`);
  });
}

/** Texts and lines that a printer without colours and without backgrounds would lose. */
function pale(page) {
  return page.evaluate(() => {
    const texts = [...document.querySelectorAll("main :is(p, th, td, h1, h2, h3, li, dd, dt, small, .badge, summary, caption, text)")];
    const seen = texts.filter((element) => element.checkVisibility({ checkVisibilityCSS: true }) && element.textContent.trim());
    const light = (element) => {
      const style = getComputedStyle(element);
      const colour = element instanceof SVGElement ? style.fill : style.color;
      const [red, green, blue] = colour.match(/\d+(\.\d+)?/g).map(Number);
      return red + green + blue > 3 * 0x55;
    };
    return seen.filter(light).slice(0, 5).map((element) => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`);
  });
}

/** Columns whose figures do not stand under their headings. */
function crooked(page) {
  return page.evaluate(() => {
    const found = [];
    for (const table of document.querySelectorAll("main table")) {
      const [heading, ...more] = table.tHead?.rows ?? [];
      const row = [...(table.tBodies[0]?.rows ?? [])].find((one) => one.cells.length === heading?.cells.length);
      if (!row || more.length > 0 || [...heading.cells].some((cell) => cell.colSpan > 1)) continue;
      for (const [place, cell] of [...row.cells].entries()) {
        const above = heading.cells[place];
        if (getComputedStyle(cell).textAlign !== getComputedStyle(above).textAlign) found.push(above.textContent.trim());
      }
    }
    return found;
  });
}

async function assertGoodPrint(page, path) {
  await page.emulateMedia({ media: "print" });
  for (const [what, find] of Object.entries({ leftOvers, tooWide, pale, crooked })) {
    assert.deepEqual(await find(page), [], `${path}: ${what}`);
  }
  // Closed parts belong to the figures above them; what is printed must be there to be printed.
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll("main details:not(.screen-only) table")].filter((table) => table.getBoundingClientRect().height < 20).length,
  );
  assert.equal(hidden, 0, `${path}: closed parts are printed too`);
  await page.emulateMedia({ media: null });
}

const PAGES = ["/reports", "/statutory", "/statutory/tables", "/overview", "/cases", "/visits", "/exports", "/management", "/prolonged", "/commitments"];

for (const login of ["chutich.uongbi", "lanhdao.tinh"]) {
  test(`pages are printed without what only serves a screen: ${login}`, () =>
    site.visit({ screen: "desktop", javaScript: true }, async (page) => {
      await signIn(page, login);
      await page.setViewportSize(SHEET);
      let printed = 0;
      for (const path of PAGES) {
        const answer = await page.goto(path);
        // A leader of the province keeps no register of a ward.
        if (answer.status() === 404) continue;
        assert.equal(answer.status(), 200, path);
        await assertGoodPrint(page, path);
        printed += 1;
      }
      assert.ok(printed > 5, `${printed} pages`);
    }));
}

test("each statutory table begins on a sheet of its own, and nothing is said twice", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "chutich.uongbi");
    await page.goto("/statutory/tables");
    await page.emulateMedia({ media: "print" });
    const breaks = await page.locator(".statutory-form").evaluateAll((forms) => forms.map((form) => getComputedStyle(form).breakBefore));
    assert.deepEqual(breaks, Array(6).fill("page"));
    assert.equal(await page.getByText("Chọn kỳ khác").isVisible(), false, "other periods are a choice of the screen");
    await page.goto("/reports");
    assert.equal(await page.locator(".board summary").first().isVisible(), false, "the table below says the same");
  }));

test("what is printed across has no upright sheet before it", () =>
  site.visit({ screen: "desktop", javaScript: true }, async (page) => {
    await signIn(page, "chutich.uongbi");
    await page.goto("/visits/print");
    // The pages of the file itself, each with its size: higher than wide is an upright one.
    const file = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const sizes = [...file.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)].map(([, width, height]) => [Number(width), Number(height)]);
    assert.ok(sizes.length > 0, "sizes of pages are written plainly");
    assert.deepEqual(sizes.filter(([width, height]) => height > width), []);
    assert.match(await page.getByRole("article").innerText(), /Ủy ban nhân dân phường Uông Bí/i, "whose register it is");
  }));

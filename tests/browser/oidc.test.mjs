// Sign-in of staff by an identity provider: a real one (the certified `oidc-provider`) beside the demo.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, beforeEach, test } from "node:test";

import Provider from "oidc-provider";

import { newContext, press, useSite } from "./support.mjs";

const port = await freePort();
const issuer = `http://127.0.0.1:${port}`;
const site = useSite({
  GANDAN_OIDC__ISSUER: issuer,
  GANDAN_OIDC__CLIENT_ID: "gandan",
  GANDAN_OIDC__CLIENT_SECRET: "only for testing: a+b & c%d",
  GANDAN_OIDC__LABEL: "tài khoản tỉnh",
});

/** A port nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: free } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return free;
}

let provider;

/** Starts the provider, once the address of the site is known. */
async function startProvider() {
  const made = new Provider(issuer, {
    clients: [
      {
        client_id: "gandan",
        client_secret: "only for testing: a+b & c%d",
        redirect_uris: [`${site.server.url}/session/oidc/return`],
      },
    ],
    cookies: { keys: ["chỉ để thử"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    // Whoever signs in there as `x` has the address of the demo's account `x`.
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id.replace("unverified.", "").toUpperCase()}@coquan.example`,
        email_verified: !id.startsWith("unverified."),
      }),
    }),
  });
  provider = await new Promise((resolve) => {
    const server = made.listen(port, "127.0.0.1", () => resolve(server));
  });
}

beforeEach(() => provider ?? startProvider());
after(() => provider?.close());

/** Goes through the provider's own pages as somebody, and gives the page it ends on. */
async function throughProvider(login, use) {
  const context = await newContext(site.browser, site.server.url, { screen: "phone", javaScript: true });
  try {
    const page = await context.newPage();
    await page.goto("/session/new?next=%2Fcalendar");
    await press(page.getByRole("link", { name: "Đăng nhập bằng tài khoản tỉnh" }));
    await page.locator("input[name=login]").fill(login);
    await page.locator("input[name=password]").fill("anything");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(`${site.server.url}/**`);
    await use(page, context);
  } finally {
    await context.close();
  }
}

test("a member of staff comes back signed in, to the page they wanted", () =>
  throughProvider("canbo.uongbi", async (page) => {
    assert.equal(new URL(page.url()).pathname, "/calendar");
    await page.getByText("Lê Văn Minh").waitFor();
  }));

test("an address that nobody on staff has, or that is not verified, opens nothing", async () => {
  for (const [login, said] of [
    ["ai.do", "Không có tài khoản cán bộ nào dùng địa chỉ này"],
    ["congdan1@congdan.example", "Không có tài khoản cán bộ nào"],
    ["unverified.canbo.uongbi", "không thành công"],
  ]) {
    await throughProvider(login, async (page) => {
      assert.equal(new URL(page.url()).pathname, "/session/new");
      await page.getByText(said).waitFor();
    });
  }
});

test("what comes back without having been begun here is refused", async () => {
  const context = await newContext(site.browser, site.server.url, { screen: "phone", javaScript: true });
  try {
    const page = await context.newPage();
    await page.goto("/session/oidc/return?code=abc&state=def");
    await page.getByText("không thành công").waitFor();
    const begun = await context.request.get("/session/oidc", { maxRedirects: 0 });
    assert.equal(begun.status(), 303);
    const target = new URL(begun.headers().location);
    assert.equal(target.origin, issuer);
    assert.equal(target.searchParams.get("code_challenge_method"), "S256");
    await page.goto(`/session/oidc/return?code=abc&state=${target.searchParams.get("state")}`);
    await page.getByText("không thành công").waitFor();
    assert.equal(await page.getByRole("link", { name: "Vụ việc" }).count(), 0);
  } finally {
    await context.close();
  }
});

import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { sendMail } from "../../src/services/messaging/sendMail.js";
import { testOrigin } from "../support/api.js";
import { launchBrowser } from "../support/browser.js";
import { placeOrder } from "../support/factories/orders/orders.js";

/** The DOM types are not loaded here. */
type StyleReader = { getComputedStyle(element: unknown): Record<string, string> };

describe("The pages in a real browser", function () {
  this.timeout(60_000);
  let browser: Browser | null = null;
  let context: BrowserContext;
  let page: Page;
  let violations: string[];

  before(async function () {
    browser = await launchBrowser();
    if (!browser) return this.skip();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    // The width of a phone, and no JavaScript: no page needs it.
    context = await (browser as Browser).newContext({
      javaScriptEnabled: false,
      viewport: { width: 375, height: 800 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    violations = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) violations.push(message.text());
    });
  });
  afterEach(async () => {
    await context?.close();
    expect(violations).to.deep.equal([]);
  });

  const open = (path: string) => page.goto(`${testOrigin()}${path}`);
  const styleOf = (element: Locator, property: string) =>
    element.evaluate(
      (node, name) => (globalThis as unknown as StyleReader).getComputedStyle(node)[name],
      property,
    );
  const padding = () => styleOf(page.locator("body"), "padding");

  describe("/dev/mailbox", () => {
    const section = (subject: string) => page.locator("details[name=mail]", { hasText: subject });
    const frame = (subject: string) => section(subject).locator("iframe");

    beforeEach(async () => {
      const to = `${randomUUID()}@example.com`;
      for (const subject of ["First", "Second"]) {
        const html = `<style>p { color: rgb(1, 2, 3) }</style><p style="margin:7px">${subject} in HTML</p>`;
        await sendMail(`test:${randomUUID()}`, to, null, { subject, text: `${subject} in text`, html });
      }
      await open(`/dev/mailbox?to=${to}`);
    });

    it("shows one mail at a time, and the newest by default", async () => {
      expect(await frame("Second").isVisible()).to.equal(true);
      expect(await frame("First").isVisible()).to.equal(false);
      await page.getByText("First", { exact: true }).click();
      expect(await frame("First").isVisible()).to.equal(true);
      expect(await frame("Second").isVisible()).to.equal(false);
    });

    it("shows the HTML version with its inline styles", async () => {
      const text = page.frameLocator("details[open] iframe").getByText("Second in HTML");
      expect(await styleOf(text, "color")).to.equal("rgb(1, 2, 3)");
      expect(await styleOf(text, "margin")).to.equal("7px");
    });

    it("shows the text version in place of the HTML version after a click", async () => {
      await section("Second").getByText("Text version").click();
      expect(await page.getByText("Second in text").isVisible()).to.equal(true);
      expect(await frame("Second").isVisible()).to.equal(false);
    });

    it("loads its style sheet", async () => {
      expect(await padding()).to.equal("16px");
    });
  });

  it("/pay/test/{paymentId} accepts a payment and then shows that it is paid", async () => {
    const path = `/pay/test/${(await placeOrder()).payment.id}`;
    await open(path);
    expect(await padding()).to.equal("16px");
    // The return page is at PUBLIC_URL, where no test server listens.
    const back = page.waitForRequest(/orderId=/);
    await page.getByRole("button", { name: "Pay" }).click();
    await back;
    page = await context.newPage();
    await open(path);
    expect(await page.getByRole("status").innerText()).to.include("The payment is complete.");
  });

  it("/ loads its style sheet", async () => {
    await open("/");
    expect(await padding()).to.equal("16px");
  });
});

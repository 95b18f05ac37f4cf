import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { Mail } from "../../../src/models/messaging/Mail.js";
import { sendMail } from "../../../src/services/messaging/sendMail.js";
import { api, expectProblem } from "../../support/api.js";
import { drainQueue } from "../../support/jobs.js";

const HTML = { accept: "text/html,*/*;q=0.8" };
const NO_HTML = "";

/** Sends mails one by one to a new recipient. @returns the recipient */
async function sendMails(...mails: { subject?: string; text?: string; html?: string }[]): Promise<string> {
  const to = `${randomUUID()}@example.com`;
  for (const mail of mails)
    await sendMail(`test:${randomUUID()}`, to, null, {
      subject: "Hello",
      text: "Text",
      html: "<p>",
      ...mail,
    });
  return to;
}
const mailboxOf = async (to: string): Promise<string> =>
  (await api.get(`/dev/mailbox?to=${encodeURIComponent(to)}`, HTML)).text;
const addressOf = async (recipient: string): Promise<string> =>
  `/dev/mailbox/${(await Mail.findOne({ where: { recipient }, rejectOnEmpty: true })).id}/html`;

describe("GET /dev/mailbox as a page", () => {
  // The page waits for jobs that are due.
  before(drainQueue);

  it("shows the newest mail first, and opens it alone", async () => {
    const text = await mailboxOf(await sendMails({ subject: "First" }, { subject: "Second" }));
    const sections = [...text.matchAll(/<details name="mail"( open)?>\s*<summary><h2>(\w+)/g)];
    expect(sections.map(([, open, subject]) => [subject, Boolean(open)])).to.deep.equal([
      ["Second", true],
      ["First", false],
    ]);
  });

  it("shows the text version beside a sandboxed frame of the HTML version", async () => {
    const to = await sendMails({ text: "Two words" });
    expect(await mailboxOf(to))
      .to.include("<summary>Text version</summary><pre>Two words</pre>")
      .and.match(new RegExp(`<iframe sandbox [^>]*src="${await addressOf(to)}"`));
  });

  it("shows the text of a mail without HTML, and no frame", async () => {
    expect(await mailboxOf(await sendMails({ text: "Two words", html: NO_HTML })))
      .to.include("<pre>Two words</pre>")
      .and.not.include("<iframe");
  });

  it("escapes the content of a mail", async () => {
    const evil = `"><script>alert(1)</script>`;
    expect(await mailboxOf(await sendMails({ subject: evil, text: evil }))).not.to.include("<script");
  });

  it("reports that a recipient has no mails, and escapes the recipient", async () => {
    expect(await mailboxOf(`<b>"@example.com`)).to.include(
      "There are no mails to &lt;b&gt;&quot;@example.com.",
    );
  });

  it("allows its style sheet and same-origin frames, and nothing inline", async () => {
    const { headers, text } = await api.get("/dev/mailbox", HTML);
    const policy = String(headers["content-security-policy"]);
    expect(policy).to.include("default-src 'none'; style-src 'self';").and.include("frame-src 'self';");
    expect(policy).not.to.include("unsafe-inline").and.not.include("script-src");
    expect(text).not.to.match(/<style| style=|<script/);
  });
});

describe("GET /dev/mailbox/{mailId}/html", () => {
  it("shows a mail unchanged, sandboxed by its Content-Security-Policy", async () => {
    const html = `<h1 style="color:red">Hello</h1><script>alert(1)</script>`;
    const { headers, text } = await api.get(await addressOf(await sendMails({ html })));
    expect(text).to.equal(html);
    expect(headers["content-security-policy"]).to.equal(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    );
  });

  it("is 404 for a mail without HTML", async () => {
    expectProblem(await api.get(await addressOf(await sendMails({ html: NO_HTML }))), 404, "not_found");
  });

  it("is 404 for an unknown mail", async () => {
    expectProblem(await api.get(`/dev/mailbox/${randomUUID()}/html`), 404, "not_found");
  });
});

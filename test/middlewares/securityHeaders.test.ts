import { expect } from "chai";
import express, { type RequestHandler } from "express";
import helmet from "helmet";
import request from "supertest";
import { protection, securityHeaders } from "../../src/middlewares/securityHeaders.js";

describe("The security headers", () => {
  it("are exactly helmet's", async () => {
    const headersBy = async (protect: RequestHandler) => {
      const app = express().disable("x-powered-by").use(protect);
      const { headers } = await request(app).get("/");
      return { ...headers, date: undefined };
    };
    const ours = await headersBy(securityHeaders());
    expect(ours).to.deep.equal(await headersBy(helmet(protection)));
    expect(ours).to.include.keys("content-security-policy", "x-content-type-options", "referrer-policy");
  });
});

import { Router, type RequestHandler } from "express";
import { apiInfo } from "../../http/apiInfo.js";

/**
 * What Swagger UI needs, and it alone: its script and its style sheet are files of ours, but it styles elements
 * inline and draws icons from data: addresses. Requests of "Try it out" go to this origin only.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const swaggerOptions = {
  // Also what keeps ?url= from showing another's document here, with our "Authorize" above it.
  url: "/openapi.json",
  persistAuthorization: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  filter: true,
  tryItOutEnabled: false,
  // Sending the document to a validator elsewhere is not ours to decide.
  validatorUrl: null,
};

let made: Promise<RequestHandler> | undefined;

/** Swagger UI under /docs. Its package is loaded with the first visit, not with the server. */
export const swaggerUi: RequestHandler = async (req, res, next) => {
  made ??= make();
  (await made)(req, res, next);
};

async function make(): Promise<RequestHandler> {
  const { default: ui } = await import("swagger-ui-express");
  const html = ui
    .generateHTML(undefined, {
      swaggerOptions,
      customSiteTitle: apiInfo.title,
      customfavIcon: "/favicon.ico",
      customCss: ".swagger-ui .topbar { display: none }",
    })
    // Absolute, so that /docs works without a slash at its end.
    .replaceAll('"./', '"/docs/');
  const router = Router();
  router.use((_req, res, next) => {
    res.setHeader("Content-Security-Policy", POLICY);
    next();
  });
  router.get("/", (_req, res) => {
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    res.setHeader("Cache-Control", "no-cache");
    res.setHeader("Content-Length", Buffer.byteLength(html));
    res.end(html);
  });
  router.get("/*file", ui.serve);
  return router;
}

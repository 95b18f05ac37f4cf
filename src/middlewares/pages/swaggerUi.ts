import { Router, type RequestHandler } from "express";
import { apiInfo } from "../../http/apiInfo.js";

/**
 * The policy for Swagger UI only: its script and style sheet are served from here, but it uses inline styles and
 * data: icons. Requests of "Try it out" go to this origin only.
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
  // Also prevents ?url= from loading a foreign document under our "Authorize" button.
  url: "/openapi.json",
  persistAuthorization: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  filter: true,
  tryItOutEnabled: false,
  // Do not send the document to an external validator.
  validatorUrl: null,
};

let made: Promise<RequestHandler> | undefined;

/** Swagger UI under /docs. Its package is loaded on the first visit, not at start-up. */
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
    // Absolute, so that /docs works without a trailing slash.
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

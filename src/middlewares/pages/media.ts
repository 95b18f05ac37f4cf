import path from "node:path";
import express from "express";

const folder = path.resolve(__dirname, "../../../public/media");
/** An SVG needs only its own styles; opened directly, it must not run as a page of this origin. */
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Images. A changed image gets a new name, so browsers can cache it for a long time. */
export const media = express.static(folder, {
  index: false,
  redirect: false,
  maxAge: "7d",
  immutable: true,
  setHeaders(res, file) {
    // Storefronts on other origins show these in <img>.
    res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    res.setHeader("X-Content-Type-Options", "nosniff");
    if (file.endsWith(".svg")) res.setHeader("Content-Security-Policy", SVG_POLICY);
  },
});

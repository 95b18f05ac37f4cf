import path from "node:path";
import express from "express";

const folder = path.resolve(__dirname, "../../../public/media");
/** A drawing needs its own styles and nothing else; opened by itself it must not run as a page of this origin. */
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Pictures. A changed picture gets another name, so a browser need not ask again for a long time. */
export const media = express.static(folder, {
  index: false,
  redirect: false,
  maxAge: "7d",
  immutable: true,
  setHeaders(res, file) {
    // Storefronts live on other origins and show these in <img>.
    res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    res.setHeader("X-Content-Type-Options", "nosniff");
    if (file.endsWith(".svg")) res.setHeader("Content-Security-Policy", SVG_POLICY);
  },
});

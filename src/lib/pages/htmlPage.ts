import { escapeHtml } from "../text/escapeHtml.js";

/**
 * An HTML page of the shop, without scripts and inline styles.
 * @param site the site name shown above the page
 * @param main HTML of the page's main part, with its `<h1>`
 */
export const htmlPage = (site: string, title: string, main: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${title} · ${site}`)}</title>
<link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="/pages.css">
</head>
<body>
<header><img src="/favicon.ico" alt="" width="28" height="28"> ${escapeHtml(site)}</header>
<main>
${main}
</main>
</body>
</html>
`;

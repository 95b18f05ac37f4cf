const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text into HTML, element or attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

/** A page of ours: one style, no scripts. `body` is HTML already. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
  table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
  td, th { padding: .4rem 0; border-bottom: 1px solid #8884; text-align: left; }
  td:last-child, th:last-child { text-align: right; }
  button { font: inherit; padding: .6rem 1.2rem; margin-right: .5rem; border: 1px solid #8888; border-radius: .4rem; cursor: pointer; }
  button.primary { background: #1a7f4b; border-color: #1a7f4b; color: #fff; }
  article { border: 1px solid #8884; border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
  .note { opacity: .7; font-size: .9rem; }
</style>
</head>
<body>
${body}
</body>
</html>
`;

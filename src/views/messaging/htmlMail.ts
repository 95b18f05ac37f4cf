import { escapeHtml } from "../../lib/text/escapeHtml.js";
import { designTokens } from "../../lib/pages/designTokens.js";

const { light, dark, shared } = designTokens;

/** A mail's HTML version. @param body HTML */
export const htmlMail = (subject: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
  :root { color-scheme: light dark; }
  body { max-width: 36rem; margin: 0 auto; padding: ${shared.medium}; background: ${light.surface}; color: ${light.text}; font: 16px/1.5 ${shared.font}; }
  h1 { font-size: 24px; line-height: 1.2; }
  table { width: 100%; border-collapse: collapse; margin: ${shared.medium} 0; }
  td { padding: ${shared.small} 0; border-bottom: 1px solid ${light.border}; }
  td:last-child { text-align: right; }
  @media (prefers-color-scheme: dark) {
    body { background: ${dark.surface}; color: ${dark.text}; }
    td { border-color: ${dark.border}; }
  }
</style>
</head>
<body>
${body}
</body>
</html>
`;

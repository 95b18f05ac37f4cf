/**
 * The design of our own pages and mails. Pages use the tokens as custom properties (public/pages.css); mail clients do
 * not support custom properties, so mails insert the values. Each text colour has a contrast of 4.5 or more on both
 * backgrounds (WCAG 2.2, 1.4.3).
 */
export const designTokens = {
  light: {
    background: "#f4f6f4",
    surface: "#ffffff",
    text: "#1b2a23",
    muted: "#55665d",
    border: "#d3dcd7",
    accent: "#1f6b4c",
    onAccent: "#ffffff",
  },
  dark: {
    background: "#111814",
    surface: "#19231e",
    text: "#e1eae5",
    muted: "#9cafa5",
    border: "#32423a",
    accent: "#7fd1ab",
    onAccent: "#0d2118",
  },
  shared: {
    font: "system-ui, sans-serif",
    code: "ui-monospace, monospace",
    radius: "8px",
    small: "8px",
    medium: "16px",
    large: "32px",
  },
} as const;

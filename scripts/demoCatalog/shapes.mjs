import { BACKDROPS } from "./palette.mjs";

// In every picture the light comes from the upper left: gradients start light there, and shadows are on the ground.

/** Mixes a colour with white (amount above 0) or with a warm near-black (below 0). */
export function tone(hex, amount) {
  const towards = amount > 0 ? [255, 252, 244] : [28, 20, 16];
  const share = Math.abs(amount);
  const mixed = towards.map((target, i) => {
    const own = Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
    return Math.round(own + (target - own) * share);
  });
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

// A gradient fill names its kind and colour ("url(#hc99c63)"); picture() finds the names and defines them.
const fillOf = (kind) => (hex) => `url(#${kind}${hex.slice(1)})`;

/** A round body seen from the side: a lit edge, the colour, a shaded side, with hard borders. */
export const round = fillOf("h");
/** A surface with a soft gradient from light (upper left) to dark (lower right). */
export const soft = fillOf("s");
/** A surface that darkens towards the ground. */
export const fall = fillOf("v");

/** The light cone of a lamp, fading towards the ground. */
export const beam = fillOf("b");
/** Light around a flame or a shade, fading outwards. */
export const glow = fillOf("g");

const GRADIENTS = {
  h: {
    end: 'x2="1" y2="0"',
    stops: [
      [0, 0.2],
      [0.14, 0.2],
      [0.14, 0],
      [0.68, 0],
      [0.68, -0.17],
      [1, -0.17],
    ],
  },
  s: {
    end: 'x2="1" y2="1"',
    stops: [
      [0, 0.16],
      [1, -0.18],
    ],
  },
  v: {
    end: 'x2="0" y2="1"',
    stops: [
      [0, 0.1],
      [1, -0.16],
    ],
  },
};

const fading = (colour, share) =>
  `<stop offset="0" stop-color="${colour}" stop-opacity="${share}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/>`;

function defineGradients(art) {
  const names = [...new Set(Array.from(art.matchAll(/url\(#([bghsv][0-9a-f]{6})\)/g), ([, name]) => name))];
  return names.map((name) => {
    const colour = `#${name.slice(1)}`;
    if (name[0] === "g") return `<radialGradient id="${name}">${fading(colour, 0.95)}</radialGradient>`;
    if (name[0] === "b") {
      return `<linearGradient id="${name}" x2="0" y2="1">${fading(colour, 0.85)}</linearGradient>`;
    }
    const { end, stops } = GRADIENTS[name[0]];
    const marks = stops.map(
      ([at, amount]) => `<stop offset="${at}" stop-color="${amount === 0 ? colour : tone(colour, amount)}"/>`,
    );
    return `<linearGradient id="${name}" x1="0" y1="0" ${end}>${marks.join("")}</linearGradient>`;
  });
}

export const path = (d, fill, more = "") => `<path d="${d}" fill="${fill}"${more}/>`;

export const line = (d, stroke, width, more = "") =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}"${more}/>`;

export const rect = (x, y, width, height, rx, fill, more = "") =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${rx}" fill="${fill}"${more}/>`;

export const oval = (cx, cy, rx, ry, fill, more = "") =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"${more}/>`;

export const disc = (cx, cy, r, fill, more = "") =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}"${more}/>`;

export const ring = (cx, cy, r, stroke, width) =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;

export const group = (transform, ...parts) => `<g transform="${transform}">${join(parts)}</g>`;

/** The same parts, mirrored at the vertical centre line. */
export const mirror = (...parts) => group("matrix(-1 0 0 1 800 0)", ...parts);

export const join = (...parts) => parts.flat(Infinity).join("");

/** `count` parts, the i-th made by `part(i)`. */
export const times = (count, part) => Array.from({ length: count }, (_, i) => part(i));

export const opacity = (share) => ` opacity="${share}"`;

/** The shadow of an object on the ground, slightly to the right because the light comes from the left. */
export const ground = (cx, cy, rx) =>
  oval(cx + 14, cy, rx, Math.round(rx * 0.09 + 6), "#2a211a", opacity(0.2));

/**
 * A whole picture.
 * @param focus [x, y, zoom] for a detail view around that point
 */
export function picture(art, category, focus) {
  const backdrop = BACKDROPS[category];
  const [x, y, zoom] = focus ?? [];
  const scene = focus ? group(`translate(400 400) scale(${zoom}) translate(${-x} ${-y})`, art) : art;
  return join(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800">',
    `<defs>${defineGradients(art).join("")}</defs>`,
    rect(0, 0, 800, 800, 0, backdrop),
    focus ? "" : disc(400, 390, 330, tone(backdrop, 0.38)),
    `<g stroke-linecap="round" stroke-linejoin="round">${scene}</g></svg>\n`,
  );
}

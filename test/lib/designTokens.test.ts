import { expect } from "chai";
import { designTokens } from "../../src/lib/pages/designTokens.js";

/** WCAG 2.2, "relative luminance". */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("designTokens", () => {
  it("computes contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).to.be.closeTo(21, 0.01);
  });

  for (const scheme of ["light", "dark"] as const) {
    const { background, surface, text, muted, accent, onAccent } = designTokens[scheme];
    const pairs = [background, surface].flatMap((behind) =>
      [text, muted, accent].map((color) => [color, behind]),
    );
    for (const [color = "", behind = ""] of [...pairs, [onAccent, accent]])
      it(`has a contrast of 4.5 or more, ${scheme}: ${color} on ${behind}`, () => {
        expect(contrast(color, behind)).to.be.at.least(4.5);
      });
  }
});

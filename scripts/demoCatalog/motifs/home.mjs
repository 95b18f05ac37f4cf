import { PALETTE } from "../palette.mjs";
import {
  beam,
  disc,
  fall,
  glow,
  ground,
  group,
  join,
  line,
  mirror,
  opacity,
  oval,
  path,
} from "../shapes.mjs";
import { rect, round, soft, tone } from "../shapes.mjs";

const { Iron, Steel, Brass, Oak, Ash, Walnut, Brick, Forest, Indigo, Mustard, Sky, Clay } = PALETTE;
const GLOW = "#fff1c9";

const grain = (d, wood, width = 4) => line(d, tone(wood, -0.32), width, opacity(0.45));

const tableLamp = (c) =>
  join(
    ground(400, 676, 180),
    disc(400, 380, 330, glow(GLOW)),
    path(
      "M384 420 H416 Q418 470 440 508 Q470 560 440 604 Q430 624 430 640 H370 Q370 624 360 604 Q330 560 360 508 Q382 470 384 420Z",
      round(Oak),
    ),
    line("M362 612 H438", tone(Oak, -0.35), 6),
    path("M276 676 Q278 634 330 632 H470 Q522 634 524 676Z", round(tone(Oak, -0.08))),
    rect(388, 396, 24, 40, 4, Brass),
    path("M310 144 H490 L574 392 Q400 436 226 392Z", round(c)),
    path("M226 392 Q400 436 574 392 Q400 412 226 392Z", GLOW),
    oval(400, 144, 90, 14, tone(c, 0.45)),
  );

const pendant = (c) =>
  join(
    ground(400, 716, 150),
    path("M190 490 H610 L690 712 H110Z", beam(GLOW)),
    line("M400 0 V190", Iron, 8),
    path("M366 190 H434 L446 262 H354Z", round(Brass)),
    path("M352 254 H448 Q600 292 626 480 H174 Q200 292 352 254Z", round(c)),
    oval(400, 482, 228, 40, tone(c, -0.3)),
    oval(400, 484, 204, 31, tone(GLOW, 0.2)),
    disc(400, 500, 40, "#fffaf0"),
    path(
      "M186 448 Q178 466 174 480 Q174 522 400 522 Q626 522 626 480 Q622 520 400 508 Q190 500 186 448Z",
      tone(c, 0.2),
    ),
  );

const floorLamp = (c) =>
  join(
    ground(360, 700, 140),
    path("M404 318 H688 L740 660 H352Z", beam(GLOW)),
    oval(360, 690, 116, 22, tone(c, -0.4)),
    oval(360, 682, 116, 22, soft(c)),
    line("M360 680 V210 Q360 110 452 110 Q546 110 546 190", tone(c, -0.08), 16),
    line("M356 670 V212 Q358 114 448 108", tone(c, 0.4), 4),
    path("M518 182 H574 L584 218 H508Z", round(tone(c, -0.2))),
    path("M506 212 H586 Q672 240 690 318 H402 Q420 240 506 212Z", round(c)),
    oval(546, 318, 144, 22, tone(GLOW, 0.2)),
    disc(360, 452, 17, tone(c, -0.3)),
  );

const flame = (x, y) =>
  path(`M${x} ${y - 68} Q${x + 30} ${y - 22} ${x} ${y} Q${x - 30} ${y - 22} ${x} ${y - 68}Z`, "#f2b04a") +
  path(`M${x} ${y - 40} Q${x + 14} ${y - 16} ${x} ${y - 4} Q${x - 14} ${y - 16} ${x} ${y - 40}Z`, "#fff3cf");

const candle = (c, x, top, width) =>
  join(
    line(`M${x} ${top} V${top - 22}`, "#4a3a2d", 6),
    rect(x - width / 2, top, width, 590 - top, 10, round(c)),
    oval(x, top + 6, width / 2, 11, tone(c, 0.35)),
    path(`M${x - width / 2} ${top + 6} q2 60 12 60 q9 0 9 -30 q0 -14 9 -14 v-22Z`, tone(c, 0.3)),
    flame(x, top - 14),
  );

const candles = (c) =>
  join(
    ground(400, 650, 250),
    disc(400, 250, 310, glow(GLOW)),
    candle(c, 268, 330, 84),
    candle(c, 530, 392, 92),
    candle(c, 398, 246, 88),
    path("M150 582 H650 Q650 640 600 644 H200 Q150 640 150 582Z", fall(Walnut)),
    line("M152 586 H648", tone(Walnut, 0.3), 8),
  );

const mug = (c) =>
  join(
    ground(400, 650, 200),
    line("M536 344 Q668 330 660 436 Q652 536 528 530", tone(c, -0.2), 44),
    line("M536 338 Q660 326 652 430", tone(c, 0.05), 12),
    path("M218 262 L234 602 Q238 650 290 650 H490 Q542 650 546 602 L562 262Z", round("#c8a283")),
    path(
      "M218 262 L231 536 Q270 558 310 540 Q350 522 388 546 Q430 570 470 544 Q510 524 549 540 L562 262Z",
      round(c),
    ),
    oval(390, 262, 172, 42, tone(c, 0.3)),
    oval(390, 266, 150, 32, tone("#5b3a26", 0.05)),
    path("M246 258 Q300 236 390 235 Q480 236 534 258 Q480 246 390 246 Q300 246 246 258Z", tone(c, -0.25)),
  );

const kettle = (c) =>
  join(
    ground(400, 640, 240),
    line("M262 330 Q262 130 400 130 Q538 130 538 330", Iron, 22),
    line("M318 150 Q400 108 482 150", Walnut, 36),
    path("M560 492 Q640 470 664 356 L716 340 Q716 500 590 580Z", soft(tone(c, -0.06))),
    line("M662 354 L718 338", tone(c, 0.4), 12),
    path(
      "M252 340 Q400 296 548 340 Q634 430 622 574 Q620 640 550 640 H250 Q180 640 178 574 Q166 430 252 340Z",
      round(c),
    ),
    path("M260 348 Q400 268 540 348 Q400 384 260 348Z", fall(tone(c, 0.14))),
    line("M258 349 Q400 386 542 349", tone(c, -0.4), 6),
    rect(392, 286, 16, 24, 3, Iron),
    disc(400, 276, 24, soft(Walnut)),
    line("M186 600 Q400 628 614 600", tone(c, -0.35), 6),
    line("M214 470 Q218 420 246 388", "#fff", 13, opacity(0.6)),
  );

const board = (c) =>
  join(
    ground(400, 690, 220),
    group(
      "rotate(8 400 400)",
      path(
        "M352 216 V120 Q352 84 400 84 Q448 84 448 120 V216 H556 Q590 216 590 250 V650 Q590 684 556 684 H244 Q210 684 210 650 V250 Q210 216 244 216Z",
        tone(c, -0.3),
        ' transform="translate(10 8)"',
      ),
      path(
        "M352 216 V120 Q352 84 400 84 Q448 84 448 120 V216 H556 Q590 216 590 250 V650 Q590 684 556 684 H244 Q210 684 210 650 V250 Q210 216 244 216Z",
        soft(c),
      ),
      rect(296, 216, 64, 468, 0, tone(c, 0.16)),
      rect(478, 216, 52, 468, 0, tone(c, -0.14)),
      disc(400, 132, 20, tone("#e4ddd6", -0.12)),
      rect(240, 246, 320, 408, 20, "none", ` stroke="${tone(c, -0.35)}" stroke-width="9" opacity=".7"`),
      grain("M328 270 Q318 440 330 640 M410 270 Q426 420 408 630 M504 270 Q494 460 508 640", c),
    ),
  );

const knife = (c) =>
  join(
    ground(400, 640, 270),
    group(
      "rotate(-32 400 400)",
      path("M40 398 Q150 306 330 306 L500 306 L500 424 Q250 436 40 398Z", soft(tone(Steel, 0.25))),
      path("M40 398 Q250 410 500 396 L500 424 Q250 436 40 398Z", tone(Steel, 0.65)),
      path("M500 306 H536 V402 Q530 424 500 424Z", tone(Steel, -0.25)),
      path("M530 306 H716 Q756 308 760 352 Q764 400 740 402 Q700 376 640 384 Q580 392 530 384Z", fall(c)),
      [576, 640, 704].map((x) => disc(x, 346, 11, tone(Brass, 0.2))),
    ),
  );

const chair = (c) =>
  join(
    ground(400, 690, 190),
    [0, 1, 2].map((i) =>
      path(
        `M268 ${176 + i * 84} Q400 ${140 + i * 84} 532 ${176 + i * 84} V${220 + i * 84} Q400 ${186 + i * 84} 268 ${220 + i * 84}Z`,
        fall(tone(c, 0.04)),
      ),
    ),
    line("M274 560 H526", tone(c, -0.3), 16),
    rect(250, 110, 34, 500, 14, round(tone(c, -0.06))),
    rect(516, 110, 34, 500, 14, round(tone(c, -0.06))),
    line("M246 606 H556", tone(c, -0.1), 18),
    rect(210, 470, 38, 220, 10, round(c)),
    rect(552, 470, 38, 220, 10, round(c)),
    path("M256 430 H544 L604 484 Q606 506 590 508 H210 Q194 506 196 484Z", fall("#d8bd83")),
    line("M256 430 L400 470 L544 430 M200 500 L400 470 L600 500", tone("#d8bd83", -0.35), 5),
    line(
      "M236 452 L340 470 M564 452 L460 470 M300 486 H500 M350 442 H450",
      tone("#d8bd83", -0.3),
      4,
      opacity(0.7),
    ),
  );

const stool = (c) =>
  join(
    ground(400, 690, 210),
    path("M386 380 H422 L416 628 Q404 640 392 628Z", tone(c, -0.32)),
    path("M250 380 H300 L234 690 Q214 700 200 686Z", round(c)),
    path("M500 380 H550 L600 686 Q586 700 566 690Z", round(tone(c, -0.1))),
    line("M252 560 L404 540 L548 560", tone(c, -0.22), 18),
    path("M172 330 V372 Q172 430 400 430 Q628 430 628 372 V330Z", round(tone(c, -0.1))),
    oval(400, 330, 228, 62, soft(tone(c, 0.14))),
    oval(400, 334, 150, 36, "none", ` stroke="${tone(c, -0.3)}" stroke-width="4" opacity=".5"`),
    oval(400, 334, 78, 17, "none", ` stroke="${tone(c, -0.3)}" stroke-width="4" opacity=".5"`),
  );

const trestle = (c, far) =>
  path("M176 330 H236 L206 646 H160 L184 400Z", far) +
  path("M176 330 H236 L282 646 H236 L206 400Z", round(c));

const table = (c) =>
  join(
    ground(400, 660, 310),
    rect(196, 500, 420, 32, 4, tone(c, -0.28)),
    trestle(c, tone(c, -0.2)),
    mirror(trestle(tone(c, -0.04), tone(c, -0.2))),
    rect(130, 634, 182, 26, 6, fall(c)),
    rect(488, 634, 182, 26, 6, fall(c)),
    path("M70 270 H730 V322 Q730 332 720 332 H80 Q70 332 70 322Z", fall(tone(c, 0.1))),
    grain("M90 292 H330 M400 288 H700 M160 312 H520", c),
    path("M350 270 Q330 196 362 186 H438 Q470 196 450 270Z", round(Clay)),
    line("M392 186 Q386 120 350 92 M402 186 Q404 110 420 70 M410 186 Q430 130 460 112", tone(Forest, 0.1), 7),
    [
      [346, 90],
      [420, 68],
      [464, 110],
    ].map(([x, y]) => disc(x, y, 17, Mustard)),
  );

const books = (x, bottom, spines) =>
  spines.map(([width, height, colour], i) => {
    const left = x + spines.slice(0, i).reduce((sum, [wide]) => sum + wide + 4, 0);
    return (
      rect(left, bottom - height, width, height, 3, colour) +
      rect(left, bottom - height + 18, width, 8, 0, tone(colour, 0.4))
    );
  });

const bookcase = (c) =>
  join(
    ground(400, 704, 230),
    rect(206, 96, 388, 604, 8, tone(c, -0.4)),
    books(238, 246, [
      [30, 100, Brick],
      [24, 112, Indigo],
      [34, 92, Ash],
      [26, 106, Forest],
    ]),
    books(440, 392, [
      [28, 104, Mustard],
      [36, 92, Sky],
      [26, 110, Brick],
    ]),
    path("M264 392 Q244 346 276 326 H324 Q356 346 336 392Z", round(Clay)),
    line("M300 326 Q290 284 266 276 M300 326 Q312 284 336 280", Forest, 8),
    books(238, 538, [
      [36, 88, Walnut],
      [26, 104, Sky],
      [32, 98, Clay],
      [24, 108, Ash],
      [30, 90, Indigo],
    ]),
    rect(480, 624, 84, 56, 4, soft(tone(Oak, 0.2))),
    [246, 392, 538].map((y) => rect(220, y, 360, 18, 2, fall(c))),
    rect(190, 84, 420, 24, 6, fall(tone(c, 0.12))),
    rect(196, 104, 30, 600, 4, round(c)),
    rect(574, 104, 30, 600, 4, round(tone(c, -0.06))),
    rect(196, 680, 408, 24, 4, fall(c)),
  );

export const homeMotifs = {
  ...{ tableLamp, pendant, floorLamp, candles },
  ...{ mug, kettle, board, knife },
  ...{ chair, stool, table, bookcase },
};

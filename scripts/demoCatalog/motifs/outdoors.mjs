import { PALETTE } from "../palette.mjs";
import { disc, fall, glow, ground, group, join, line, mirror, opacity, oval, path } from "../shapes.mjs";
import { rect, ring, round, soft, times, tone } from "../shapes.mjs";
import { spokedWheel } from "./workshop.mjs";

const { Iron, Steel, Brass, Oak, Ash, Walnut, Cream } = PALETTE;

const tent = (c) =>
  join(
    ground(400, 640, 320),
    line("M270 196 L40 640 M600 236 L756 618", tone(Ash, -0.35), 5),
    path("M280 190 L610 234 L716 616 L500 640Z", fall(tone(c, -0.16))),
    line("M446 212 L616 628", tone(c, -0.4), 5, opacity(0.6)),
    path("M280 190 L500 640 H70Z", soft(tone(c, 0.08))),
    path("M280 250 L350 640 H216Z", tone(c, -0.62)),
    path("M280 250 L216 640 H140Q236 480 280 250Z", tone(c, 0.3)),
    path("M280 250 L350 640 H424Q318 480 280 250Z", tone(c, -0.06)),
    line("M280 246 V636", tone(Ash, -0.1), 12),
    line("M280 190 V160", Oak, 14),
    line("M280 190 L610 234", tone(c, 0.4), 7),
    [
      [40, 640],
      [756, 620],
      [500, 642],
      [70, 642],
    ].map(([x, y]) => line(`M${x - 5} ${y - 14} L${x + 3} ${y + 10}`, Oak, 10)),
  );

const campChair = (c) =>
  join(
    ground(400, 676, 210),
    line("M246 640 L540 440 M554 640 L260 440", tone(Oak, -0.3), 24),
    line("M214 666 H300 M500 666 H586", tone(Oak, -0.2), 22),
    line("M232 660 L560 452", Oak, 24),
    line("M568 660 L240 452", tone(Oak, 0.1), 24),
    disc(400, 556, 12, Brass),
    rect(220, 126, 28, 330, 10, round(Oak)),
    rect(552, 126, 28, 330, 10, round(Oak)),
    path("M224 156 H576 V276 Q400 300 224 276Z", soft(c)),
    line("M250 168 V276 M550 168 V276", tone(c, -0.35), 4, ' stroke-dasharray="10 9"'),
    path("M196 440 H604 V470 Q400 506 196 470Z", fall(tone(c, -0.06))),
    rect(180, 346, 110, 26, 13, fall(tone(Oak, 0.1))),
    rect(510, 346, 110, 26, 13, fall(Oak)),
  );

const fold = (c, y, x, width) =>
  rect(x, y, width, 92, 40, fall(c)) +
  path(`M${x + width - 120} ${y} h34 v92 h-34Z M${x + width - 70} ${y} h12 v92 h-12Z`, tone(Cream, -0.02)) +
  line(`M${x + 34} ${y + 47} H${x + width - 150}`, tone(c, -0.3), 5, opacity(0.6));

const blanket = (c) =>
  join(
    ground(400, 630, 290),
    fold(tone(c, -0.1), 534, 122, 560),
    fold(c, 446, 134, 540),
    fold(tone(c, 0.06), 358, 126, 552),
    path(
      "M150 366 Q150 282 240 276 H560 Q660 280 664 366 Q620 340 560 342 H240 Q180 342 150 366Z",
      soft(tone(c, 0.12)),
    ),
    path(
      "M470 276 h36 q30 22 36 66 h-36 q-8 -46 -36 -66Z M534 276 h14 q34 22 40 66 h-16 q-8 -46 -38 -66Z",
      Cream,
    ),
    times(9, (i) => line(`M${176 + i * 30} 624 v24`, tone(c, 0.15), 6)),
  );

const lantern = (c) =>
  join(
    ground(400, 680, 170),
    disc(400, 430, 310, glow("#fff1c9")),
    line("M270 300 Q236 74 400 74 Q564 74 530 300", Iron, 9),
    line("M270 590 V280 Q270 214 340 206 M530 590 V280 Q530 214 460 206", tone(c, -0.18), 24),
    path(
      "M340 300 H460 Q520 380 500 470 Q480 520 470 540 H330 Q320 520 300 470 Q280 380 340 300Z",
      "#fdf6e0",
      opacity(0.85),
    ),
    path("M400 372 Q452 446 400 500 Q348 446 400 372Z", "#f2a93f"),
    path("M400 424 Q424 466 400 494 Q376 466 400 424Z", "#fff3cf"),
    line("M330 340 Q306 400 326 470", "#fff", 10),
    line("M296 420 H504", tone(c, -0.3), 7),
    path("M352 160 H448 L470 240 H330Z", round(c)),
    rect(310, 236, 180, 34, 10, round(tone(c, -0.1))),
    path("M332 270 H468 L476 304 H324Z", round(c)),
    rect(372, 132, 56, 32, 8, round(tone(c, -0.15))),
    rect(314, 528, 172, 34, 8, round(tone(c, -0.1))),
    path(
      "M250 582 Q252 556 290 556 H510 Q548 556 550 582 L560 656 Q560 680 536 680 H264 Q240 680 240 656Z",
      round(c),
    ),
    disc(560, 604, 20, soft(Brass)),
  );

const dutchOven = (c) =>
  join(
    ground(400, 660, 260),
    line("M162 400 Q150 120 400 120 Q650 120 638 400", tone(Iron, -0.2), 14),
    line("M360 120 Q400 112 440 120", Steel, 24),
    [
      [236, 600],
      [540, 600],
    ].map(([x, y]) => path(`M${x} ${y} h44 l-8 66 h-28Z`, tone(c, -0.3))),
    path("M170 372 H630 V500 Q630 628 500 628 H300 Q170 628 170 500Z", round(c)),
    rect(134, 396, 50, 34, 14, tone(c, -0.15)),
    rect(616, 396, 50, 34, 14, tone(c, -0.3)),
    path("M158 330 Q160 262 400 254 Q640 262 642 330Z", fall(tone(c, 0.12))),
    rect(148, 324, 504, 50, 16, round(tone(c, 0.06))),
    line("M362 254 Q364 214 400 214 Q436 214 438 254", tone(c, 0.2), 18),
    line("M212 420 Q208 520 250 572", "#fff", 10, opacity(0.28)),
  );

const axe = (c) =>
  join(
    ground(400, 690, 190),
    group(
      "rotate(28 400 400)",
      path(
        "M384 90 Q400 80 416 90 L424 420 Q428 560 414 640 Q424 690 440 712 Q420 742 386 726 Q368 690 376 620 Q384 520 380 420Z",
        round(c),
      ),
      path(
        "M360 128 H430 Q446 132 446 150 V216 Q446 232 430 236 H360 Q290 246 226 306 Q176 200 222 92 Q290 122 360 128Z",
        fall(Iron),
      ),
      path("M222 92 Q176 200 226 306 L248 288 Q214 200 244 102Z", tone(Steel, 0.5)),
      rect(378, 80, 44, 18, 4, tone(c, 0.3)),
      line("M381 470 H424 M381 490 H424 M380 510 H424", Walnut, 8),
    ),
  );

const skillet = (c) =>
  join(
    ground(400, 690, 200),
    group(
      "rotate(-40 400 400)",
      path("M368 560 H432 L424 770 Q420 806 400 806 Q380 806 376 770Z", round(c)),
      oval(400, 768, 10, 20, tone(c, 0.6)),
      path("M164 280 L150 256 L190 250Z M636 280 L650 256 L610 250Z", c),
      disc(400, 350, 254, soft(c)),
      disc(400, 350, 222, tone(c, -0.4)),
      disc(400, 350, 210, soft(tone(c, -0.12))),
      ring(400, 350, 150, tone(c, 0.12), 4),
      ring(400, 350, 92, tone(c, 0.12), 4),
      path("M244 250 Q300 160 420 158 Q320 190 270 290Z", "#fff", opacity(0.14)),
    ),
  );

const flask = (c) =>
  join(
    ground(400, 690, 140),
    path(
      "M282 300 Q282 250 320 236 H480 Q518 250 518 300 V652 Q518 690 480 690 H320 Q282 690 282 652Z",
      round(c),
    ),
    rect(306, 208, 188, 40, 8, round(Steel)),
    path("M314 86 Q316 70 334 70 H466 Q484 70 486 86 L494 208 H306Z", round(tone(Steel, 0.2))),
    line("M312 110 H488", tone(Steel, -0.3), 5),
    rect(282, 636, 236, 24, 0, round(Steel)),
    line("M518 320 Q600 320 600 400 V520 Q600 590 518 590", Walnut, 22),
    rect(282, 312, 236, 16, 0, tone(c, -0.35)),
    rect(282, 582, 236, 16, 0, tone(c, -0.35)),
    rect(312, 350, 14, 200, 7, "#fff", opacity(0.35)),
  );

const wheelbarrow = (c) =>
  join(
    ground(400, 668, 300),
    line("M470 470 L556 656 M556 656 H620", Iron, 18),
    line("M190 560 L490 480 L748 392", tone(Oak, -0.1), 26),
    line("M706 406 L750 391", Iron, 32),
    path("M120 262 H660 L556 470 Q548 486 528 486 H296 Q280 486 270 474Z", soft(c)),
    path("M120 262 H660 L646 290 H138Z", tone(c, 0.25)),
    line("M278 300 L346 476 M486 300 L452 476", tone(c, -0.28), 6),
    line("M120 262 H660", tone(c, 0.38), 12),
    line("M190 556 L300 480", Iron, 18),
    spokedWheel(192, 556, 106, 8, Ash),
  );

const wateringCan = (c) =>
  join(
    ground(420, 656, 230),
    path("M330 560 L146 318 L176 292 L380 480Z", soft(tone(c, -0.1))),
    path("M102 328 L190 258 L206 286 L130 350Z", round(Brass)),
    oval(146, 296, 58, 20, tone(Brass, 0.3), ' transform="rotate(-39 146 296)"'),
    times(5, (i) => disc(112 + i * 17, 324 - i * 14, 4, tone(Brass, -0.5))),
    line("M556 350 Q720 340 706 470 Q694 570 588 600", tone(c, -0.24), 26),
    line("M336 340 Q360 170 470 176 Q580 182 590 350", tone(c, -0.12), 24),
    path("M320 336 H592 L616 612 Q618 656 576 656 H336 Q294 656 298 612Z", round(c)),
    path("M320 336 H470 Q440 376 330 380 H316Z", tone(c, 0.25)),
    line("M318 336 H594", tone(c, 0.4), 14),
    line("M304 590 H614 M312 430 H600", tone(c, -0.32), 7),
  );

const spade = (c) =>
  join(
    ground(400, 708, 150),
    group(
      "rotate(-12 400 400)",
      path("M384 180 H416 L420 470 H380Z", round(c)),
      path(
        "M330 70 Q330 54 346 54 H454 Q470 54 470 70 L424 196 H376Z M362 84 L390 166 H410 L438 84Z",
        soft(c),
        ' fill-rule="evenodd"',
      ),
      rect(326, 52, 148, 34, 16, fall(tone(c, 0.12))),
      path("M376 400 H424 L430 480 H370Z", tone(Steel, -0.25)),
      path("M286 470 H514 L500 650 Q470 720 400 742 Q330 720 300 650Z", round(Steel)),
      path("M304 668 Q330 720 400 742 Q470 720 496 668 Q460 704 400 712 Q340 704 304 668Z", tone(Steel, 0.6)),
      rect(278, 462, 244, 18, 6, tone(Steel, -0.1)),
      line("M400 500 V640", tone(Steel, -0.3), 8, opacity(0.6)),
    ),
  );

const nestBox = (c) =>
  join(
    ground(400, 690, 190),
    rect(370, 560, 60, 130, 4, round(Walnut)),
    path("M262 280 L400 140 L538 280 V596 Q538 606 528 606 H272 Q262 606 262 596Z", round(c)),
    line("M276 380 H524 M268 470 H532 M268 552 H532", tone(c, -0.35), 5, opacity(0.7)),
    disc(400, 352, 58, tone(c, 0.22)),
    disc(400, 352, 46, "#2b211b"),
    path("M400 96 L612 298 L582 330 L400 158Z", tone(Iron, 0.02)),
    path("M400 96 L188 298 L218 330 L400 158Z", tone(Iron, 0.24)),
    rect(240, 600, 320, 22, 5, fall(tone(c, -0.1))),
    mirror(disc(286, 580, 6, tone(c, -0.5))),
    disc(286, 580, 6, tone(c, -0.5)),
  );

export const outdoorsMotifs = {
  ...{ tent, campChair, blanket, lantern },
  ...{ dutchOven, axe, skillet, flask },
  ...{ wheelbarrow, wateringCan, spade, nestBox },
};

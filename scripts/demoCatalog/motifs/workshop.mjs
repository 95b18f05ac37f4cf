import { PALETTE } from "../palette.mjs";
import { disc, fall, ground, group, join, line, opacity, oval, path } from "../shapes.mjs";
import { rect, ring, round, soft, times, tone } from "../shapes.mjs";

const { Iron, Steel, Brass, Oak, Ash, Walnut } = PALETTE;

const grain = (d, wood, width = 4) => line(d, tone(wood, -0.32), width, opacity(0.45));

const mallet = (c) =>
  join(
    ground(400, 690, 190),
    group(
      "rotate(-16 400 400)",
      path("M374 350 L368 650 Q370 690 400 690 Q430 690 432 650 L426 350Z", round(tone(c, 0.12))),
      path("M214 176 L586 176 L562 366 Q560 376 550 376 L250 376 Q240 376 238 366Z", soft(c)),
      path("M540 176 L586 176 L562 366 Q560 376 550 376 L524 376Z", tone(c, -0.22)),
      rect(372, 160, 56, 20, 4, tone(c, 0.2)),
      rect(394, 160, 12, 20, 2, Walnut),
      grain("M240 222 Q390 208 522 224", c),
      grain("M246 278 Q400 262 516 280", c),
      grain("M252 330 Q390 318 512 332", c),
    ),
  );

const chisel = (c) =>
  join(
    ground(400, 700, 150),
    group(
      "rotate(24 400 400)",
      path("M366 420 L434 420 L434 672 L366 716Z", round(Steel)),
      path("M366 716 L434 672 L434 640 L366 684Z", tone(Steel, 0.55)),
      path("M384 384 L416 384 L420 424 L380 424Z", tone(Steel, -0.25)),
      path(
        "M360 130 Q350 210 356 270 Q362 330 378 366 L422 366 Q438 330 444 270 Q450 210 440 130Z",
        round(c),
      ),
      rect(374, 358, 52, 34, 6, round(Brass)),
      rect(354, 96, 92, 44, 14, round(Iron)),
      line("M357 196 L443 196 M356 212 L444 212", tone(c, -0.4), 5),
    ),
  );

const plane = (c) =>
  join(
    ground(400, 626, 310),
    path("M410 566 L486 318 L534 334 L470 566Z", round(tone(Steel, 0.2))),
    path("M430 540 L486 372 L520 384 L472 540Z", round(Brass)),
    disc(497, 420, 13, tone(Brass, -0.4)),
    path("M530 570 Q568 478 520 412 Q506 384 530 368 Q566 350 590 390 Q626 464 644 570Z", soft(c)),
    path(
      "M176 566 Q188 530 178 508 Q150 486 160 452 Q172 420 206 420 Q240 420 252 452 Q262 486 234 508 Q224 530 236 566Z",
      round(c),
    ),
    path(
      "M100 624 L100 580 Q100 562 120 560 L256 552 Q300 506 350 504 L420 504 L420 546 L560 548 L680 562 Q700 566 700 584 L700 624Z",
      fall(Iron),
    ),
    line("M122 580 L250 572 Q300 528 352 526", tone(Iron, 0.3), 5, opacity(0.8)),
    rect(92, 610, 616, 16, 6, tone(Steel, 0.1)),
  );

const spokeshave = (c) =>
  join(
    ground(400, 610, 270),
    group(
      "rotate(-14 400 400)",
      path(
        "M76 388 Q78 346 130 346 Q220 348 282 378 Q330 366 400 366 Q470 366 518 378 Q580 348 670 346 Q722 346 724 388 Q722 426 670 428 Q580 428 520 470 L280 470 Q220 428 130 428 Q78 426 76 388Z",
        fall(c),
      ),
      grain("M110 376 Q200 372 270 398", c),
      grain("M530 398 Q600 372 690 376", c),
      path("M292 400 L508 400 L520 496 L280 496Z", soft(tone(Steel, 0.1))),
      path("M280 496 L520 496 L516 516 L284 516Z", tone(Steel, 0.6)),
      [340, 460].map(
        (x) => disc(x, 436, 26, soft(Brass)) + line(`M${x - 14} 436 h28`, tone(Brass, -0.45), 6),
      ),
    ),
  );

/** A spoked wheel around (cx, cy); also the running gear of carts, wagons and barrows. */
export const spokedWheel = (cx, cy, r, spokes, wood) => {
  const rim = r * 0.16;
  const turn = (i) => Math.round((i * 3600) / spokes) / 10;
  const n = (value) => Math.round(value * 10) / 10;
  const spoke = `M${cx - n(r * 0.05)} ${cy} L${cx - n(r * 0.03)} ${n(cy - r * 0.84)} h${n(r * 0.06)} L${cx + n(r * 0.05)} ${cy}Z`;
  return join(
    times(spokes, (i) =>
      path(spoke, i < spokes / 2 ? tone(wood, -0.12) : wood, ` transform="rotate(${turn(i)} ${cx} ${cy})"`),
    ),
    ring(cx, cy, n(r - rim / 2 - r * 0.04), wood, n(rim)),
    ring(cx, cy, n(r - rim - r * 0.03), tone(wood, -0.3), n(r * 0.02)),
    times(spokes / 2, (i) =>
      line(
        `M${cx} ${n(cy - r * 0.95)} V${n(cy - r * 0.81)}`,
        tone(wood, -0.4),
        n(r * 0.018),
        ` transform="rotate(${n((i * 720) / spokes + 360 / spokes / 2)} ${cx} ${cy})"`,
      ),
    ),
    ring(cx, cy, n(r - r * 0.02), Iron, n(r * 0.055)),
    disc(cx, cy, n(r * 0.23), tone(wood, -0.18)),
    disc(cx, cy, n(r * 0.19), soft(wood)),
    ring(cx, cy, n(r * 0.13), Iron, n(r * 0.035)),
    disc(cx, cy, n(r * 0.06), tone(Iron, -0.3)),
  );
};

const wheel = (c) => join(ground(400, 684, 200), spokedWheel(400, 396, 290, 12, c));

const handcart = (c) =>
  join(
    ground(400, 668, 260),
    line("M560 452 L600 656", tone(c, -0.3), 22),
    line("M200 470 L726 372", tone(c, -0.12), 26),
    line("M694 378 L728 372", Iron, 30),
    path("M110 250 L640 250 L600 460 L160 460Z", fall(c)),
    line("M122 316 L628 316 M136 386 L616 386", tone(c, -0.35), 6),
    line("M216 250 L240 460 M382 250 L382 460 M548 250 L524 460", tone(c, -0.22), 20),
    line("M112 250 L638 250", tone(c, 0.25), 14),
    spokedWheel(372, 518, 148, 10, tone(c, 0.05)),
  );

const traveller = (c) =>
  join(
    ground(330, 668, 170),
    line("M326 478 L500 254", Iron, 24),
    path("M476 258 Q510 180 592 96 Q616 82 634 100 Q650 120 636 142 Q570 236 510 284Z", soft(c)),
    line("M486 272 L508 288", Brass, 22),
    ring(318, 490, 158, Iron, 28),
    ring(318, 490, 150, tone(Iron, 0.28), 4),
    times(4, (i) => line("M318 490 V346", Iron, 18, ` transform="rotate(${45 + i * 90} 318 490)"`)),
    line("M318 330 L318 352", Brass, 12),
    disc(318, 490, 36, soft(Brass)),
    disc(318, 490, 13, tone(Brass, -0.5)),
  );

const wagon = (c) =>
  join(
    ground(410, 650, 270),
    line("M212 500 L104 236", tone(Oak, -0.1), 20),
    line("M72 248 L138 222", Oak, 26),
    rect(186, 486, 450, 26, 8, tone(Oak, -0.25)),
    path("M176 342 L660 342 L644 492 L192 492Z", fall(c)),
    line("M184 392 L654 392 M188 442 L648 442", tone(c, -0.3), 5),
    line("M170 342 L666 342", tone(c, 0.25), 16),
    spokedWheel(280, 552, 98, 8, Ash),
    spokedWheel(556, 552, 98, 8, Ash),
  );

const workbench = (c) =>
  join(
    ground(400, 664, 300),
    rect(198, 330, 40, 320, 4, tone(c, -0.34)),
    rect(562, 330, 40, 320, 4, tone(c, -0.34)),
    rect(150, 536, 500, 34, 4, fall(tone(c, -0.08))),
    rect(136, 330, 52, 334, 4, round(c)),
    rect(612, 330, 52, 334, 4, round(c)),
    rect(110, 330, 580, 46, 4, tone(c, -0.28)),
    path("M90 268 H710 Q716 268 716 276 V330 H84 V276 Q84 268 90 268Z", fall(tone(c, 0.12))),
    grain("M100 292 H380 M430 302 H690 M210 314 H500", c),
    rect(118, 352, 96, 190, 8, soft(tone(c, 0.06))),
    disc(166, 424, 22, Iron),
    line("M112 424 H220", Steel, 12),
    times(5, (i) => rect(300 + i * 76, 254, 22, 16, 3, tone(c, -0.3))),
    path("M470 536 h120 v-54 h-120Z M486 482 h88 v-34 h-88Z", tone(Walnut, 0.1)),
  );

const tin = (c) =>
  join(
    ground(400, 606, 220),
    path("M190 372 V552 Q190 620 400 620 Q610 620 610 552 V372Z", round(c)),
    path(
      "M190 432 V528 Q190 596 400 596 Q610 596 610 528 V432 Q610 500 400 500 Q190 500 190 432Z",
      round(tone(Ash, 0.5)),
    ),
    ring(400, 548, 34, tone(c, -0.1), 7),
    times(4, (i) => line("M400 516 V580", tone(c, -0.1), 5, ` transform="rotate(${i * 45} 400 548)"`)),
    path("M178 322 V384 Q178 452 400 452 Q622 452 622 384 V322Z", round(tone(Steel, 0.12))),
    oval(400, 322, 222, 68, tone(Steel, 0.5)),
    oval(400, 324, 186, 54, soft(tone(Steel, 0.2))),
    line("M256 306 Q330 276 420 280", "#fff", 9, opacity(0.7)),
  );

const toolChest = (c) =>
  join(
    ground(400, 640, 280),
    path("M150 300 L190 196 H610 L650 300Z", fall(tone(c, 0.14))),
    line("M322 196 Q326 140 400 140 Q474 140 478 196", Walnut, 24),
    rect(130, 296, 540, 344, 12, fall(c)),
    rect(130, 296, 540, 70, 10, tone(c, 0.08)),
    line("M134 368 H666", tone(c, -0.4), 7),
    grain("M160 430 H420 M250 500 H640 M170 570 H520", c),
    [130, 614].map((x) => rect(x, 296, 56, 56, 8, soft(Brass)) + rect(x, 584, 56, 56, 8, soft(Brass))),
    rect(366, 338, 68, 84, 8, soft(Brass)),
    disc(400, 384, 10, tone(Brass, -0.6)),
    path("M396 386 h8 l5 24 h-18Z", tone(Brass, -0.6)),
  );

const brush = (c, x, y, scale, angle) =>
  group(
    `translate(${x} ${y}) rotate(${angle}) scale(${scale})`,
    path(
      "M-16 -300 Q0 -324 16 -300 Q26 -220 22 -160 Q20 -110 56 -76 H-56 Q-20 -110 -22 -160 Q-26 -220 -16 -300Z",
      round(c),
    ),
    disc(0, -288, 8, tone(c, -0.5)),
    rect(-70, -84, 140, 84, 6, round(tone(Steel, 0.05))),
    line("M-62 -60 H62 M-62 -24 H62", tone(Steel, -0.35), 5),
    path("M-68 0 H68 Q78 90 54 152 Q0 178 -54 152 Q-78 90 -68 0Z", round("#4a3a2d")),
    path("M-60 118 Q0 146 60 118 L54 152 Q0 178 -54 152Z", tone("#4a3a2d", 0.35)),
    line("M-34 14 V112 M-6 14 V124 M24 14 V116", tone("#4a3a2d", -0.45), 5, opacity(0.7)),
  );

const brushes = (c) =>
  join(ground(400, 672, 230), brush(c, 270, 480, 0.92, 12), brush(c, 500, 460, 1.15, -12));

export const workshopMotifs = {
  ...{ mallet, chisel, plane, spokeshave },
  ...{ wheel, handcart, traveller, wagon },
  ...{ workbench, tin, toolChest, brushes },
};

import { PALETTE } from "../palette.mjs";
import { disc, fall, ground, group, join, line, mirror, opacity, oval, path } from "../shapes.mjs";
import { rect, round, soft, times, tone } from "../shapes.mjs";

const { Brass, Steel, Beech, Tan, Brown, Cream, Ink } = PALETTE;

const stitches = (d, c, width = 4) => line(d, tone(c, 0.4), width, ' stroke-dasharray="11 9"');

const SLEEVE = "M240 190 Q178 214 162 296 L104 574 Q100 596 122 602 L186 616 Q204 618 210 600 L270 372Z";
const TORSO =
  "M322 164 Q264 176 236 194 Q262 330 250 640 Q250 660 268 660 H532 Q550 660 550 640 Q538 330 564 194 Q536 176 478 164 Q400 214 322 164Z";
const CUFF = "M112 540 L104 574 Q100 596 122 602 L186 616 Q204 618 210 600 L220 562Z";

const sleeves = (c) => path(SLEEVE, soft(tone(c, 0.03))) + mirror(path(SLEEVE, tone(c, -0.16)));
const cuffs = (c) => path(CUFF, tone(c, -0.08)) + mirror(path(CUFF, tone(c, -0.28)));

const jacket = (c) =>
  join(
    ground(400, 716, 190),
    sleeves(c),
    cuffs(tone(c, -0.06)),
    path("M336 160 Q400 128 464 160 L452 232 H348Z", tone(c, -0.5)),
    path(TORSO, round(c)),
    line("M400 226 V656", tone(c, -0.4), 6),
    path("M318 168 L346 142 L404 232 L348 282 L296 190Z", soft(Brown)),
    mirror(path("M318 168 L346 142 L400 232 L348 282 L296 190Z", tone(Brown, -0.12))),
    [
      rect(278, 474, 96, 118, 10, tone(c, -0.12)),
      rect(272, 464, 108, 42, 8, tone(c, 0.1)),
      rect(284, 326, 84, 32, 8, tone(c, 0.1)),
    ],
    mirror(
      rect(278, 474, 96, 118, 10, tone(c, -0.26)),
      rect(272, 464, 108, 42, 8, tone(c, -0.08)),
      rect(284, 326, 84, 32, 8, tone(c, -0.08)),
    ),
    times(5, (i) => disc(416, 304 + i * 76, 10, Brass)),
    [326, 474].map((x) => disc(x, 490, 8, Brass)),
    stitches("M258 632 H390 M412 632 H542", c),
  );

const gilet = (c) =>
  join(
    ground(400, 716, 180),
    path("M336 150 Q400 120 464 150 L456 220 H344Z", tone(c, -0.5)),
    path(
      "M326 146 Q280 168 250 190 Q290 270 256 352 Q236 500 244 640 Q246 664 268 664 H532 Q554 664 556 640 Q564 500 544 352 Q510 270 550 190 Q520 168 474 146 Q400 210 326 146Z",
      round(c),
    ),
    times(6, (i) =>
      line(
        `M${262 - i * 3} ${286 + i * 62} Q330 ${304 + i * 62} 392 ${288 + i * 62} M408 ${288 + i * 62} Q470 ${304 + i * 62} ${538 + i * 3} ${286 + i * 62}`,
        tone(c, -0.34),
        7,
      ),
    ),
    times(6, (i) =>
      line(`M292 ${270 + i * 62} Q330 ${276 + i * 62} 370 ${270 + i * 62}`, tone(c, 0.3), 6, opacity(0.7)),
    ),
    path("M318 150 Q326 104 350 104 L402 200 L394 250 Q340 230 318 150Z", soft(tone(c, 0.1))),
    mirror(path("M318 150 Q326 104 350 104 L400 200 L394 250 Q340 230 318 150Z", tone(c, -0.12))),
    line("M400 226 V660", Brass, 7, ' stroke-dasharray="2 11"'),
    line("M284 500 L306 580", tone(c, -0.5), 8),
    mirror(line("M284 500 L306 580", tone(c, -0.5), 8)),
    line("M252 208 Q288 272 258 344", tone(c, -0.3), 10),
    mirror(line("M252 208 Q288 272 258 344", tone(c, -0.36), 10)),
  );

const KNIT = ' stroke-dasharray="12 12"';

const sweater = (c) =>
  join(
    ground(400, 716, 190),
    sleeves(c),
    cuffs(c),
    path(TORSO, round(c)),
    path("M344 158 Q400 140 456 158 Q440 206 400 208 Q360 206 344 158Z", tone(c, -0.5)),
    line("M332 166 Q350 226 400 228 Q450 226 468 166", tone(c, -0.12), 26),
    line("M330 176 Q350 240 400 242 Q450 240 470 176", tone(c, -0.35), 4),
    line("M262 300 Q400 336 538 300", Cream, 12, KNIT),
    line("M264 326 Q400 362 536 326", tone(c, -0.4), 12, ' stroke-dasharray="12 12" stroke-dashoffset="12"'),
    line("M264 352 Q400 388 536 352", Cream, 12, KNIT),
    rect(248, 606, 304, 56, 12, tone(c, -0.12)),
    line("M260 634 H542", tone(c, -0.35), 46, ' stroke-dasharray="4 14" stroke-linecap="butt"'),
    times(4, (i) => line(`M290 ${420 + i * 46} H510`, tone(c, -0.26), 5, ' stroke-dasharray="3 22"')),
  );

const shirt = (c) =>
  join(
    ground(400, 716, 190),
    sleeves(c),
    path("M336 160 Q400 128 464 160 L452 232 H348Z", tone(c, -0.45)),
    path(TORSO, soft(c)),
    line(
      "M286 200 Q302 420 292 656 M340 220 V656 M460 220 V656 M514 200 Q498 420 508 656",
      tone(c, 0.4),
      9,
      opacity(0.75),
    ),
    line(
      "M256 280 Q400 300 544 280 M260 370 H540 M258 460 H542 M256 550 H544",
      tone(c, -0.4),
      10,
      opacity(0.55),
    ),
    line("M196 236 L236 430 M150 376 L244 398 M130 480 L222 500", tone(c, -0.4), 9, opacity(0.4)),
    mirror(line("M196 236 L236 430 M150 376 L244 398 M130 480 L222 500", tone(c, -0.45), 9, opacity(0.4))),
    cuffs(c),
    rect(384, 226, 32, 434, 4, tone(c, 0.12)),
    path("M330 152 Q350 138 366 148 L402 226 L340 266 L312 176Z", soft(tone(c, 0.16))),
    mirror(path("M330 152 Q350 138 366 148 L400 226 L340 266 L312 176Z", tone(c, -0.04))),
    path("M442 330 H522 V402 L482 424 L442 402Z", tone(c, -0.1)),
    line("M442 350 H522", tone(c, -0.4), 4),
    times(6, (i) => disc(400, 268 + i * 66, 8, Cream)),
  );

const boot = (c) =>
  join(
    path(
      "M300 176 Q370 158 446 176 L456 420 Q470 452 560 466 Q650 484 664 570 L664 596 H296 Q288 480 300 380Z",
      round(c),
    ),
    path("M552 464 Q650 484 664 570 L664 596 H520 Q500 520 552 464Z", tone(c, -0.12)),
    path("M296 596 Q286 500 306 430 Q380 450 384 596Z", tone(c, -0.16)),
    path("M408 178 L446 176 L456 420 Q466 444 500 454 L452 490 Q408 470 408 400Z", tone(c, -0.34)),
    times(6, (i) => line(`M404 ${214 + i * 44} L449 ${202 + i * 44}`, Cream, 9)),
    times(6, (i) => disc(402, 214 + i * 44, 9, Brass)),
    path("M284 592 H672 Q682 606 676 636 H420 V624 H398 V656 H286 Q278 620 284 592Z", tone(Brown, -0.45)),
    line("M292 594 H666", tone(Tan, 0.2), 9),
    line("M302 180 Q370 164 444 180", tone(c, 0.3), 10),
  );

const boots = (c) => join(ground(390, 656, 290), group("translate(-126 -30)", boot(tone(c, -0.2))), boot(c));

const welly = (c) =>
  join(
    path("M296 108 H468 L470 436 Q484 470 570 486 Q658 504 668 582 V616 H290 Q280 500 296 400Z", round(c)),
    path("M566 485 Q658 504 668 582 V616 H530 Q512 540 566 485Z", tone(c, -0.14)),
    rect(288, 100, 186, 40, 10, round(tone(c, 0.2))),
    line("M290 470 Q380 440 470 440", tone(c, -0.3), 7, opacity(0.6)),
    rect(440, 168, 60, 26, 8, tone(c, -0.4)),
    rect(474, 160, 26, 42, 6, Steel),
    path("M282 606 H676 Q684 624 676 646 H430 L424 634 H404 V662 H284 Q276 630 282 606Z", tone(c, -0.5)),
    rect(322, 164, 14, 250, 7, "#fff", opacity(0.3)),
  );

const wellies = (c) =>
  join(ground(390, 660, 290), group("translate(-134 -28)", welly(tone(c, -0.2))), welly(c));

const clog = (c) =>
  join(
    path("M410 408 Q370 392 344 470 Q336 530 350 566 L430 566Z", tone(c, -0.5)),
    path("M372 572 Q352 470 410 408 Q442 376 506 390 Q650 424 704 566 Q540 590 372 572Z", soft(c)),
    line("M372 566 Q352 470 410 408", tone(c, 0.35), 14),
    stitches("M400 560 Q384 478 432 424", c),
    path(
      "M130 532 Q140 520 172 526 Q280 560 400 568 Q560 580 706 556 Q724 566 716 592 Q704 618 650 622 Q520 632 440 610 Q404 600 380 612 L368 660 H176 Q150 650 130 532Z",
      fall(Beech),
    ),
    line("M146 552 Q280 590 420 590 Q560 600 704 582", tone(Beech, -0.35), 5, opacity(0.5)),
    times(8, (i) => disc(402 + i * 40, Math.round(570 - (i * i) / 4), 7, Brass)),
  );

const clogs = (c) =>
  join(
    ground(400, 662, 300),
    group("translate(-66 -110)", clog(tone(c, -0.22))),
    group("translate(20 0)", clog(c)),
  );

const sock = (c) =>
  join(
    path(
      "M320 110 H460 L456 396 Q462 440 510 474 L596 532 Q648 572 618 622 Q590 660 530 638 L360 566 Q310 536 314 470Z",
      round(c),
    ),
    path("M548 500 L596 532 Q648 572 618 622 Q590 660 530 638 L486 620 Q490 540 548 500Z", tone(c, -0.35)),
    path("M314 440 L314 470 Q310 536 360 566 L392 580 Q408 500 314 440Z", tone(c, -0.35)),
    rect(314, 102, 152, 86, 16, tone(c, -0.1)),
    line("M326 146 H456", tone(c, -0.4), 62, ' stroke-dasharray="4 13" stroke-linecap="butt"'),
    line("M318 222 H458 M318 260 H458", Cream, 13, ' stroke-linecap="butt"'),
  );

const socks = (c) =>
  join(
    ground(400, 676, 240),
    group("translate(-134 20) rotate(7 400 400)", sock(tone(c, -0.18))),
    group("translate(24 0)", sock(c)),
  );

const backpack = (c) =>
  join(
    ground(400, 690, 220),
    line("M340 150 Q340 84 400 84 Q460 84 460 150", Brown, 20),
    path("M186 430 Q190 400 230 400 V650 H210 Q176 640 180 600Z", tone(c, -0.1)),
    mirror(path("M186 430 Q190 400 230 400 V650 H210 Q176 640 180 600Z", tone(c, -0.36))),
    path("M222 300 Q222 138 400 138 Q578 138 578 300 V650 Q578 690 538 690 H262 Q222 690 222 650Z", round(c)),
    rect(262, 470, 276, 190, 22, tone(c, -0.16)),
    rect(262, 470, 276, 50, 18, tone(c, 0.06)),
    path(
      "M214 290 Q214 130 400 130 Q586 130 586 290 V380 Q586 410 556 410 H244 Q214 410 214 380Z",
      soft(tone(c, 0.1)),
    ),
    stitches("M232 380 Q232 394 250 394 H550 Q568 394 568 380", c),
    [300, 476].map((x) =>
      join(
        rect(x, 330, 26, 186, 8, soft(Tan)),
        rect(x - 8, 424, 42, 36, 6, Brass),
        rect(x + 3, 434, 20, 16, 2, tone(Tan, -0.2)),
      ),
    ),
    rect(374, 552, 52, 30, 6, Tan),
  );

const belt = (c) =>
  join(
    ground(400, 560, 280),
    oval(400, 340, 250, 96, tone(c, -0.5)),
    path("M150 340 A250 96 0 0 1 650 340 V430 A250 96 0 0 0 150 430Z", tone(c, -0.32)),
    path("M196 372 A206 74 0 0 1 604 372 V450 A206 74 0 0 0 196 450Z", tone(c, -0.18)),
    path("M150 340 A250 96 0 0 0 650 340 V450 A250 96 0 0 1 150 450Z", round(c)),
    stitches("M160 376 A246 92 0 0 0 640 376 M160 446 A246 92 0 0 0 640 446", c),
    path("M420 436 L640 492 Q690 506 690 540 Q684 572 640 562 L410 542Z", soft(tone(c, 0.08))),
    times(4, (i) => oval(500 + i * 38, 506 + i * 9, 7, 9, tone(c, -0.6))),
    rect(300, 416, 124, 146, 20, "none", ` stroke="${Brass}" stroke-width="22"`),
    line("M312 490 H440", tone(Brass, -0.2), 14),
    line("M298 430 V546", tone(Brass, 0.4), 5),
  );

const apron = (c) =>
  join(
    ground(400, 716, 180),
    line("M316 190 Q300 70 400 70 Q500 70 484 190", Brown, 16),
    line("M232 366 Q140 380 116 470 M568 366 Q660 380 684 470", Brown, 14),
    path(
      "M306 170 H494 Q500 300 580 352 L586 650 Q586 676 560 676 H240 Q214 676 214 650 L220 352 Q300 300 306 170Z",
      round(c),
    ),
    rect(306, 168, 188, 22, 6, tone(c, 0.2)),
    rect(258, 452, 284, 132, 10, tone(c, -0.14)),
    line("M400 452 V584", tone(c, -0.4), 5),
    stitches("M266 464 H534 M236 654 H564", c),
    rect(352, 236, 96, 84, 8, tone(c, -0.14)),
    line("M374 232 V208 M392 232 V200", Tan, 10),
    [
      [316, 186],
      [484, 186],
      [234, 366],
      [566, 366],
      [262, 456],
      [538, 456],
    ].map(([x, y]) => disc(x, y, 9, Brass)),
  );

const beanie = (c) =>
  join(
    ground(400, 640, 230),
    path("M206 500 Q190 190 400 176 Q610 190 594 500Z", round(c)),
    line(
      "M260 480 Q262 270 392 182 M330 480 Q334 280 398 182 M400 480 V182 M470 480 Q466 280 402 182 M540 480 Q538 270 408 182",
      tone(c, -0.3),
      6,
      opacity(0.7),
    ),
    disc(400, 172, 24, tone(c, 0.1)),
    rect(178, 470, 444, 152, 44, round(tone(c, -0.06))),
    times(11, (i) => line(`M${216 + i * 37} 488 V604`, tone(c, -0.36), 6, opacity(0.8))),
    rect(470, 536, 74, 48, 4, Tan),
    rect(
      478,
      544,
      58,
      32,
      2,
      "none",
      ` stroke="${Ink}" stroke-width="2" stroke-dasharray="5 5" opacity=".6"`,
    ),
  );

export const apparelMotifs = {
  ...{ jacket, gilet, sweater, shirt },
  ...{ boots, wellies, clogs, socks },
  ...{ backpack, belt, apron, beanie },
};

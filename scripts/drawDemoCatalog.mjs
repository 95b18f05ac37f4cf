// Writes the demo catalogue, seeders/demo-catalog.csv and its pictures in public/media/demo, from the records in
// scripts/demoCatalog. The output is deterministic and committed; a test compares it with the records.
// `node scripts/drawDemoCatalog.mjs [directory]` writes to the directory instead of the repository.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { toCsv } from "./demoCatalog/csv.mjs";
import { apparelMotifs } from "./demoCatalog/motifs/apparel.mjs";
import { homeMotifs } from "./demoCatalog/motifs/home.mjs";
import { outdoorsMotifs } from "./demoCatalog/motifs/outdoors.mjs";
import { workshopMotifs } from "./demoCatalog/motifs/workshop.mjs";
import { PALETTE } from "./demoCatalog/palette.mjs";
import { products } from "./demoCatalog/record.mjs";
import { picture } from "./demoCatalog/shapes.mjs";

const motifs = { ...workshopMotifs, ...homeMotifs, ...outdoorsMotifs, ...apparelMotifs };

const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));
const media = join(root, "public", "media", "demo");
const seeders = join(root, "seeders");
mkdirSync(media, { recursive: true });
mkdirSync(seeders, { recursive: true });

const drawings = new Map(
  products.flatMap(({ category, images }) =>
    images.map(({ file, motif, look, focus }) => [
      file,
      picture(motifs[motif](PALETTE[look]), category.split(" > ").at(-1), focus),
    ]),
  ),
);
for (const file of readdirSync(media)) if (!drawings.has(file)) rmSync(join(media, file));
for (const [file, svg] of drawings) writeFileSync(join(media, file), svg);
writeFileSync(join(seeders, "demo-catalog.csv"), toCsv(products));

console.log(`${products.length} products, ${drawings.size} pictures`);

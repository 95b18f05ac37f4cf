/** The path at which the shop serves the pictures. */
export const MEDIA_PATH = "/media/demo";

const money = (cents) =>
  cents === null ? "" : `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;

/**
 * An EAN-13 (GS1 General Specifications, 7.9) in the range 200–299 that GS1 reserves for internal use. Its number is
 * an FNV-1a hash of the SKU, so that a new product does not renumber the others.
 */
function barcode(sku) {
  let hash = 0x811c9dc5;
  for (const character of sku) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  const digits = `200${String(hash % 1_000_000_000).padStart(9, "0")}`;
  const sum = Array.from(digits).reduce(
    (total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const escapeHtml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const bodyOf = ({ text, points }) =>
  `<p>${escapeHtml(text)}</p><ul>${points.map((point) => `<li>${escapeHtml(point)}</li>`).join("")}</ul>`;

const productCells = (product) => ({
  Title: product.title,
  "Body (HTML)": bodyOf(product),
  Vendor: product.vendor,
  "Product Category": product.category,
  Type: product.type,
  Tags: product.tags.join(", "),
  Published: product.status === "draft" ? "false" : "true",
  "Gift Card": "false",
  "SEO Title": `${product.title} | Cartwright`,
  "SEO Description": product.text.replace(/(?<=[.:]) [A-Z].*$/, ""),
  Status: product.status ?? "active",
});

const NO_OPTIONS = [{ name: "Title", value: "Default Title" }];

function variantCells(product, variant, isFirst) {
  const cells = {
    "Variant SKU": variant.sku,
    "Variant Grams": String(variant.grams),
    "Variant Inventory Tracker": variant.quantity === null ? "" : "shopify",
    "Variant Inventory Qty": variant.quantity === null ? "" : String(variant.quantity),
    "Variant Inventory Policy": product.policy ?? "deny",
    "Variant Fulfillment Service": "manual",
    "Variant Price": money(variant.price),
    "Variant Compare At Price": money(variant.compareAt),
    "Variant Requires Shipping": "true",
    "Variant Taxable": "true",
    "Variant Barcode": product.barcode === false ? "" : barcode(variant.sku),
    "Variant Image": variant.image === null ? "" : `${MEDIA_PATH}/${variant.image}`,
    "Variant Weight Unit": "kg",
  };
  const options = variant.options.length > 0 ? variant.options : NO_OPTIONS;
  options.forEach(({ name, value }, i) => {
    // As in Shopify's exports, only the first row of a product has the option names.
    if (isFirst) cells[`Option${i + 1} Name`] = name;
    cells[`Option${i + 1} Value`] = value;
  });
  return cells;
}

const imageCells = ({ file, alt }, index) => ({
  "Image Src": `${MEDIA_PATH}/${file}`,
  "Image Position": String(index + 1),
  "Image Alt Text": alt,
});

/** As in Shopify's exports, row i has the i-th variant and the i-th image, even if they are unrelated. */
function rowsOf(product) {
  const { handle, variants, images } = product;
  return Array.from({ length: Math.max(variants.length, images.length) }, (_, i) => ({
    Handle: handle,
    ...(i === 0 ? productCells(product) : {}),
    ...(variants[i] ? variantCells(product, variants[i], i === 0) : {}),
    ...(images[i] ? imageCells(images[i], i) : {}),
  }));
}

const HEADERS = [
  ...["Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published"],
  ...["Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value", "Option3 Name", "Option3 Value"],
  ...["Variant SKU", "Variant Grams", "Variant Inventory Tracker", "Variant Inventory Qty"],
  ...["Variant Inventory Policy", "Variant Fulfillment Service", "Variant Price", "Variant Compare At Price"],
  ...["Variant Requires Shipping", "Variant Taxable", "Variant Barcode"],
  ...["Image Src", "Image Position", "Image Alt Text", "Gift Card", "SEO Title", "SEO Description"],
  ...["Variant Image", "Variant Weight Unit", "Status"],
];

const quote = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The products as a Shopify product export (Shopify Help, "Using CSV files to import and export products"). */
export function toCsv(products) {
  const rows = products.flatMap(rowsOf).map((row) => HEADERS.map((header) => quote(row[header] ?? "")));
  return [HEADERS, ...rows].map((row) => `${row.join(",")}\n`).join("");
}

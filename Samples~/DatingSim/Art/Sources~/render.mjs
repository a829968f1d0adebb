// Renders the SVG sources beside it to the PNG pictures one folder up: node render.mjs [name-part]
// Needs Chromium (CHROMIUM=path, else `chromium` on PATH); shrinks with pngquant where that is installed.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const sources = dirname(fileURLToPath(import.meta.url));
const chromium = process.env.CHROMIUM ?? "chromium";
// A picture is a source whose root carries the classes that choose what is shown.
const faces = ["neutral", "smile", "shy", "surprised", "sad"];
const cast = {
  ayane: [...faces, "pout", "proud"],
  misaki: [...faces, "angry"],
  rin: [...faces, "angry"],
  koharu: [...faces, "angry"],
};
const pictures = [
  ...Object.entries(cast).flatMap(([heroine, expressions]) => expressions.map(expression =>
    ({ source: "portraits.svg", width: 900, height: 1200, name: `${heroine}-${expression}`, classes: `${heroine} ${expression}` }))),
  { source: "room.svg", width: 1920, height: 1080, name: "room", classes: "afternoon" },
  { source: "room.svg", width: 1920, height: 1080, name: "room-evening", classes: "evening" },
  { source: "ornaments.svg", width: 116, height: 116, name: "corner", classes: "corner" },
  { source: "ornaments.svg", width: 48, height: 48, name: "next", classes: "next" },
];

const scratch = mkdtempSync(join(tmpdir(), "render-"));
try {
  for (const picture of pictures.filter(p => p.name.includes(process.argv[2] ?? ""))) render(picture);
} finally {
  rmSync(scratch, { recursive: true });
}

function render({ source, width, height, name, classes }) {
  const svg = readFileSync(join(sources, source), "utf8").replace(/(<svg[^>]*class=")[^"]*"/, `$1${classes}"`);
  const page = join(scratch, `${name}.html`);
  const png = join(sources, "..", `${name}.png`);
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><style>body{margin:0}svg{display:block;width:${width}px;height:${height}px}</style>${svg}`);
  execFileSync(chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
    "--default-background-color=00000000", `--window-size=${width},${height}`, `--screenshot=${png}`, page], { stdio: "ignore" });
  spawnSync("pngquant", ["--force", "--ext", ".png", "--quality", "80-98", "--speed", "1", png]);
  console.log(`${name}.png`);
}

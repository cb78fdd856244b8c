// Bundles the style sheets and the fonts into static/dist/, and puts the fonts of documents, which
// cannot use those of the web, into reports/documents/fonts/. Run: npm run build
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "static", "dist");
const tokensFile = fileURLToPath(
  import.meta.resolve("@nl-design-system-unstable/voorbeeld-design-tokens/dist/variables.css"),
);
const documentFontsFolder = join(root, "reports", "documents", "fonts");
const documentFonts = [
  "source-sans-3/400Regular/SourceSans3_400Regular.ttf",
  "source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf",
  "noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
  "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
  "noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf",
];
const target = ["chrome111", "edge111", "firefox115", "safari16.4"];

/** The bundle without the design tokens, as { name: contents }. */
async function bundle() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["frontend/flevonorm.css"],
    outdir: dist,
    bundle: true,
    minify: true,
    write: false,
    target,
    loader: { ".woff2": "file" },
    assetNames: "[name]",
    legalComments: "eof",
  });
  return new Map(outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
}

/** Names of the custom properties that a piece of CSS reads. */
function reads(css) {
  return [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);
}

/** Only the tokens that the bundle reads, directly or through another token: 1 in 10. */
function usedTokens(theme, css) {
  const tokens = new Map(
    [...theme.matchAll(/^\s*(--[\w-]+):\s*(.+?);/gm)].map((match) => [match[1], match[2]]),
  );
  const used = new Set();
  const queue = reads(css);
  while (queue.length > 0) {
    const name = queue.pop();
    if (used.has(name) || !tokens.has(name)) continue;
    used.add(name);
    queue.push(...reads(tokens.get(name)));
  }
  const kept = [...tokens].filter(([name]) => used.has(name));
  return `:root{${kept.map(([name, value]) => `${name}:${value}`).join(";")}}`;
}

const files = await bundle();
const styles = files.get("flevonorm.css").toString();
const tokens = usedTokens(await readFile(tokensFile, "utf8"), styles);
const { code } = await transform(tokens, { loader: "css", minify: true, target });
files.set("flevonorm.css", Buffer.from(code + styles));

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const [name, contents] of files) {
  await writeFile(join(dist, name), contents);
  console.log(`static/dist/${name}  ${contents.length} bytes`);
}

await rm(documentFontsFolder, { recursive: true, force: true });
await mkdir(documentFontsFolder, { recursive: true });
for (const font of documentFonts) {
  const from = join(root, "node_modules", "@expo-google-fonts", font);
  await copyFile(from, join(documentFontsFolder, basename(font)));
}

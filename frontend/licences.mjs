// The licences of the packages that the bundle holds: each asks to be passed on with the code.
// Yasqe's module holds `events` too and does not name it: package.json does, for its licence alone.
import { readFile, readdir } from "node:fs/promises";

/** The name, version and licence of each bundled package, one after the other, as one text. */
export async function licences() {
  const lock = JSON.parse(await readFile("package-lock.json", "utf-8"));
  const bundled = Object.entries(lock.packages).filter(([path, { dev }]) => path && !dev);
  const texts = await Promise.all(bundled.map(([path, about]) => licence(path, about)));
  return `${texts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

async function licence(path, { version, license }) {
  const name = path.split("node_modules/").at(-1);
  const files = (await readdir(path)).filter((file) => /^licen[cs]e/i.test(file));
  const texts = await Promise.all(files.map((file) => readFile(`${path}/${file}`, "utf-8")));
  return [`pkg:npm/${name}@${version} (${license})`, ...texts.map((text) => text.trim())].join("\n\n");
}

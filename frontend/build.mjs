// Makes what browsers load, out of the locked packages: run by hatch_build.py, in this folder.
import { mkdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { coast } from "./coast.mjs";
import { licences } from "./licences.mjs";
import { quiet } from "./quiet.mjs";

const built = "../src/mkg/static/built";

await mkdir(built, { recursive: true });
await build({
  entryPoints: ["editor.js"],
  outdir: built,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none", // licences.txt has them whole
  plugins: [quiet],
  logLevel: "warning",
});
await writeFile(`${built}/coast.json`, JSON.stringify(await coast()));
await writeFile(`${built}/licences.txt`, await licences());

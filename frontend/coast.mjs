// The land of Morocco and its surroundings, out of Natural Earth: coasts only, since the file has no borders.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { clipPolygon } from "lineclip";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const bounds = [-18, 20.5, 0.5, 37];

/**
 * The land within `bounds` (west, south, east, north; degrees of WGS 84), not projected: rings of [longitude,
 * latitude] with three decimals (about 100 m), each closed, to be filled by the even-odd rule. Where a ring runs
 * along the bounds, the land goes on and there is no coast.
 */
export async function coast() {
  const [world, { version }] = await Promise.all(
    ["world-atlas/land-10m.json", "world-atlas/package.json"].map(read),
  );
  const rings = feature(world, world.objects.land)
    .features.flatMap(({ geometry }) => geometry.coordinates.flat())
    .map((ring) => clipPolygon(ring, bounds).map(rounded))
    .map((ring) => ring.filter((point, index) => index === 0 || String(point) !== String(ring[index - 1])))
    .filter((ring) => ring.length > 3)
    .map((ring) => (String(ring[0]) === String(ring.at(-1)) ? ring : [...ring, ring[0]]));
  const source = `Natural Earth, 1:10m land (public domain), via pkg:npm/world-atlas@${version}`;
  return { source, bounds, rings };
}

async function read(name) {
  return JSON.parse(await readFile(require.resolve(name), "utf-8"));
}

function rounded(point) {
  return point.map((degrees) => Number(degrees.toFixed(3)));
}

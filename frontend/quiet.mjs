// What is taken out of Yasqe when it is bundled, so that a page asks no other host and keeps to a strict policy.
// A cut that no longer fits fails the build: what a new version does is to be looked at anew.
import { readFile } from "node:fs/promises";

const cuts = [
  {
    what: "a table of prefixes of the whole web; ours come from the graph",
    find: /\bmadsrdf = "[^]*?\bprefixes_default = \{[^}]*\}/,
    put: "prefixes_default = {}",
  },
  {
    what: "the search of Linked Open Vocabularies for classes and properties",
    find: /\bvar fetchFromLov = [^]*?\}, completers = /,
    put: "var fetchFromLov = () => Promise.resolve([]), completers = ",
  },
  {
    what: "an endpoint of somebody else, asked where none is set",
    find: '"https://dbpedia.org/sparql"',
    put: '""',
  },
  {
    what: "a style attribute in HTML, which a policy without 'unsafe-inline' refuses",
    find: "<strong style='text-decoration:underline'>",
    put: "<strong>",
  },
  {
    what: "eval, in a JSON parser for browsers that have none",
    find: 'eval("(" + text + ")")',
    put: "undefined",
  },
];

/** A plugin of esbuild that applies the cuts to Yasqe's module. */
export const quiet = {
  name: "quiet",
  setup(build) {
    build.onLoad({ filter: /yasqe\.esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf-8");
      return { contents: cuts.reduce(cut, text), loader: "js" };
    });
  },
};

function cut(text, { what, find, put }) {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new Error(`Yasqe holds ${parts.length - 1} times what quiet.mjs takes out once: ${what}`);
  }
  return parts.join(put);
}

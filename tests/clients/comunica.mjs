// Asks each source four queries and prints the answers: {source: {select, ask, construct, from}}.
import { QueryEngine } from "@comunica/query-sparql";

const [queries, ...sources] = process.argv.slice(2).map((text) => JSON.parse(text));
const engine = new QueryEngine();
const told = {};
for (const source of sources) {
  const context = { sources: [source] };
  const rows = async (query) => {
    const bindings = await engine.queryBindings(query, context);
    return (await bindings.toArray()).map((row) =>
      Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])),
    );
  };
  const quads = await engine.queryQuads(queries.construct, context);
  told[source.type ?? "found"] = {
    select: await rows(queries.select),
    ask: await engine.queryBoolean(queries.ask, context),
    construct: (await quads.toArray()).map((quad) => [quad.subject.value, quad.object.value]),
    from: await rows(queries.from),
  };
}
console.log(JSON.stringify(told));

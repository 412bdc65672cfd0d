/** One import as esbuild writes it, minified or not: a default, a namespace, names, or a default and names. */
const STATEMENT =
  /(?<=^|[;\n}])import\s*(?:([\w$]+)\s*(?:,\s*)?)?(?:\*\s*as\s+([\w$]+)\s*)?(?:\{([^}]*)\}\s*)?from\s*("node:[a-z_/0-9]+");?/g;

const REQUIRE = `import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
`;

/**
 * Gives a bundled chunk a `require`, and turns its imports of Node's own modules into calls of that, at its top, for the
 * names that are used. An `import` reads every export of such a module, and so loads what Node itself loads only when
 * it is wanted: streams for `node:fs`, WebCrypto for `node:crypto`. That takes a tenth of a short run.
 */
export function requireBuiltins(code: string): string {
  const calls: string[] = [];
  const rest = code.replace(
    STATEMENT,
    (_, whole: string | undefined, star: string | undefined, names: string | undefined, module: string) => {
      const single = whole ?? star;
      const renamed = names?.replace(/\s+as\s+/g, ': ');
      if (single !== undefined) calls.push(`const ${single} = require(${module});`);
      if (renamed !== undefined) calls.push(`const {${renamed}} = require(${module});`);
      return '';
    },
  );
  const start = rest.startsWith('#!') ? rest.indexOf('\n') + 1 : 0;
  return `${rest.slice(0, start)}${REQUIRE}${calls.join('\n')}\n${rest.slice(start)}`;
}

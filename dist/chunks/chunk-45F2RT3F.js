import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

function e(t){return`${JSON.stringify(t,null,2).replace(/[\p{Cf}\p{Zl}\p{Zp}\u{7f}-\u{9f}]/gu,r).replace(/##(?=[a-z]*\[)/gi,"#\\u0023")}
`}function r(t){return t.split("").map(n=>`\\u${n.charCodeAt(0).toString(16).padStart(4,"0")}`).join("")}export{e as a};

import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

var e=class extends Error{code;constructor(n,r=null){super(n),this.name="InputProblem",this.code=r}};function s(t){return(t instanceof Error?t.message:String(t)).replace(/\s+/g," ").trim()}export{e as a,s as b};

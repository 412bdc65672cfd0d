import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

function e(t){return t.split("/").filter(r=>r!==""&&r!=="."&&r!=="..").map(r=>encodeURIComponent(r.replace(new RegExp("\\p{Cs}","gu"),"\uFFFD")).replace(/[!'()*]/g,n)).join("/")}function n(t){return`%${t.charCodeAt(0).toString(16).toUpperCase()}`}export{e as a};

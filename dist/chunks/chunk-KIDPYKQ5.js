import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

var i=/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}]/gu,o={"\n":"\\n","\r":"\\r","	":"\\t"};function u(n){return n.replace(i,e)}function l(n){let t=u(n);return t===n?null:t}function p(n,t){if(n.length<=t)return n;let r=Math.max(0,t-1),s=n.charCodeAt(r-1);return`${n.slice(0,s>=55296&&s<=56319?r-1:r)}\u2026`}function e(n){return o[n]??`\\u{${n.codePointAt(0).toString(16)}}`}export{u as a,l as b,p as c};

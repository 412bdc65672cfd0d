import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);

function s(e){return e.end==="exit"&&e.exitCode===0}var d="cgroup-gate.probe";function l(e){let r=n(e)?e:{},i=typeof r.pid=="number"&&r.pid>0?r.pid:null,t=n(r.runtimeSpec)?r.runtimeSpec:{},o=n(t.linux)?t.linux:{};return{pid:i,cgroupsPath:typeof o.cgroupsPath=="string"?o.cgroupsPath:null}}function n(e){return typeof e=="object"&&e!==null&&!Array.isArray(e)}function y(e){try{return JSON.parse(e)}catch{return}}export{s as a,d as b,l as c,n as d,y as e};

import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  InputProblem,
  problemText
} from "./chunk-Z47BYAV4.js";

// src/image/names.ts
var strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function decodeName(bytes) {
  let ascii = true;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] >= 128) {
      ascii = false;
      break;
    }
  }
  if (ascii) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return decodeBroken(bytes);
  }
}
function decodeBroken(bytes) {
  let text2 = "";
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes[index]);
    const part = bytes.subarray(index, index + length);
    let character = null;
    if (part.length === length) {
      try {
        character = strictUtf8.decode(part);
      } catch {
        character = null;
      }
    }
    text2 += character ?? String.fromCharCode(56320 + bytes[index]);
    index += character === null ? 1 : length;
  }
  return text2;
}
function sequenceLength(lead) {
  if (lead < 194) return 1;
  return lead < 224 ? 2 : lead < 240 ? 3 : 4;
}
function encodeName(name) {
  if (!/[\udc80-\udcff]/.test(name)) return Buffer.from(name, "utf8");
  const parts = [];
  for (const character of name) {
    const code = character.codePointAt(0);
    parts.push(code >= 56448 && code <= 56575 ? Buffer.of(code - 56320) : Buffer.from(character, "utf8"));
  }
  return Buffer.concat(parts);
}
function sortBytewise(names) {
  const sorted = [...names];
  if (sorted.every((name) => !/[^\0-\u007f]/.test(name))) return sorted.sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
  return sorted.sort((a, b) => Buffer.compare(encodeName(a), encodeName(b)));
}
function normalisePath(name) {
  if (isNormal(name)) return name;
  const parts = [];
  for (const part of name.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
function isNormal(name) {
  return name.length > 0 && !/^\/|\/$|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/.test(name);
}
function parentOf(path) {
  const cut = path.lastIndexOf("/");
  return cut < 0 ? "" : path.slice(0, cut);
}
function baseOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

// src/image/tar/entry.ts
var blockSize = 512;
function padded(size) {
  return Math.ceil(size / blockSize) * blockSize;
}

// src/image/tar/header.ts
var isSpaceOrNul = (byte) => byte === 32 || byte === 0;
function isZeroBlock(block, at) {
  for (let index = at; index < at + blockSize; index++) if (block[index] !== 0) return false;
  return true;
}
function hasValidChecksum(block, at) {
  if (block.length < at + blockSize) return false;
  const stored = parseNumber(block, at + 148, 8);
  if (stored === null) return false;
  let unsigned = 8 * 32;
  let high = 0;
  for (let index = at; index < at + blockSize; index++) {
    if (index === at + 148) index += 8;
    const byte = block[index];
    unsigned += byte;
    if (byte >= 128) high++;
  }
  return stored === unsigned || stored === unsigned - 256 * high;
}
function parseHeader(block, at, where) {
  if (!hasValidChecksum(block, at)) throw new InputProblem(`${where}: no tar header there (its checksum is wrong)`);
  const size = parseNumber(block, at + 124, 12);
  if (size === null || size < 0 || !Number.isSafeInteger(size)) {
    throw new InputProblem(`${where}: the tar header has no valid size`);
  }
  const name = text(block, at, 100);
  const prefix = isPosix(block, at + 257) ? text(block, at + 345, 155) : "";
  return {
    typeFlag: String.fromCharCode(block[at + 156]),
    name: prefix === "" ? name : `${prefix}/${name}`,
    link: text(block, at + 157, 100),
    mode: (parseNumber(block, at + 100, 8) ?? 0) & 4095,
    size,
    moreSparseMaps: block[at + 482] === 1
  };
}
function text(block, from, length) {
  let end = from;
  let ascii = true;
  for (; end < from + length; end++) {
    const byte = block[end];
    if (byte === 0) break;
    if (byte >= 128) ascii = false;
  }
  if (end === from) return "";
  if (ascii && block instanceof Buffer) return block.toString("latin1", from, end);
  return decodeName(block.subarray(from, end));
}
function isPosix(block, at) {
  return block[at] === 117 && block[at + 1] === 115 && block[at + 2] === 116 && block[at + 3] === 97 && block[at + 4] === 114 && block[at + 5] === 0;
}
function parseNumber(block, from, length) {
  const first = block[from];
  if (first & 128) return parseBase256(block, from, length);
  let index = from;
  let end = from + length;
  while (index < end && isSpaceOrNul(block[index])) index++;
  while (end > index && isSpaceOrNul(block[end - 1])) end--;
  let value = 0;
  for (; index < end; index++) {
    const byte = block[index];
    if (isSpaceOrNul(byte)) return value;
    if (byte < 48 || byte > 55) return null;
    value = value * 8 + (byte - 48);
  }
  return value;
}
function parseBase256(block, from, length) {
  if (block[from] & 64) return null;
  let value = block[from] & 63;
  for (let index = from + 1; index < from + length; index++) value = value * 256 + block[index];
  return value;
}

// src/image/compression/sniff.ts
var sniffLength = 512;
function sniffCompression(head) {
  const [a, b, c, d] = head;
  if (a === 31 && b === 139) return "gzip";
  if (a === 40 && b === 181 && c === 47 && d === 253) return "zstd";
  if (a !== void 0 && (a & 240) === 80 && b === 42 && c === 77 && d === 24) return "zstd";
  if (a === 253 && b === 55 && c === 122 && d === 88 && head[4] === 90) return "xz";
  if (a === 66 && b === 90 && c === 104 && d !== void 0 && d >= 49 && d <= 57) return "bzip2";
  return "none";
}
function looksLikeTar(head) {
  return head.length >= sniffLength && (hasValidChecksum(head, 0) || isZeroBlock(head, 0));
}

// src/image/compression/gzip-stream.ts
import { createGunzip as createGunzip2 } from "node:zlib";

// src/image/compression/gzip-sync.ts
import { constants as constants2 } from "node:zlib";

// src/image/compression/sync-handle.ts
import * as zlib2 from "node:zlib";

// src/image/compression/zlib-features.ts
import * as zlib from "node:zlib";
var hasZstd = typeof zlib.createZstdDecompress === "function";

// src/image/compression/sync-handle.ts
var outputSize = 256 << 10;
var spare = [];
var SyncHandle = class _SyncHandle {
  #handle;
  #state;
  #output = spare.pop() ?? Buffer.allocUnsafeSlow(outputSize);
  #closed = false;
  #error = null;
  constructor(handle, state) {
    this.#handle = handle;
    this.#state = state;
    handle.onerror = (message) => {
      this.#error = message;
    };
  }
  /** Null if this Node has no such thing. */
  static open(format) {
    if (format === "zstd" && !hasZstd) return null;
    const stream = format === "gzip" ? zlib2.createGunzip() : zlib2.createZstdDecompress();
    const handle = stream._handle;
    const state = stream._writeState;
    if (typeof handle?.writeSync !== "function" || typeof handle.close !== "function") return null;
    return state instanceof Uint32Array && state.length >= 2 ? new _SyncHandle(handle, state) : null;
  }
  step(flush, input, at) {
    this.#handle.writeSync(flush, input, at, input.length - at, this.#output, 0, outputSize);
    if (this.#error !== null) throw new Error(this.#error);
    const room = this.#state[0];
    return { output: this.#output.subarray(0, outputSize - room), left: this.#state[1], full: room === 0 };
  }
  /** What the last step put out is used before this. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#handle.close();
    if (spare.length < 2) spare.push(this.#output);
  }
};
var tested = /* @__PURE__ */ new Map();
function canDecodeNow(format) {
  let works = tested.get(format);
  if (works === void 0) {
    works = format === "gzip" ? testGzip() : testZstd();
    tested.set(format, works);
  }
  return works;
}
function testGzip() {
  try {
    const text2 = Buffer.from("two members, one after the other");
    const member = zlib2.gzipSync(text2);
    const { Z_NO_FLUSH, Z_FINISH } = zlib2.constants;
    const both = decodeOnce("gzip", Buffer.concat([member, member]), Z_NO_FLUSH, Z_FINISH);
    return both?.equals(Buffer.concat([text2, text2])) === true && decodeOnce("gzip", member.subarray(0, -9), Z_NO_FLUSH, Z_FINISH) === null;
  } catch {
    return false;
  }
}
function testZstd() {
  try {
    const text2 = Buffer.from("two frames, one after the other");
    const frame = zlib2.zstdCompressSync(text2);
    const skippable = Buffer.of(80, 42, 77, 24, 1, 0, 0, 0, 7);
    const { ZSTD_e_continue } = zlib2.constants;
    const both = decodeOnce("zstd", Buffer.concat([frame, skippable, frame]), ZSTD_e_continue, ZSTD_e_continue);
    return both?.equals(Buffer.concat([text2, text2])) === true;
  } catch {
    return false;
  }
}
function decodeOnce(format, input, flush, finish) {
  const handle = SyncHandle.open(format);
  if (!handle) return null;
  try {
    const parts = [];
    let at = 0;
    for (let round = 0; at < input.length && round < 100; round++) {
      const step = handle.step(flush, input, at);
      parts.push(Buffer.from(step.output));
      at = input.length - step.left;
    }
    if (finish !== flush) handle.step(finish, new Uint8Array(0), 0);
    return Buffer.concat(parts);
  } catch {
    return null;
  } finally {
    handle.close();
  }
}

// src/image/compression/gzip-sync.ts
var SyncGunzip = class {
  #handle;
  #where;
  /** The stream ended at a zero byte; nothing but zero bytes may follow. */
  #padding = false;
  constructor(where) {
    const handle = SyncHandle.open("gzip");
    if (!handle) throw new InputProblem(`${where}: gzip can't be decoded by this Node`);
    this.#handle = handle;
    this.#where = where;
  }
  push(chunk, sink) {
    let at = 0;
    let full = false;
    while ((at < chunk.length || full) && !this.#padding) {
      const step = this.#step(constants2.Z_NO_FLUSH, chunk, at);
      if (step.output.length > 0) sink(step.output);
      at = chunk.length - step.left;
      full = step.full;
      if (!full && at < chunk.length) this.#padding = true;
    }
    if (this.#padding) requireZeros(chunk, at, this.#where);
  }
  finish() {
    try {
      if (!this.#padding) this.#step(constants2.Z_FINISH, new Uint8Array(0), 0);
    } finally {
      this.#handle.close();
    }
  }
  #step(flush, chunk, at) {
    try {
      return this.#handle.step(flush, chunk, at);
    } catch (error) {
      throw gzipProblem(this.#where, error);
    }
  }
};
function requireZeros(chunk, at, where) {
  for (let index = at; index < chunk.length; index++) {
    if (chunk[index] !== 0) throw new InputProblem(`${where}: something follows the zero bytes behind the gzip data`);
  }
}
function gzipProblem(where, error) {
  const text2 = problemText(error);
  if (text2 === "unexpected end of file") return new InputProblem(`${where}: the gzip data is cut short`);
  return new InputProblem(`${where}: the gzip data is broken (${text2})`);
}

// src/image/compression/stream-feeder.ts
var StreamFeeder = class {
  #stream;
  #sink = () => {
  };
  #error = null;
  #ended = false;
  #wake = null;
  constructor(stream, problem) {
    this.#stream = stream;
    stream.on("data", (bytes) => {
      try {
        this.#sink(bytes);
      } catch (error) {
        this.#error ??= error instanceof Error ? error : problem(error);
        this.#wake?.();
      }
    });
    stream.on("error", (error) => {
      this.#error ??= problem(error);
      this.#wake?.();
    });
    stream.on("end", () => {
      this.#ended = true;
      this.#wake?.();
    });
  }
  push(chunk, sink) {
    return this.#wait(sink, (done) => this.#stream.write(chunk, done));
  }
  finish(sink) {
    return this.#wait(sink, () => this.#stream.end());
  }
  /** A stream that has ended by itself never calls back for what is written after. */
  async #wait(sink, start) {
    if (this.#error) throw this.#error;
    if (this.#ended) return;
    this.#sink = sink;
    await new Promise((resolve) => {
      this.#wake = resolve;
      start(resolve);
    });
    this.#wake = null;
    if (this.#error) throw this.#error;
  }
};

// src/image/compression/gzip-stream.ts
var StreamGunzip = class {
  #where;
  #stream = createGunzip2({ chunkSize: 1 << 20 });
  #feeder;
  #pushed = 0;
  /** Offset behind the last byte that is not zero: the stream ends without a word at zero bytes between two members. */
  #behindLastNonZero = 0;
  constructor(where) {
    this.#where = where;
    this.#feeder = new StreamFeeder(this.#stream, (error) => gzipProblem(where, error));
  }
  push(chunk, sink) {
    let end = chunk.length;
    while (end > 0 && chunk[end - 1] === 0) end--;
    if (end > 0) this.#behindLastNonZero = this.#pushed + end;
    this.#pushed += chunk.length;
    return this.#feeder.push(chunk, sink);
  }
  async finish(sink) {
    await this.#feeder.finish(sink);
    if (this.#behindLastNonZero > this.#stream.bytesWritten) {
      throw new InputProblem(`${this.#where}: something follows the zero bytes behind the gzip data`);
    }
  }
};

// node_modules/fzstd/esm/index.mjs
var ab = ArrayBuffer;
var u8 = Uint8Array;
var u16 = Uint16Array;
var i16 = Int16Array;
var i32 = Int32Array;
var slc = function(v, s, e) {
  if (u8.prototype.slice)
    return u8.prototype.slice.call(v, s, e);
  if (s == null || s < 0)
    s = 0;
  if (e == null || e > v.length)
    e = v.length;
  var n = new u8(e - s);
  n.set(v.subarray(s, e));
  return n;
};
var fill = function(v, n, s, e) {
  if (u8.prototype.fill)
    return u8.prototype.fill.call(v, n, s, e);
  if (s == null || s < 0)
    s = 0;
  if (e == null || e > v.length)
    e = v.length;
  for (; s < e; ++s)
    v[s] = n;
  return v;
};
var cpw = function(v, t, s, e) {
  if (u8.prototype.copyWithin)
    return u8.prototype.copyWithin.call(v, t, s, e);
  if (s == null || s < 0)
    s = 0;
  if (e == null || e > v.length)
    e = v.length;
  while (s < e) {
    v[t++] = v[s++];
  }
};
var ec = [
  "invalid zstd data",
  "window size too large (>2046MB)",
  "invalid block type",
  "FSE accuracy too high",
  "match distance too far back",
  "unexpected EOF"
];
var err = function(ind, msg, nt) {
  var e = new Error(msg || ec[ind]);
  e.code = ind;
  if (Error.captureStackTrace)
    Error.captureStackTrace(e, err);
  if (!nt)
    throw e;
  return e;
};
var rb = function(d, b, n) {
  var i = 0, o = 0;
  for (; i < n; ++i)
    o |= d[b++] << (i << 3);
  return o;
};
var b4 = function(d, b) {
  return (d[b] | d[b + 1] << 8 | d[b + 2] << 16 | d[b + 3] << 24) >>> 0;
};
var rzfh = function(dat, w) {
  var n3 = dat[0] | dat[1] << 8 | dat[2] << 16;
  if (n3 == 3126568 && dat[3] == 253) {
    var flg = dat[4];
    var ss = flg >> 5 & 1, cc = flg >> 2 & 1, df = flg & 3, fcf = flg >> 6;
    if (flg & 8)
      err(0);
    var bt = 6 - ss;
    var db = df == 3 ? 4 : df;
    var di = rb(dat, bt, db);
    bt += db;
    var fsb = fcf ? 1 << fcf : ss;
    var fss = rb(dat, bt, fsb) + (fcf == 1 && 256);
    var ws = fss;
    if (!ss) {
      var wb = 1 << 10 + (dat[5] >> 3);
      ws = wb + (wb >> 3) * (dat[5] & 7);
    }
    if (ws > 2145386496)
      err(1);
    var buf = new u8((w == 1 ? fss || ws : w ? 0 : ws) + 12);
    buf[0] = 1, buf[4] = 4, buf[8] = 8;
    return {
      b: bt + fsb,
      y: 0,
      l: 0,
      d: di,
      w: w && w != 1 ? w : buf.subarray(12),
      e: ws,
      o: new i32(buf.buffer, 0, 3),
      u: fss,
      c: cc,
      m: Math.min(131072, ws)
    };
  } else if ((n3 >> 4 | dat[3] << 20) == 25481893) {
    return b4(dat, 4) + 8;
  }
  err(0);
};
var msb = function(val) {
  var bits = 0;
  for (; 1 << bits <= val; ++bits)
    ;
  return bits - 1;
};
var rfse = function(dat, bt, mal) {
  var tpos = (bt << 3) + 4;
  var al = (dat[bt] & 15) + 5;
  if (al > mal)
    err(3);
  var sz = 1 << al;
  var probs = sz, sym = -1, re = -1, i = -1, ht = sz;
  var buf = new ab(512 + (sz << 2));
  var freq = new i16(buf, 0, 256);
  var dstate = new u16(buf, 0, 256);
  var nstate = new u16(buf, 512, sz);
  var bb1 = 512 + (sz << 1);
  var syms = new u8(buf, bb1, sz);
  var nbits = new u8(buf, bb1 + sz);
  while (sym < 255 && probs > 0) {
    var bits = msb(probs + 1);
    var cbt = tpos >> 3;
    var msk = (1 << bits + 1) - 1;
    var val = (dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (tpos & 7) & msk;
    var msk1fb = (1 << bits) - 1;
    var msv = msk - probs - 1;
    var sval = val & msk1fb;
    if (sval < msv)
      tpos += bits, val = sval;
    else {
      tpos += bits + 1;
      if (val > msk1fb)
        val -= msv;
    }
    freq[++sym] = --val;
    if (val == -1) {
      probs += val;
      syms[--ht] = sym;
    } else
      probs -= val;
    if (!val) {
      do {
        var rbt = tpos >> 3;
        re = (dat[rbt] | dat[rbt + 1] << 8) >> (tpos & 7) & 3;
        tpos += 2;
        sym += re;
      } while (re == 3);
    }
  }
  if (sym > 255 || probs)
    err(0);
  var sympos = 0;
  var sstep = (sz >> 1) + (sz >> 3) + 3;
  var smask = sz - 1;
  for (var s = 0; s <= sym; ++s) {
    var sf = freq[s];
    if (sf < 1) {
      dstate[s] = -sf;
      continue;
    }
    for (i = 0; i < sf; ++i) {
      syms[sympos] = s;
      do {
        sympos = sympos + sstep & smask;
      } while (sympos >= ht);
    }
  }
  if (sympos)
    err(0);
  for (i = 0; i < sz; ++i) {
    var ns = dstate[syms[i]]++;
    var nb = nbits[i] = al - msb(ns);
    nstate[i] = (ns << nb) - sz;
  }
  return [tpos + 7 >> 3, {
    b: al,
    s: syms,
    n: nbits,
    t: nstate
  }];
};
var rhu = function(dat, bt) {
  var i = 0, wc = -1;
  var buf = new u8(292), hb = dat[bt];
  var hw = buf.subarray(0, 256);
  var rc = buf.subarray(256, 268);
  var ri = new u16(buf.buffer, 268);
  if (hb < 128) {
    var _a = rfse(dat, bt + 1, 6), ebt = _a[0], fdt = _a[1];
    bt += hb;
    var epos = ebt << 3;
    var lb = dat[bt];
    if (!lb)
      err(0);
    var st1 = 0, st2 = 0, btr1 = fdt.b, btr2 = btr1;
    var fpos = (++bt << 3) - 8 + msb(lb);
    for (; ; ) {
      fpos -= btr1;
      if (fpos < epos)
        break;
      var cbt = fpos >> 3;
      st1 += (dat[cbt] | dat[cbt + 1] << 8) >> (fpos & 7) & (1 << btr1) - 1;
      hw[++wc] = fdt.s[st1];
      fpos -= btr2;
      if (fpos < epos)
        break;
      cbt = fpos >> 3;
      st2 += (dat[cbt] | dat[cbt + 1] << 8) >> (fpos & 7) & (1 << btr2) - 1;
      hw[++wc] = fdt.s[st2];
      btr1 = fdt.n[st1];
      st1 = fdt.t[st1];
      btr2 = fdt.n[st2];
      st2 = fdt.t[st2];
    }
    if (++wc > 255)
      err(0);
  } else {
    wc = hb - 127;
    for (; i < wc; i += 2) {
      var byte = dat[++bt];
      hw[i] = byte >> 4;
      hw[i + 1] = byte & 15;
    }
    ++bt;
  }
  var wes = 0;
  for (i = 0; i < wc; ++i) {
    var wt = hw[i];
    if (wt > 11)
      err(0);
    wes += wt && 1 << wt - 1;
  }
  var mb = msb(wes) + 1;
  var ts = 1 << mb;
  var rem = ts - wes;
  if (rem & rem - 1)
    err(0);
  hw[wc++] = msb(rem) + 1;
  for (i = 0; i < wc; ++i) {
    var wt = hw[i];
    ++rc[hw[i] = wt && mb + 1 - wt];
  }
  var hbuf = new u8(ts << 1);
  var syms = hbuf.subarray(0, ts), nb = hbuf.subarray(ts);
  ri[mb] = 0;
  for (i = mb; i > 0; --i) {
    var pv = ri[i];
    fill(nb, i, pv, ri[i - 1] = pv + rc[i] * (1 << mb - i));
  }
  if (ri[0] != ts)
    err(0);
  for (i = 0; i < wc; ++i) {
    var bits = hw[i];
    if (bits) {
      var code = ri[bits];
      fill(syms, i, code, ri[bits] = code + (1 << mb - bits));
    }
  }
  return [bt, {
    n: nb,
    b: mb,
    s: syms
  }];
};
var dllt = rfse(/* @__PURE__ */ new u8([
  81,
  16,
  99,
  140,
  49,
  198,
  24,
  99,
  12,
  33,
  196,
  24,
  99,
  102,
  102,
  134,
  70,
  146,
  4
]), 0, 6)[1];
var dmlt = rfse(/* @__PURE__ */ new u8([
  33,
  20,
  196,
  24,
  99,
  140,
  33,
  132,
  16,
  66,
  8,
  33,
  132,
  16,
  66,
  8,
  33,
  68,
  68,
  68,
  68,
  68,
  68,
  68,
  68,
  36,
  9
]), 0, 6)[1];
var doct = rfse(/* @__PURE__ */ new u8([
  32,
  132,
  16,
  66,
  102,
  70,
  68,
  68,
  68,
  68,
  36,
  73,
  2
]), 0, 5)[1];
var b2bl = function(b, s) {
  var len = b.length, bl = new i32(len);
  for (var i = 0; i < len; ++i) {
    bl[i] = s;
    s += 1 << b[i];
  }
  return bl;
};
var llb = /* @__PURE__ */ new u8((/* @__PURE__ */ new i32([
  0,
  0,
  0,
  0,
  16843009,
  50528770,
  134678020,
  202050057,
  269422093
])).buffer, 0, 36);
var llbl = /* @__PURE__ */ b2bl(llb, 0);
var mlb = /* @__PURE__ */ new u8((/* @__PURE__ */ new i32([
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  16843009,
  50528770,
  117769220,
  185207048,
  252579084,
  16
])).buffer, 0, 53);
var mlbl = /* @__PURE__ */ b2bl(mlb, 3);
var dhu = function(dat, out, hu) {
  var len = dat.length, ss = out.length, lb = dat[len - 1], msk = (1 << hu.b) - 1, eb = -hu.b;
  if (!lb)
    err(0);
  var st = 0, btr = hu.b, pos = (len << 3) - 8 + msb(lb) - btr, i = -1;
  for (; pos > eb && i < ss; ) {
    var cbt = pos >> 3;
    var val = (dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (pos & 7);
    st = (st << btr | val) & msk;
    out[++i] = hu.s[st];
    pos -= btr = hu.n[st];
  }
  if (pos != eb || i + 1 != ss)
    err(0);
};
var dhu4 = function(dat, out, hu) {
  var bt = 6;
  var ss = out.length, sz1 = ss + 3 >> 2, sz2 = sz1 << 1, sz3 = sz1 + sz2;
  dhu(dat.subarray(bt, bt += dat[0] | dat[1] << 8), out.subarray(0, sz1), hu);
  dhu(dat.subarray(bt, bt += dat[2] | dat[3] << 8), out.subarray(sz1, sz2), hu);
  dhu(dat.subarray(bt, bt += dat[4] | dat[5] << 8), out.subarray(sz2, sz3), hu);
  dhu(dat.subarray(bt), out.subarray(sz3), hu);
};
var rzb = function(dat, st, out) {
  var _a;
  var bt = st.b;
  var b0 = dat[bt], btype = b0 >> 1 & 3;
  st.l = b0 & 1;
  var sz = b0 >> 3 | dat[bt + 1] << 5 | dat[bt + 2] << 13;
  var ebt = (bt += 3) + sz;
  if (btype == 1) {
    if (bt >= dat.length)
      return;
    st.b = bt + 1;
    if (out) {
      fill(out, dat[bt], st.y, st.y += sz);
      return out;
    }
    return fill(new u8(sz), dat[bt]);
  }
  if (ebt > dat.length)
    return;
  if (btype == 0) {
    st.b = ebt;
    if (out) {
      out.set(dat.subarray(bt, ebt), st.y);
      st.y += sz;
      return out;
    }
    return slc(dat, bt, ebt);
  }
  if (btype == 2) {
    var b3 = dat[bt], lbt = b3 & 3, sf = b3 >> 2 & 3;
    var lss = b3 >> 4, lcs = 0, s4 = 0;
    if (lbt < 2) {
      if (sf & 1)
        lss |= dat[++bt] << 4 | (sf & 2 && dat[++bt] << 12);
      else
        lss = b3 >> 3;
    } else {
      s4 = sf;
      if (sf < 2)
        lss |= (dat[++bt] & 63) << 4, lcs = dat[bt] >> 6 | dat[++bt] << 2;
      else if (sf == 2)
        lss |= dat[++bt] << 4 | (dat[++bt] & 3) << 12, lcs = dat[bt] >> 2 | dat[++bt] << 6;
      else
        lss |= dat[++bt] << 4 | (dat[++bt] & 63) << 12, lcs = dat[bt] >> 6 | dat[++bt] << 2 | dat[++bt] << 10;
    }
    ++bt;
    var buf = out ? out.subarray(st.y, st.y + st.m) : new u8(st.m);
    var spl = buf.length - lss;
    if (lbt == 0)
      buf.set(dat.subarray(bt, bt += lss), spl);
    else if (lbt == 1)
      fill(buf, dat[bt++], spl);
    else {
      var hu = st.h;
      if (lbt == 2) {
        var hud = rhu(dat, bt);
        lcs += bt - (bt = hud[0]);
        st.h = hu = hud[1];
      } else if (!hu)
        err(0);
      (s4 ? dhu4 : dhu)(dat.subarray(bt, bt += lcs), buf.subarray(spl), hu);
    }
    var ns = dat[bt++];
    if (ns) {
      if (ns == 255)
        ns = (dat[bt++] | dat[bt++] << 8) + 32512;
      else if (ns > 127)
        ns = ns - 128 << 8 | dat[bt++];
      var scm = dat[bt++];
      if (scm & 3)
        err(0);
      var dts = [dmlt, doct, dllt];
      for (var i = 2; i > -1; --i) {
        var md = scm >> (i << 1) + 2 & 3;
        if (md == 1) {
          var rbuf = new u8([0, 0, dat[bt++]]);
          dts[i] = {
            s: rbuf.subarray(2, 3),
            n: rbuf.subarray(0, 1),
            t: new u16(rbuf.buffer, 0, 1),
            b: 0
          };
        } else if (md == 2) {
          _a = rfse(dat, bt, 9 - (i & 1)), bt = _a[0], dts[i] = _a[1];
        } else if (md == 3) {
          if (!st.t)
            err(0);
          dts[i] = st.t[i];
        }
      }
      var _b = st.t = dts, mlt = _b[0], oct = _b[1], llt = _b[2];
      var lb = dat[ebt - 1];
      if (!lb)
        err(0);
      var spos = (ebt << 3) - 8 + msb(lb) - llt.b, cbt = spos >> 3, oubt = 0;
      var lst = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << llt.b) - 1;
      cbt = (spos -= oct.b) >> 3;
      var ost = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << oct.b) - 1;
      cbt = (spos -= mlt.b) >> 3;
      var mst = (dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << mlt.b) - 1;
      for (++ns; --ns; ) {
        var llc = llt.s[lst];
        var lbtr = llt.n[lst];
        var mlc = mlt.s[mst];
        var mbtr = mlt.n[mst];
        var ofc = oct.s[ost];
        var obtr = oct.n[ost];
        cbt = (spos -= ofc) >> 3;
        var ofp = 1 << ofc;
        var off = ofp + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16 | dat[cbt + 3] << 24) >>> (spos & 7) & ofp - 1);
        cbt = (spos -= mlb[mlc]) >> 3;
        var ml = mlbl[mlc] + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (spos & 7) & (1 << mlb[mlc]) - 1);
        cbt = (spos -= llb[llc]) >> 3;
        var ll = llbl[llc] + ((dat[cbt] | dat[cbt + 1] << 8 | dat[cbt + 2] << 16) >> (spos & 7) & (1 << llb[llc]) - 1);
        cbt = (spos -= lbtr) >> 3;
        lst = llt.t[lst] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << lbtr) - 1);
        cbt = (spos -= mbtr) >> 3;
        mst = mlt.t[mst] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << mbtr) - 1);
        cbt = (spos -= obtr) >> 3;
        ost = oct.t[ost] + ((dat[cbt] | dat[cbt + 1] << 8) >> (spos & 7) & (1 << obtr) - 1);
        if (off > 3) {
          st.o[2] = st.o[1];
          st.o[1] = st.o[0];
          st.o[0] = off -= 3;
        } else {
          var idx = off - (ll != 0);
          if (idx) {
            off = idx == 3 ? st.o[0] - 1 : st.o[idx];
            if (idx > 1)
              st.o[2] = st.o[1];
            st.o[1] = st.o[0];
            st.o[0] = off;
          } else
            off = st.o[0];
        }
        for (var i = 0; i < ll; ++i) {
          buf[oubt + i] = buf[spl + i];
        }
        oubt += ll, spl += ll;
        var stin = oubt - off;
        if (stin < 0) {
          var len = -stin;
          var bs = st.e + stin;
          if (len > ml)
            len = ml;
          for (var i = 0; i < len; ++i) {
            buf[oubt + i] = st.w[bs + i];
          }
          oubt += len, ml -= len, stin = 0;
        }
        for (var i = 0; i < ml; ++i) {
          buf[oubt + i] = buf[stin + i];
        }
        oubt += ml;
      }
      if (oubt != spl) {
        while (spl < buf.length) {
          buf[oubt++] = buf[spl++];
        }
      } else
        oubt = buf.length;
      if (out)
        st.y += oubt;
      else
        buf = slc(buf, 0, oubt);
    } else if (out) {
      st.y += lss;
      if (spl) {
        for (var i = 0; i < lss; ++i) {
          buf[i] = buf[spl + i];
        }
      }
    } else if (spl)
      buf = slc(buf, spl);
    st.b = ebt;
    return buf;
  }
  err(2);
};
var cct = function(bufs, ol) {
  if (bufs.length == 1)
    return bufs[0];
  var buf = new u8(ol);
  for (var i = 0, b = 0; i < bufs.length; ++i) {
    var chk = bufs[i];
    buf.set(chk, b);
    b += chk.length;
  }
  return buf;
};
var Decompress = /* @__PURE__ */ (function() {
  function Decompress2(ondata) {
    this.ondata = ondata;
    this.c = [];
    this.l = 0;
    this.z = 0;
  }
  Decompress2.prototype.push = function(chunk, final) {
    if (typeof this.s == "number") {
      var sub = Math.min(chunk.length, this.s);
      chunk = chunk.subarray(sub);
      this.s -= sub;
    }
    var sl = chunk.length;
    var ncs = sl + this.l;
    if (!this.s) {
      if (final) {
        if (!ncs) {
          this.ondata(new u8(0), true);
          return;
        }
        if (ncs < 5)
          err(5);
      } else if (ncs < 18) {
        this.c.push(chunk);
        this.l = ncs;
        return;
      }
      if (this.l) {
        this.c.push(chunk);
        chunk = cct(this.c, ncs);
        this.c = [];
        this.l = 0;
      }
      if (typeof (this.s = rzfh(chunk)) == "number")
        return this.push(chunk, final);
    }
    if (typeof this.s != "number") {
      if (ncs < (this.z || 3)) {
        if (final)
          err(5);
        this.c.push(chunk);
        this.l = ncs;
        return;
      }
      if (this.l) {
        this.c.push(chunk);
        chunk = cct(this.c, ncs);
        this.c = [];
        this.l = 0;
      }
      if (!this.z && ncs < (this.z = chunk[this.s.b] & 2 ? 4 : 3 + (chunk[this.s.b] >> 3 | chunk[this.s.b + 1] << 5 | chunk[this.s.b + 2] << 13))) {
        if (final)
          err(5);
        this.c.push(chunk);
        this.l = ncs;
        return;
      } else
        this.z = 0;
      for (; ; ) {
        var blk = rzb(chunk, this.s);
        if (!blk) {
          if (final)
            err(5);
          var adc = chunk.subarray(this.s.b);
          this.s.b = 0;
          this.c.push(adc), this.l += adc.length;
          return;
        } else {
          this.ondata(blk, false);
          cpw(this.s.w, 0, blk.length);
          this.s.w.set(blk, this.s.w.length - blk.length);
        }
        if (this.s.l) {
          var rest = chunk.subarray(this.s.b);
          this.s = this.s.c * 4;
          this.push(rest, final);
          return;
        }
      }
    } else if (final)
      err(5);
  };
  return Decompress2;
})();

// src/image/limits.ts
var limits = {
  /** A manifest, an index or an image's config. */
  json: 4 << 20,
  /** The table of contents of a zstd:chunked or eStargz layer; that of 12 000 files is 6 MB. */
  toc: 256 << 20,
  /** One chunk of such a layer; writers use 4 MiB and less. */
  chunk: 64 << 20,
  /** A program of such a layer. */
  program: 2 ** 31,
  /** A program of such a layer that has no digests for its chunks, and so has to be read whole. */
  unchecked: 256 << 20,
  /** All JSON that is kept from an archive that can be read only once. */
  keptJson: 64 << 20,
  /** One PAX header, or one GNU long name (Go's archive/tar has the same bound). */
  tarMetadata: 1 << 20,
  /** PATH_MAX of Linux is 4096; a longer name can't be unpacked. */
  name: 4096,
  /** Entries of one layer. */
  entries: 2e6,
  /** One file that is kept while a compressed layer streams by. */
  capturedFile: 1 << 20,
  /** One package database that is kept. */
  capturedDatabase: 8 << 20,
  /** Everything that is kept of one layer; a file beyond it is read in a second pass if it is asked for. */
  captured: 24 << 20,
  /** One layer, decompressed. */
  layer: 2 ** 36,
  /** Nested image indexes. */
  indexDepth: 4,
  /** Layers of one image. */
  layers: 1e3,
  /** Symlinks of one lookup (Linux: MAXSYMLINKS). */
  symlinks: 40,
  /** zstd's own bound for a decoder that was not told otherwise: `ZSTD_WINDOWLOG_LIMIT_DEFAULT`, zstd 1.5. */
  zstdWindow: 2 ** 27
};

// src/image/compression/zstd-frames.ts
var ZstdFrames = class {
  #where;
  #field = new Uint8Array(16);
  #state = "magic";
  #filled = 0;
  #wanted = 4;
  #body = 0;
  #afterBody = "block";
  #hasChecksum = false;
  #descriptor = 0;
  constructor(where) {
    this.#where = where;
  }
  /** True between two frames, and before the first. */
  get atBoundary() {
    return this.#state === "magic" && this.#filled === 0;
  }
  /** True in the middle of a skippable frame. */
  get skipping() {
    return this.#state === "skippable-size" || this.#state === "body" && this.#afterBody === "skippable";
  }
  /** True once a frame with data has begun. */
  get inFrame() {
    return this.#state !== "magic" && !this.skipping;
  }
  /** Follows the chunk from `at` to its end, or to the end of a frame if one ends in it. */
  advance(chunk, at) {
    let to = at;
    while (to < chunk.length) {
      if (this.#state === "body") {
        const length = Math.min(this.#body, chunk.length - to);
        this.#body -= length;
        to += length;
        if (this.#body > 0) continue;
        const event2 = this.#endBody();
        if (event2 !== "more") return { to, event: event2 };
        continue;
      }
      this.#field[this.#filled++] = chunk[to++];
      if (this.#filled < this.#wanted) continue;
      this.#filled = 0;
      const event = this.#endField();
      if (event !== "more") return { to, event };
    }
    return { to, event: "more" };
  }
  #expect(state, wanted) {
    this.#state = state;
    this.#wanted = wanted;
    return "more";
  }
  #skipTo(length, then) {
    this.#state = "body";
    this.#body = length;
    this.#afterBody = then;
    return length === 0 ? this.#endBody() : "more";
  }
  #endBody() {
    const then = this.#afterBody;
    if (then === "block") return this.#expect("block", 3);
    if (then === "checksum") return this.#expect("checksum", 4);
    this.#expect("magic", 4);
    return then;
  }
  #endField() {
    switch (this.#state) {
      case "magic":
        return this.#magic();
      case "skippable-size":
        return this.#skipTo(this.#number(0, 4), "skippable");
      case "descriptor":
        return this.#startHeader();
      case "header":
        this.#checkHeader();
        return this.#expect("block", 3);
      case "block":
        return this.#block();
      default:
        this.#expect("magic", 4);
        return "frame";
    }
  }
  #magic() {
    const magic = this.#number(0, 4);
    if (magic === 4247762216) return this.#expect("descriptor", 1);
    if (magic >= 407710288 && magic <= 407710303) return this.#expect("skippable-size", 4);
    throw new InputProblem(`${this.#where}: something that is no zstd frame follows the zstd data`);
  }
  #startHeader() {
    const descriptor = this.#field[0];
    this.#descriptor = descriptor;
    this.#hasChecksum = (descriptor & 4) !== 0;
    const { window, dictionary, content } = headerSizes(descriptor);
    return this.#expect("header", window + dictionary + content);
  }
  #checkHeader() {
    const { window, dictionary, content } = headerSizes(this.#descriptor);
    if (this.#number(window, dictionary) !== 0) {
      throw new InputProblem(`${this.#where}: the zstd data needs a dictionary, which no image layer may`);
    }
    let size;
    if (window === 1) {
      const base = 2 ** (10 + (this.#field[0] >> 3));
      size = base + base / 8 * (this.#field[0] & 7);
    } else {
      size = this.#number(window + dictionary, content) + (content === 2 ? 256 : 0);
    }
    if (size > limits.zstdWindow) {
      throw new InputProblem(
        `${this.#where}: the zstd window of ${size} bytes is larger than the ${limits.zstdWindow} that decoders accept; compress it again without --long`
      );
    }
  }
  #block() {
    const header = this.#number(0, 3);
    const type = header >> 1 & 3;
    if (type === 3) throw new InputProblem(`${this.#where}: the zstd data is broken (reserved block type)`);
    const last = (header & 1) === 1;
    return this.#skipTo(type === 1 ? 1 : header >> 3, last ? this.#hasChecksum ? "checksum" : "frame" : "block");
  }
  #number(from, length) {
    let value = 0;
    for (let index = from + length - 1; index >= from; index--) value = value * 256 + this.#field[index];
    return value;
  }
};
function headerSizes(descriptor) {
  const single = (descriptor & 32) !== 0;
  const contentFlag = descriptor >> 6;
  return {
    window: single ? 0 : 1,
    dictionary: [0, 1, 2, 4][descriptor & 3],
    content: contentFlag === 0 ? single ? 1 : 0 : 1 << contentFlag
  };
}
function cutShort(where) {
  return new InputProblem(`${where}: the zstd data is cut short`);
}
function brokenZstd(where, detail) {
  return new InputProblem(`${where}: the zstd data is broken (${detail})`);
}

// src/image/compression/zstd-pure.ts
var PureZstd = class {
  #where;
  #frames;
  #frame = null;
  #sink = () => {
  };
  /** The start of a frame, as long as it may turn out to be a skippable one. */
  #start = [];
  constructor(where) {
    this.#where = where;
    this.#frames = new ZstdFrames(where);
  }
  push(chunk, sink) {
    this.#sink = sink;
    let at = 0;
    while (at < chunk.length) {
      const { to, event } = this.#frames.advance(chunk, at);
      const part = Uint8Array.from(chunk.subarray(at, to));
      at = to;
      if (event === "skippable" || this.#frames.skipping) this.#start = [];
      else if (event === "more" && !this.#frame && !this.#frames.inFrame) this.#start.push(part);
      else this.#decode(part, event === "frame");
    }
  }
  finish() {
    if (!this.#frames.atBoundary) throw cutShort(this.#where);
  }
  #decode(part, last) {
    try {
      this.#frame ??= new Decompress((bytes) => {
        if (bytes.length > 0) this.#sink(bytes);
      });
      for (const held of this.#start) this.#frame.push(held);
      this.#start = [];
      this.#frame.push(part, last);
    } catch (error) {
      throw brokenZstd(this.#where, problemText(error));
    }
    if (last) this.#frame = null;
  }
};

// src/image/compression/zstd-stream.ts
import * as zlib3 from "node:zlib";
var smallFrame = 1 << 20;
var smallOutput = 8 << 20;
var StreamZstd = class {
  #where;
  #frames;
  #held = [];
  #heldBytes = 0;
  #feeder = null;
  constructor(where) {
    this.#where = where;
    this.#frames = new ZstdFrames(where);
  }
  async push(chunk, sink) {
    let at = 0;
    while (at < chunk.length) {
      const { to, event } = this.#frames.advance(chunk, at);
      const part = chunk.subarray(at, to);
      at = to;
      if (event === "skippable" || this.#frames.skipping) this.#drop();
      else if (event === "frame") await this.#endFrame(part, sink);
      else if (this.#feeder) await this.#feeder.push(part, sink);
      else await this.#hold(part, sink);
    }
  }
  async finish() {
    if (!this.#frames.atBoundary) throw cutShort(this.#where);
  }
  #drop() {
    this.#held = [];
    this.#heldBytes = 0;
  }
  async #hold(part, sink) {
    this.#held.push(Uint8Array.from(part));
    this.#heldBytes += part.length;
    if (this.#heldBytes > smallFrame) await this.#openStream(sink);
  }
  async #openStream(sink) {
    const stream = zlib3.createZstdDecompress({ chunkSize: 1 << 20 });
    const feeder = new StreamFeeder(stream, (error) => brokenZstd(this.#where, problemText(error)));
    this.#feeder = feeder;
    const held = this.#held;
    this.#drop();
    for (const part of held) await feeder.push(part, sink);
    return feeder;
  }
  async #endFrame(part, sink) {
    if (!this.#feeder) {
      const frame = this.#held.length === 0 ? part : Buffer.concat([...this.#held, part]);
      const output = this.#decodeSmall(frame);
      if (output) {
        this.#drop();
        if (output.length > 0) sink(output);
        return;
      }
    }
    const feeder = this.#feeder ?? await this.#openStream(sink);
    await feeder.push(part, sink);
    await feeder.finish(sink);
    this.#feeder = null;
  }
  /** Null if more comes out of it than is held in memory at once. */
  #decodeSmall(frame) {
    try {
      return zlib3.zstdDecompressSync(frame, {
        maxOutputLength: smallOutput,
        params: { [zlib3.constants.ZSTD_d_windowLogMax]: 27 }
      });
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") return null;
      throw brokenZstd(this.#where, problemText(error));
    }
  }
};

// src/image/compression/zstd-sync.ts
import { constants as constants4 } from "node:zlib";
var SyncZstd = class {
  #handle;
  #frames;
  #where;
  constructor(where) {
    const handle = SyncHandle.open("zstd");
    if (!handle) throw new InputProblem(`${where}: zstd can't be decoded by this Node`);
    this.#handle = handle;
    this.#frames = new ZstdFrames(where);
    this.#where = where;
  }
  push(chunk, sink) {
    for (let at2 = 0; at2 < chunk.length; ) at2 = this.#frames.advance(chunk, at2).to;
    let at = 0;
    let full = false;
    while (at < chunk.length || full) {
      let step;
      try {
        step = this.#handle.step(constants4.ZSTD_e_continue, chunk, at);
      } catch (error) {
        throw brokenZstd(this.#where, problemText(error));
      }
      if (step.output.length > 0) sink(step.output);
      const next = chunk.length - step.left;
      if (next === at && step.output.length === 0 && !full) throw brokenZstd(this.#where, "the decoder does not go on");
      at = next;
      full = step.full;
    }
  }
  finish() {
    this.#handle.close();
    if (!this.#frames.atBoundary) throw cutShort(this.#where);
  }
};

// src/image/compression/decoder.ts
var plain = {
  push(chunk, sink) {
    sink(chunk);
    return void 0;
  },
  finish: () => void 0
};
function createDecoder(compression, where) {
  switch (compression) {
    case "none":
      return plain;
    case "gzip":
      return canDecodeNow("gzip") ? new SyncGunzip(where) : new StreamGunzip(where);
    case "zstd":
      if (!hasZstd) return new PureZstd(where);
      return canDecodeNow("zstd") ? new SyncZstd(where) : new StreamZstd(where);
    case "xz":
      throw new InputProblem(
        `${where} is compressed with xz, which is read only from a root file system tarball; use gzip or zstd`
      );
    case "bzip2":
      throw new InputProblem(`${where} is compressed with bzip2, which is not supported; use gzip or zstd`);
  }
}

// src/image/compression/sniffing-decoder.ts
var SniffingDecoder = class {
  /** Known after the first bytes. */
  compression = "none";
  #where;
  #head = new Uint8Array(0);
  #decoder = null;
  constructor(where) {
    this.#where = where;
  }
  push(chunk, sink) {
    if (this.#decoder) return this.#decoder.push(chunk, sink);
    const all = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    if (all.length < sniffLength) {
      this.#head = Uint8Array.from(all);
      return void 0;
    }
    return this.#start(all).push(all, sink);
  }
  finish(sink) {
    if (this.#decoder) return this.#decoder.finish(sink);
    const decoder = this.#start(this.#head);
    const pushed = this.#head.length > 0 ? decoder.push(this.#head, sink) : void 0;
    return pushed ? pushed.then(() => decoder.finish(sink)) : decoder.finish(sink);
  }
  #start(head) {
    this.compression = sniffCompression(head);
    this.#decoder = createDecoder(this.compression, this.#where);
    return this.#decoder;
  }
};

// src/image/layer/layer-scanner.ts
import { createHash } from "node:crypto";

// src/image/tar/pax.ts
var known = /* @__PURE__ */ new Set(["path", "linkpath", "size"]);
function parsePax(bytes, where) {
  const records = /* @__PURE__ */ new Map();
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0) break;
    const space = bytes.indexOf(32, at);
    const digits = space < 0 ? "" : Buffer.from(bytes.subarray(at, space)).toString("latin1");
    const length = /^[0-9]{1,9}$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    const equals = bytes.indexOf(61, space);
    if (length < 5 || end > bytes.length || bytes[end - 1] !== 10 || equals < 0 || equals >= end) {
      throw new InputProblem(`${where}: the PAX header is broken`);
    }
    const key = Buffer.from(bytes.subarray(space + 1, equals)).toString("latin1");
    if (known.has(key) || key.startsWith("GNU.sparse.")) {
      const value = bytes.subarray(equals + 1, end - 1);
      if (value.includes(0)) throw new InputProblem(`${where}: the PAX record ${key} holds a NUL byte`);
      records.set(key, decodeName(value));
    }
    at = end;
  }
  return records;
}
function paxSize(value) {
  if (!/^[0-9]{1,19}$/.test(value)) return null;
  const size = Number(value);
  return Number.isSafeInteger(size) ? size : null;
}

// src/image/tar/entry-assembler.ts
var none = /* @__PURE__ */ new Map();
var EntryAssembler = class {
  #global = none;
  #local = none;
  #longName = null;
  #longLink = null;
  /** `contentAt` is the offset just behind the header (and behind the extra blocks of an old sparse header). */
  meet(header, contentAt, where) {
    const flag = header.typeFlag;
    if (flag === "x" || flag === "g" || flag === "L" || flag === "K") {
      if (header.size > limits.tarMetadata) {
        throw new InputProblem(`${where}: a tar header describes its entry with ${header.size} bytes, too many`);
      }
      return { kind: "metadata", size: header.size, typeFlag: flag };
    }
    const entry = this.#entry(header, contentAt, where);
    this.#local = none;
    this.#longName = null;
    this.#longLink = null;
    return flag === "V" ? { kind: "skip", size: entry.size } : { kind: "entry", entry };
  }
  /** The content that a `metadata` header announced. */
  describe(typeFlag, content, where) {
    if (typeFlag === "x") this.#local = parsePax(content, where);
    else if (typeFlag === "g") this.#global = new Map([...this.#global, ...parsePax(content, where)]);
    else {
      const end = content.indexOf(0);
      const name = decodeName(end < 0 ? content : content.subarray(0, end));
      if (typeFlag === "L") this.#longName = name;
      else this.#longLink = name;
    }
  }
  #record(key) {
    const value = this.#local.get(key) ?? this.#global.get(key);
    return value === void 0 || value === "" ? null : value;
  }
  #entry(header, contentAt, where) {
    const sparse = header.typeFlag === "S" || this.#isPaxSparse();
    const name = this.#record("GNU.sparse.name") ?? this.#record("path") ?? this.#longName ?? header.name;
    const link = this.#record("linkpath") ?? this.#longLink ?? header.link;
    const sizeRecord = this.#record("size");
    const size = sizeRecord === null ? header.size : paxSize(sizeRecord);
    if (size === null) throw new InputProblem(`${where}: the PAX record size is no number`);
    if (name.length > limits.name || link.length > limits.name) {
      throw new InputProblem(`${where}: a name is longer than ${limits.name} bytes`);
    }
    const type = entryType(header.typeFlag, name);
    return {
      name,
      type,
      mode: header.mode,
      link: type === "symlink" || type === "hardlink" ? link : "",
      offset: contentAt,
      size: hasContent(header.typeFlag, type) ? size : 0,
      sparse
    };
  }
  #isPaxSparse() {
    for (const key of this.#local.keys()) if (key.startsWith("GNU.sparse.")) return true;
    return false;
  }
};
function entryType(flag, name) {
  switch (flag) {
    case "0":
    case "\0":
    case "7":
    case "S":
      return name.endsWith("/") ? "directory" : "file";
    case "1":
      return "hardlink";
    case "2":
      return "symlink";
    case "5":
      return "directory";
    default:
      return "other";
  }
}
function hasContent(flag, type) {
  if (flag >= "1" && flag <= "6") return false;
  return type === "file" || type === "other";
}

// src/image/tar/scanner.ts
var TarScanner = class {
  /** Bytes seen so far. */
  position = 0;
  /** The two zero blocks that end an archive have been seen; whatever follows is not looked at. */
  ended = false;
  #visit;
  #where;
  #assembler = new EntryAssembler();
  /** A block, or the content of a metadata header, of which a part has been seen. */
  #partial = new Uint8Array(blockSize);
  #filled = 0;
  #metadata = null;
  #sink = null;
  #content = 0;
  #skip = 0;
  #zeroBlocks = 0;
  #sparseHeader = null;
  constructor(visit, where) {
    this.#visit = visit;
    this.#where = where;
  }
  push(chunk) {
    const start = this.position;
    this.position += chunk.length;
    let at = 0;
    while (at < chunk.length && !this.ended) {
      if (this.#content > 0) {
        const length = Math.min(this.#content, chunk.length - at);
        this.#sink?.data(chunk.subarray(at, at + length));
        this.#content -= length;
        at += length;
        if (this.#content === 0) this.#finishContent();
      } else if (this.#skip > 0) {
        const length = Math.min(this.#skip, chunk.length - at);
        this.#skip -= length;
        at += length;
      } else {
        const wanted = this.#metadata === null ? blockSize : padded(this.#metadata.size);
        if (this.#filled === 0 && chunk.length - at >= wanted) {
          this.#take(chunk, at, start + at + wanted);
          at += wanted;
        } else {
          if (this.#partial.length < wanted) this.#partial = grow(this.#partial, this.#filled, wanted);
          const length = Math.min(wanted - this.#filled, chunk.length - at);
          this.#partial.set(chunk.subarray(at, at + length), this.#filled);
          this.#filled += length;
          at += length;
          if (this.#filled === wanted) {
            this.#filled = 0;
            this.#take(this.#partial, 0, start + at);
          }
        }
      }
    }
  }
  /**
   * Says that no more comes. An archive may end without its two zero blocks, and without the padding of its last entry
   * (umoci 0.4 writes such layers, and Go's archive/tar, so Docker and containerd, read them), but not inside an entry.
   */
  finish() {
    if (this.ended) return;
    if (this.#content > 0 || this.#filled > 0 || this.#metadata || this.#sparseHeader) {
      throw new InputProblem(`${this.#where}: the tar is cut short, at byte ${this.position}`);
    }
  }
  /** A whole block, or the whole content of a metadata header, lies at `at`; `next` is the offset behind it. */
  #take(bytes, at, next) {
    const where = `${this.#where}, byte ${next - blockSize}`;
    if (this.#metadata) {
      const { typeFlag, size } = this.#metadata;
      this.#metadata = null;
      this.#assembler.describe(typeFlag, bytes.subarray(at, at + size), where);
      return;
    }
    if (this.#sparseHeader) {
      if (bytes[at + 504] !== 1) this.#meet(this.#sparseHeader, next, where);
      return;
    }
    if (isZeroBlock(bytes, at)) {
      this.#zeroBlocks++;
      if (this.#zeroBlocks === 2) this.ended = true;
      return;
    }
    if (this.#zeroBlocks > 0) throw new InputProblem(`${where}: a lone zero block inside the tar`);
    const header = parseHeader(bytes, at, where);
    if (header.typeFlag === "S" && header.moreSparseMaps) this.#sparseHeader = header;
    else this.#meet(header, next, where);
  }
  #meet(header, contentAt, where) {
    this.#sparseHeader = null;
    const meaning = this.#assembler.meet(header, contentAt, where);
    if (meaning.kind === "metadata") {
      this.#metadata = meaning;
      if (meaning.size === 0) {
        this.#metadata = null;
        this.#assembler.describe(meaning.typeFlag, new Uint8Array(0), where);
      }
      return;
    }
    const size = meaning.kind === "skip" ? meaning.size : meaning.entry.size;
    this.#sink = meaning.kind === "skip" ? null : this.#visit(meaning.entry);
    this.#content = size;
    this.#skip = padded(size) - size;
    if (size === 0) this.#finishContent();
  }
  #finishContent() {
    this.#sink?.end();
    this.#sink = null;
  }
};
function grow(bytes, filled, size) {
  const larger = new Uint8Array(size);
  larger.set(bytes.subarray(0, filled));
  return larger;
}

// src/binary/capture.ts
var MOST_ATTEMPTS = 64;
function createCapture(mark, read, limit, trusted) {
  let found = null;
  let settled = false;
  let attempts = 0;
  let pieces = [];
  let start = 0;
  let gathered = 0;
  let needs = 0;
  let next = 0;
  function search(bytes, offset, last) {
    let at = bytes.indexOf(mark, Math.max(0, next - offset));
    while (at >= 0 && !settled) {
      if (!follow(bytes.subarray(at), offset + at, last)) return;
      at = bytes.indexOf(mark, at + 1);
    }
  }
  function follow(bytes, offset, last) {
    const result = read(bytes);
    if (result.kind === "incomplete" && !last && bytes.length < limit) {
      pieces = [Buffer.from(bytes)];
      start = offset;
      gathered = bytes.length;
      needs = Math.min(result.needs, limit);
      return false;
    }
    attempts += 1;
    next = offset + 1;
    if (result.kind === "found") {
      settled = trusted(offset);
      if (settled || found === null) found = result.info;
    }
    if (attempts === MOST_ATTEMPTS) settled = true;
    return true;
  }
  function resume(last) {
    const bytes = Buffer.concat(pieces);
    pieces = [];
    needs = 0;
    search(bytes, start, last);
  }
  return {
    take(window, offset) {
      if (settled) return;
      if (needs === 0) {
        search(window, offset, false);
        return;
      }
      const piece = Buffer.from(window.subarray(Math.max(0, start + gathered - offset)));
      pieces.push(piece);
      gathered += piece.length;
      if (gathered >= needs) resume(false);
    },
    end() {
      if (needs > 0) resume(true);
    },
    get found() {
      return found;
    }
  };
}

// src/binary/elf-parts.ts
var ELF_HEAD_SIZE = 4096;
var PT_LOAD = 1;
var PF_W = 2;
function isElf(bytes) {
  return bytes[0] === 127 && bytes[1] === 69 && bytes[2] === 76 && bytes[3] === 70;
}
function readLoadedParts(head) {
  if (head.length < 64 || !isElf(head)) return null;
  const is64 = head[4] === 2;
  const little = head[5] === 1;
  if (!is64 && head[4] !== 1 || !little && head[5] !== 2) return null;
  const u162 = (at) => little ? head.readUInt16LE(at) : head.readUInt16BE(at);
  const u32 = (at) => little ? head.readUInt32LE(at) : head.readUInt32BE(at);
  const word = (at) => {
    if (!is64) return u32(at);
    return little ? u32(at) + u32(at + 4) * 2 ** 32 : u32(at) * 2 ** 32 + u32(at + 4);
  };
  const table = word(is64 ? 32 : 28);
  const entrySize = u162(is64 ? 54 : 42);
  const count = u162(is64 ? 56 : 44);
  if (entrySize < (is64 ? 56 : 32) || table + entrySize * count > head.length) return null;
  let extent = 0;
  const writable = [];
  for (let index = 0; index < count; index++) {
    const at = table + index * entrySize;
    if (u32(at) !== PT_LOAD) continue;
    const start = word(at + (is64 ? 8 : 4));
    const end = start + word(at + (is64 ? 32 : 16));
    extent = Math.max(extent, end);
    if ((u32(at + (is64 ? 4 : 24)) & PF_W) !== 0) writable.push({ start, end });
  }
  return extent > 0 ? { extent, writable } : null;
}

// src/binary/go-build-info.ts
var BUILD_INFO_MAGIC = Buffer.from("ÿ Go buildinf:", "latin1");
var MODULE_TEXT_START = Buffer.from("3077af0c9274080241e1c107e6d618e6", "hex");
var MODULE_TEXT_END = Buffer.from("f932433186182072008242104116d8f2", "hex");
var MODULE_TEXT_LIMIT = 1 << 19;
var BUILD_INFO_LIMIT = MODULE_TEXT_LIMIT + 512;
var HEADER = 32;
var FLAG_INLINE_STRINGS = 2;
function readBuildInfo(bytes) {
  if (bytes.length < HEADER) return { kind: "incomplete", needs: HEADER };
  const pointerSize = bytes[BUILD_INFO_MAGIC.length];
  const flags = bytes[BUILD_INFO_MAGIC.length + 1];
  if ((flags & FLAG_INLINE_STRINGS) === 0) {
    return pointerSize === 4 || pointerSize === 8 ? { kind: "pointers" } : { kind: "none" };
  }
  const version = readString(bytes, HEADER, 256);
  if (version.kind !== "found") return version;
  if (!/^(?:go\d|devel)[\x20-\x7e]*$/.test(version.text)) return { kind: "none" };
  const modules = readString(bytes, version.end, MODULE_TEXT_LIMIT);
  if (modules.kind === "incomplete") return modules;
  const text2 = modules.kind === "found" ? moduleTextOf(modules.text) : "";
  return { kind: "found", info: { goVersion: version.text, ...parseModuleText(text2) } };
}
function readModuleText(bytes) {
  const end = bytes.indexOf(MODULE_TEXT_END);
  if (end < 0) return { kind: "incomplete", needs: bytes.length * 2 };
  const parsed = parseModuleText(bytes.toString("utf8", MODULE_TEXT_START.length, end));
  return parsed.path === null ? { kind: "none" } : { kind: "found", info: { goVersion: "", ...parsed } };
}
function readString(bytes, at, limit) {
  let length = 0;
  let scale = 1;
  let position = at;
  for (; ; ) {
    if (position >= bytes.length) return { kind: "incomplete", needs: position + 1 };
    const byte = bytes[position++];
    length += (byte & 127) * scale;
    if (length > limit) return { kind: "none" };
    if (byte < 128) break;
    scale *= 128;
  }
  const end = position + length;
  if (end > bytes.length) return { kind: "incomplete", needs: end };
  return { kind: "found", text: bytes.toString("latin1", position, end), end };
}
function moduleTextOf(marked) {
  const edge = MODULE_TEXT_START.length;
  if (marked.length < edge * 2 + 1 || marked[marked.length - edge - 1] !== "\n") return "";
  return Buffer.from(marked.slice(edge, -edge), "latin1").toString("utf8");
}
function parseModuleText(text2) {
  let path = null;
  let module = null;
  let dependency = null;
  const dependencies = /* @__PURE__ */ new Map();
  const settings = /* @__PURE__ */ new Map();
  for (const line of text2.split("\n")) {
    const [word, first = "", second = ""] = line.split("	");
    if (word === "path") path = first;
    else if (word === "mod") module = { path: first, version: second };
    else if (word === "dep") dependencies.set(first, second);
    else if (word === "=>" && dependency !== null) dependencies.set(dependency, second);
    else if (word === "build") {
      const setting = line.slice("build	".length);
      const equals = setting.indexOf("=");
      if (equals > 0) settings.set(setting.slice(0, equals), setting.slice(equals + 1));
    }
    dependency = word === "dep" ? first : null;
  }
  return { path, module, dependencies: Object.fromEntries(dependencies), settings: Object.fromEntries(settings) };
}

// src/binary/version-strings.ts
var VERSION_STRING_REACH = 96;
var SUFFIX_LIMIT = 60;
var DOT = 46;
var LOWER_V = 118;
var UNSTAMPED = Buffer.from("+unknown", "latin1");
function findVersionStrings(bytes, from, to, found) {
  for (let dot = bytes.indexOf(DOT, from); dot >= 0 && dot < to; dot = bytes.indexOf(DOT, dot + 1)) {
    if (!isDigit(bytes[dot - 1])) continue;
    const start = startBefore(bytes, dot);
    if (start < 0) continue;
    const end = endAfter(bytes, dot);
    if (end > 0) found(bytes.toString("latin1", start, end));
  }
}
function findUnstampedVersions(bytes, from, to, found) {
  for (let plus = bytes.indexOf(UNSTAMPED, from); plus >= 0 && plus < to; plus = bytes.indexOf(UNSTAMPED, plus + 1)) {
    const before = bytes.toString("latin1", Math.max(0, plus - 32), plus);
    const match = /[12]\.\d{1,3}\.\d{1,3}(?:-[a-z]+\.\d{1,3})?$/.exec(before);
    if (match !== null) found(`${match[0]}+unknown`);
  }
}
function startBefore(bytes, dot) {
  let start = dot - 1;
  while (dot - start < 3 && isDigit(bytes[start - 1])) start -= 1;
  if (bytes[start - 1] === LOWER_V) start -= 1;
  return start >= 1 && bytes[start - 1] === 0 ? start : -1;
}
function endAfter(bytes, dot) {
  const minor = afterDigits(bytes, dot + 1, 3);
  if (minor < 0 || bytes[minor] !== DOT) return -1;
  const patch = afterDigits(bytes, minor + 1, 3);
  if (patch < 0) return -1;
  if (bytes[patch] === 0) return patch;
  if (!isSuffixMark(bytes[patch])) return -1;
  for (let at = patch + 1; at <= patch + 1 + SUFFIX_LIMIT; at++) {
    if (bytes[at] === 0) return at > patch + 1 ? at : -1;
    if (!isSuffixByte(bytes[at])) return -1;
  }
  return -1;
}
function afterDigits(bytes, at, most) {
  let end = at;
  while (end - at < most && isDigit(bytes[end])) end += 1;
  return end > at ? end : -1;
}
function isDigit(byte) {
  return byte !== void 0 && byte >= 48 && byte <= 57;
}
function isSuffixMark(byte) {
  return byte === 45 || byte === 43 || byte === 126;
}
function isSuffixByte(byte) {
  return isDigit(byte) || byte === DOT || isSuffixMark(byte) || byte !== void 0 && (byte >= 65 && byte <= 90 || byte >= 97 && byte <= 122);
}

// src/binary/binary-scanner.ts
var MOST_VERSIONS = 64;
function createBinaryScanner() {
  let tail = Buffer.alloc(0);
  let room = Buffer.alloc(0);
  let offset = 0;
  let format = null;
  let parts = null;
  let finished = false;
  let fresh = true;
  const versions = /* @__PURE__ */ new Set();
  const isWritable = (at) => parts?.writable.some(({ start, end }) => at >= start && at < end) ?? true;
  const buildInfo = createCapture(BUILD_INFO_MAGIC, readBuildInfo, BUILD_INFO_LIMIT, isWritable);
  const moduleText = createCapture(MODULE_TEXT_START, readModuleText, MODULE_TEXT_LIMIT, () => true);
  function found(version) {
    if (versions.size < MOST_VERSIONS) versions.add(version);
  }
  function look(window, last) {
    const from = fresh ? 0 : VERSION_STRING_REACH;
    const to = last ? window.length : window.length - VERSION_STRING_REACH;
    if (to <= from) return;
    findVersionStrings(window, from, to, found);
    findUnstampedVersions(window, from, to, found);
  }
  function take(window) {
    look(window, false);
    buildInfo.take(window, offset);
    moduleText.take(window, offset);
    const keep = Math.min(window.length, 2 * VERSION_STRING_REACH);
    offset += window.length - keep;
    if (window.length > keep) fresh = false;
    tail = Buffer.from(window.subarray(window.length - keep));
  }
  function finish() {
    if (finished) return;
    finished = true;
    if (!isElf(tail) && offset === 0) return;
    format = "elf";
    look(tail, true);
    buildInfo.take(tail, offset);
    moduleText.take(tail, offset);
    buildInfo.end();
    moduleText.end();
  }
  return {
    push(chunk) {
      if (finished || chunk.length === 0) return;
      const length = tail.length + chunk.length;
      if (room.length < length) room = Buffer.allocUnsafeSlow(length);
      tail.copy(room);
      room.set(chunk, tail.length);
      const window = room.subarray(0, length);
      if (offset === 0) {
        if (window.length >= 4 && !isElf(window)) {
          finished = true;
          return;
        }
        if (window.length < ELF_HEAD_SIZE) {
          tail = Buffer.from(window);
          return;
        }
        format = "elf";
        parts = readLoadedParts(window.subarray(0, ELF_HEAD_SIZE));
      }
      const extent = parts?.extent ?? Number.POSITIVE_INFINITY;
      const atEnd = offset + window.length >= extent;
      take(atEnd ? window.subarray(0, extent - offset) : window);
      if (atEnd) finish();
    },
    skipTo(next) {
      if (finished || format === null || next <= offset + tail.length) return;
      look(tail, true);
      buildInfo.end();
      moduleText.end();
      tail = Buffer.alloc(0);
      offset = next;
      fresh = true;
    },
    done() {
      finish();
      return {
        format: format ?? "other",
        goBuildInfo: buildInfo.found ?? moduleText.found,
        versionStrings: [...versions]
      };
    },
    get finished() {
      return finished;
    }
  };
}

// src/image/tar/entry-list.ts
var types = ["file", "directory", "symlink", "hardlink", "other"];
var sparseBit = 128;
var EntryListBuilder = class {
  #names = [];
  #links = [];
  #types = [];
  #modes = [];
  #offsets = [];
  #sizes = [];
  get count() {
    return this.#names.length;
  }
  add(entry) {
    this.#names.push(entry.name);
    this.#links.push(entry.link);
    this.#types.push(types.indexOf(entry.type) | (entry.sparse ? sparseBit : 0));
    this.#modes.push(entry.mode);
    this.#offsets.push(entry.offset);
    this.#sizes.push(entry.size);
  }
  build() {
    return {
      count: this.count,
      names: this.#names.join("\0"),
      links: this.#links.join("\0"),
      types: Uint8Array.from(this.#types),
      modes: Uint16Array.from(this.#modes),
      offsets: Float64Array.from(this.#offsets),
      sizes: Float64Array.from(this.#sizes)
    };
  }
};
function* entriesOf(list) {
  if (list.count === 0) return;
  const names = list.names.split("\0");
  const links = list.links.split("\0");
  for (let index = 0; index < list.count; index++) {
    const type = list.types[index];
    yield {
      name: names[index],
      type: types[type & ~sparseBit],
      mode: list.modes[index],
      link: links[index],
      offset: list.offsets[index],
      size: list.sizes[index],
      sparse: (type & sparseBit) !== 0
    };
  }
}

// src/image/layer/capture-rule.ts
var smallFile = 64 << 10;
var folders = [
  "etc/",
  "kind/",
  "lib/systemd/",
  "run/",
  "usr/etc/",
  "usr/lib/sysctl.d/",
  "usr/lib/systemd/",
  "usr/lib/os-release",
  "usr/local/etc/",
  "usr/local/lib/systemd/",
  "usr/share/defaults/",
  "var/lib/kubelet/",
  "var/lib/rancher/",
  "var/run/"
];
var extensions = /\.(?:args|cfg|conf|env|ini|json|service|slice|target|toml|tmpl|ya?ml)$/;
var subjects = /cgroup|containerd|cri-?o|docker|k0s|k3s|kube|nodeadm|os-release|rke2|runtime/;
var databases = /^(?:var\/lib\/dpkg\/(?:status(?:\.d\/[^/]+)?|info\/[^/]*(?:containerd|cri-?o|docker|kube|moby)[^/]*\.list)|(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/(?:rpmdb\.sqlite|Packages(?:\.db)?)|(?:lib|usr\/lib)\/apk\/db\/installed|var\/lib\/pacman\/local\/(?:containerd|kubelet|cri-o|docker|runc)-[^/]+\/desc)$/;
function createCaptureRule(interests) {
  const programs = new Set(interests);
  return (path, size) => {
    if (size === 0) return null;
    const base = baseOf(path);
    const binary = programs.has(base);
    const content = keepsContent(path, base, size, programs);
    return content || binary ? { content, binary } : null;
  };
}
function keepsContent(path, base, size, programs) {
  if (size <= smallFile) {
    if (programs.has(base) || folders.some((folder) => path.startsWith(folder))) return true;
  }
  if (size <= limits.capturedFile && extensions.test(base) && (subjects.test(path) || base === "config.toml"))
    return true;
  return size <= limits.capturedDatabase && databases.test(path);
}

// src/image/layer/collector.ts
var LayerCollector = class {
  entries = new EntryListBuilder();
  contents = /* @__PURE__ */ new Map();
  binaries = /* @__PURE__ */ new Map();
  #where;
  #rule;
  #wanted;
  #missing;
  #keptBytes = 0;
  constructor(options, where) {
    this.#where = where;
    this.#rule = createCaptureRule(options.interests);
    this.#wanted = options.wanted && groupByOffset(options.wanted);
    this.#missing = this.#wanted?.size ?? Number.POSITIVE_INFINITY;
  }
  /** A second pass has all that it was made for. */
  get satisfied() {
    return this.#missing === 0;
  }
  visit = (entry) => {
    if (this.#wanted) return this.#visitWanted(entry, this.#wanted);
    if (this.entries.count >= limits.entries)
      throw new InputProblem(`${this.#where} has more than ${limits.entries} entries`);
    this.entries.add(entry);
    if (entry.type !== "file" || entry.sparse || entry.size === 0) return null;
    const keep = this.#rule(normalisePath(entry.name), entry.size);
    if (!keep) return null;
    const content = keep.content && this.#keptBytes + entry.size <= limits.captured;
    if (content) this.#keptBytes += entry.size;
    return this.#sink(entry, content, keep.binary);
  };
  #visitWanted(entry, wanted) {
    const files = wanted.get(entry.offset);
    if (!files || entry.size !== files[0].size) return null;
    const content = files.some((file) => file.as === "content");
    return this.#sink(
      entry,
      content,
      files.some((file) => file.as === "binary")
    );
  }
  #sink(entry, keepContent, scanBinary) {
    const content = keepContent ? Buffer.allocUnsafeSlow(entry.size) : null;
    const scanner = scanBinary ? createBinaryScanner() : null;
    let at = 0;
    return {
      data: (chunk) => {
        content?.set(chunk, at);
        at += chunk.length;
        if (scanner && !scanner.finished) scanner.push(chunk);
      },
      end: () => {
        if (content) this.contents.set(entry.offset, content);
        if (scanner) this.binaries.set(entry.offset, scanner.done());
        this.#missing--;
      }
    };
  }
};
function groupByOffset(wanted) {
  const groups = /* @__PURE__ */ new Map();
  for (const file of wanted) {
    const group = groups.get(file.offset);
    if (group) group.push(file);
    else groups.set(file.offset, [file]);
  }
  return groups;
}

// src/image/layer/layer-scanner.ts
var LayerScanner = class {
  #decoder;
  #collector;
  #tar;
  #contentHash;
  #storedHash;
  #take;
  constructor(options, where) {
    this.#decoder = new SniffingDecoder(where);
    this.#collector = new LayerCollector(options, where);
    const tar = new TarScanner(this.#collector.visit, where);
    this.#tar = tar;
    const contentHash = options.wanted ? null : createHash("sha256");
    this.#contentHash = contentHash;
    this.#storedHash = options.hashStored && !options.wanted ? createHash("sha256") : null;
    this.#take = (bytes) => {
      contentHash?.update(bytes);
      tar.push(bytes);
      if (tar.position > limits.layer)
        throw new InputProblem(`${where} is more than ${limits.layer} bytes when decompressed`);
    };
  }
  /** A second pass has all that it was made for; no need to push the rest. */
  get satisfied() {
    return this.#collector.satisfied;
  }
  push(chunk) {
    this.#storedHash?.update(chunk);
    return this.#decoder.push(chunk, this.#take);
  }
  finish() {
    const finished = this.#decoder.finish(this.#take);
    return finished ? finished.then(() => this.#result()) : this.#result();
  }
  /** What a second pass found, without having seen the end. */
  partial() {
    return {
      compression: this.#decoder.compression,
      entries: this.#collector.entries.build(),
      contents: this.#collector.contents,
      binaries: this.#collector.binaries,
      diffId: null,
      storedDigest: null,
      bytes: this.#tar.position,
      ended: this.#tar.ended
    };
  }
  #result() {
    this.#tar.finish();
    return {
      ...this.partial(),
      diffId: this.#contentHash ? `sha256:${this.#contentHash.digest("hex")}` : null,
      storedDigest: this.#storedHash ? `sha256:${this.#storedHash.digest("hex")}` : null
    };
  }
};

// src/image/archive/archive-scanner.ts
var ArchiveScanner = class {
  #where;
  #options;
  #only;
  #decoder;
  #tar;
  #entries = [];
  #keptBytes = 0;
  /** What layers inside have to wait for before more may be pushed. */
  #pending = null;
  #satisfied = false;
  #take = (bytes) => {
    this.#tar.push(bytes);
    if (this.#tar.position > limits.layer) {
      throw new InputProblem(`${this.#where} is more than ${limits.layer} bytes when decompressed`);
    }
  };
  /** `only`: in a second pass, the entry that it is about. */
  constructor(options, where, only) {
    this.#where = where;
    this.#options = options;
    this.#only = only;
    this.#decoder = new SniffingDecoder(where);
    this.#tar = new TarScanner((entry) => this.#visit(entry), where);
  }
  get satisfied() {
    return this.#satisfied;
  }
  push(chunk) {
    return this.#drained(this.#decoder.push(chunk, this.#take));
  }
  finish() {
    const finished = this.#drained(this.#decoder.finish(this.#take));
    const result = () => {
      this.#tar.finish();
      return this.partial();
    };
    return finished ? finished.then(result) : result();
  }
  partial() {
    return { compression: this.#decoder.compression, entries: this.#entries };
  }
  #drained(pushed) {
    if (!pushed && !this.#pending) return void 0;
    return (async () => {
      await pushed;
      await this.#pending;
      this.#pending = null;
    })();
  }
  #visit(entry) {
    if (this.#entries.length >= limits.entries) throw new InputProblem(`${this.#where} has too many entries`);
    const name = normalisePath(entry.name);
    const base = { name, size: entry.size, link: null, bytes: null, layer: null, problem: null };
    if (entry.type === "symlink") {
      const target = entry.link.startsWith("/") ? entry.link : `${parentOf(name)}/${entry.link}`;
      this.#entries.push({ ...base, link: normalisePath(target) });
    } else if (entry.type === "hardlink") this.#entries.push({ ...base, link: normalisePath(entry.link) });
    if (entry.type !== "file" || entry.sparse) return null;
    if (this.#only !== null && this.#only !== name) return null;
    return this.#content(base);
  }
  #content(base) {
    let head = [];
    let held = 0;
    let kind = "unknown";
    let scanner = null;
    let problem = null;
    const attempt2 = (action) => {
      const failed = (error) => {
        problem ??= problemText(error);
      };
      if (problem !== null) return;
      try {
        const waits = action();
        if (waits) this.#wait(waits.catch(failed));
      } catch (error) {
        failed(error);
      }
    };
    const push = (bytes) => {
      if (!scanner || scanner.satisfied) return;
      const current = scanner;
      if (!this.#pending) return attempt2(() => current.push(bytes));
      const copy = Uint8Array.from(bytes);
      attempt2(() => this.#pending?.then(() => problem === null ? current.push(copy) : void 0));
    };
    const decide = () => {
      const all = head.length === 1 ? head[0] : Buffer.concat(head);
      if (looksLikeTar(all) || sniffCompression(all) !== "none") {
        kind = "layer";
        scanner = new LayerScanner(this.#options, `${this.#where}, ${base.name}`);
        head = [];
        push(all);
      } else kind = base.size <= limits.json && this.#keptBytes + base.size <= limits.keptJson ? "kept" : "dropped";
      if (kind === "kept") this.#keptBytes += base.size;
      if (kind === "dropped") head = [];
    };
    return {
      data: (chunk) => {
        if (kind === "layer") return push(chunk);
        if (kind === "dropped") return;
        head.push(Uint8Array.from(chunk));
        held += chunk.length;
        if (kind === "unknown" && held >= sniffLength) decide();
      },
      end: () => {
        if (kind === "unknown") decide();
        if (kind !== "layer") {
          const bytes = kind === "kept" ? Buffer.concat(head) : null;
          this.#entries.push({ ...base, bytes });
          return;
        }
        const current = scanner;
        const slot = this.#entries.push({ ...base, problem: "it was not read to its end" }) - 1;
        const settle = (layer) => {
          this.#entries[slot] = { ...base, layer, problem };
        };
        const finish = () => {
          if (current.satisfied) {
            settle(current.partial());
            this.#satisfied = this.#only !== null;
            return void 0;
          }
          const result = current.finish();
          if (!(result instanceof Promise)) {
            settle(result);
            return void 0;
          }
          return result.then(settle);
        };
        const pending = this.#pending;
        attempt2(() => pending ? pending.then(() => problem === null ? finish() : void 0) : finish());
        const close = () => {
          if (problem !== null) settle(null);
        };
        if (this.#pending) this.#wait(this.#pending.then(close));
        else close();
      }
    };
  }
  #wait(promise) {
    const earlier = this.#pending;
    this.#pending = earlier ? earlier.then(() => promise) : promise;
  }
};

// src/image/layer/run-scan.ts
async function runScan(pass, chunks, advanced) {
  try {
    if (pass.kind === "layer") {
      const scanner2 = new LayerScanner(pass.options, pass.where);
      const whole2 = await feed(scanner2, chunks, advanced);
      return { ok: true, layer: whole2 ? await scanner2.finish() : scanner2.partial(), archive: null };
    }
    const scanner = new ArchiveScanner(pass.options, pass.where, pass.entry);
    const whole = await feed(scanner, chunks, advanced);
    return { ok: true, layer: null, archive: whole ? await scanner.finish() : scanner.partial() };
  } catch (error) {
    return { ok: false, problem: problemText(error) };
  }
}
async function feed(scanner, chunks, advanced) {
  for await (const chunk of chunks) {
    advanced(chunk.length);
    const pending = scanner.push(chunk);
    if (pending) await pending;
    if (scanner.satisfied) return false;
  }
  return true;
}

// src/host/files.ts
import { constants as constants5, read as fsRead, readSync } from "node:fs";
import { lstat, open, readdir, readlink, stat } from "node:fs/promises";
var streamChunk = 512 << 10;
var nodeFiles = {
  stat: (path) => attempt(path, async () => status(await stat(encodeName(path)))),
  lstat: (path) => attempt(path, async () => status(await lstat(encodeName(path)))),
  readLink: (path) => attempt(path, async () => decodeName(await readlink(encodeName(path), "buffer"))),
  list: (path) => attempt(path, async () => (await readdir(encodeName(path), "buffer")).map(decodeName)),
  open: (path) => attempt(path, () => openFile(path))
};
async function attempt(path, action) {
  try {
    return await action();
  } catch (error) {
    throw fileProblem(path, error);
  }
}
var words = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of the path is no folder",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "the operation is not permitted",
  ELOOP: "too many symlinks",
  EIO: "the device gives an input error",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long"
};
function fileProblem(path, error) {
  if (error instanceof InputProblem) return error;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
  const text2 = (code && words[code]) ?? code ?? String(error);
  return new InputProblem(`${path}: ${text2}`, code);
}
function status(stats) {
  const kind = stats.isFile() ? "file" : stats.isDirectory() ? "directory" : stats.isSymbolicLink() ? "symlink" : "other";
  return { kind, size: Number(stats.size), mode: Number(stats.mode) & 4095 };
}
async function openFile(path) {
  const handle = await open(encodeName(path), constants5.O_RDONLY | constants5.O_NONBLOCK | constants5.O_NOCTTY);
  try {
    const stats = await handle.stat();
    if (!stats.isFile())
      throw new InputProblem(`${path}: ${stats.isDirectory() ? "it is a folder" : "it is no regular file"}`);
    return source(path, handle, stats.size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
function source(path, handle, size) {
  const { fd } = handle;
  let small = Buffer.allocUnsafeSlow(4096);
  async function fill2(buffer, offset) {
    let filled = 0;
    while (filled < buffer.length) {
      const count = await readAt(fd, buffer, filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled;
  }
  return {
    size,
    extent: { fd, offset: 0, length: size },
    read: (offset, length) => attempt(path, async () => {
      const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - offset)));
      return buffer.subarray(0, await fill2(buffer, offset));
    }),
    readNow: (offset, length) => {
      if (small.length < length) small = Buffer.allocUnsafeSlow(length);
      try {
        return small.subarray(0, readSync(fd, small, 0, length, offset));
      } catch (error) {
        throw fileProblem(path, error);
      }
    },
    async *stream(offset) {
      const buffer = Buffer.allocUnsafeSlow(streamChunk);
      for (let at = offset; at < size; ) {
        const count = await attempt(path, () => fill2(buffer, at));
        if (count === 0) throw new InputProblem(`${path}: it became shorter while it was read`);
        at += count;
        yield buffer.subarray(0, count);
      }
    },
    close: () => attempt(path, () => handle.close())
  };
}
function readAt(fd, buffer, bufferAt, position) {
  return new Promise((resolve, reject) => {
    fsRead(
      fd,
      buffer,
      bufferAt,
      buffer.length - bufferAt,
      position,
      (error, count) => error ? reject(error) : resolve(count)
    );
  });
}

export {
  decodeName,
  encodeName,
  sortBytewise,
  normalisePath,
  parentOf,
  baseOf,
  blockSize,
  padded,
  isZeroBlock,
  parseHeader,
  sniffLength,
  sniffCompression,
  looksLikeTar,
  limits,
  createDecoder,
  SniffingDecoder,
  EntryAssembler,
  TarScanner,
  ELF_HEAD_SIZE,
  isElf,
  createBinaryScanner,
  entriesOf,
  runScan,
  nodeFiles,
  fileProblem
};

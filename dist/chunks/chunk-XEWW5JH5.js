import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);
import {
  LineIndex,
  decodeUtf8,
  entryOf,
  locate,
  parseToml,
  parseYamlDocuments,
  startOfFile
} from "./chunk-IBQVA3B5.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-7VRB4YCP.js";

// node_modules/@iarna/toml/lib/parser.js
var require_parser = __commonJS({
  "node_modules/@iarna/toml/lib/parser.js"(exports2, module2) {
    "use strict";
    var ParserEND = 1114112;
    var ParserError = class _ParserError extends Error {
      /* istanbul ignore next */
      constructor(msg, filename, linenumber) {
        super("[ParserError] " + msg, filename, linenumber);
        this.name = "ParserError";
        this.code = "ParserError";
        if (Error.captureStackTrace) Error.captureStackTrace(this, _ParserError);
      }
    };
    var State = class {
      constructor(parser) {
        this.parser = parser;
        this.buf = "";
        this.returned = null;
        this.result = null;
        this.resultTable = null;
        this.resultArr = null;
      }
    };
    var Parser = class {
      constructor() {
        this.pos = 0;
        this.col = 0;
        this.line = 0;
        this.obj = {};
        this.ctx = this.obj;
        this.stack = [];
        this._buf = "";
        this.char = null;
        this.ii = 0;
        this.state = new State(this.parseStart);
      }
      parse(str) {
        if (str.length === 0 || str.length == null) return;
        this._buf = String(str);
        this.ii = -1;
        this.char = -1;
        let getNext;
        while (getNext === false || this.nextChar()) {
          getNext = this.runOne();
        }
        this._buf = null;
      }
      nextChar() {
        if (this.char === 10) {
          ++this.line;
          this.col = -1;
        }
        ++this.ii;
        this.char = this._buf.codePointAt(this.ii);
        ++this.pos;
        ++this.col;
        return this.haveBuffer();
      }
      haveBuffer() {
        return this.ii < this._buf.length;
      }
      runOne() {
        return this.state.parser.call(this, this.state.returned);
      }
      finish() {
        this.char = ParserEND;
        let last;
        do {
          last = this.state.parser;
          this.runOne();
        } while (this.state.parser !== last);
        this.ctx = null;
        this.state = null;
        this._buf = null;
        return this.obj;
      }
      next(fn) {
        if (typeof fn !== "function") throw new ParserError("Tried to set state to non-existent state: " + JSON.stringify(fn));
        this.state.parser = fn;
      }
      goto(fn) {
        this.next(fn);
        return this.runOne();
      }
      call(fn, returnWith) {
        if (returnWith) this.next(returnWith);
        this.stack.push(this.state);
        this.state = new State(fn);
      }
      callNow(fn, returnWith) {
        this.call(fn, returnWith);
        return this.runOne();
      }
      return(value) {
        if (this.stack.length === 0) throw this.error(new ParserError("Stack underflow"));
        if (value === void 0) value = this.state.buf;
        this.state = this.stack.pop();
        this.state.returned = value;
      }
      returnNow(value) {
        this.return(value);
        return this.runOne();
      }
      consume() {
        if (this.char === ParserEND) throw this.error(new ParserError("Unexpected end-of-buffer"));
        this.state.buf += this._buf[this.ii];
      }
      error(err) {
        err.line = this.line;
        err.col = this.col;
        err.pos = this.pos;
        return err;
      }
      /* istanbul ignore next */
      parseStart() {
        throw new ParserError("Must declare a parseStart method");
      }
    };
    Parser.END = ParserEND;
    Parser.Error = ParserError;
    module2.exports = Parser;
  }
});

// node_modules/@iarna/toml/lib/create-datetime.js
var require_create_datetime = __commonJS({
  "node_modules/@iarna/toml/lib/create-datetime.js"(exports2, module2) {
    "use strict";
    module2.exports = (value) => {
      const date = new Date(value);
      if (isNaN(date)) {
        throw new TypeError("Invalid Datetime");
      } else {
        return date;
      }
    };
  }
});

// node_modules/@iarna/toml/lib/format-num.js
var require_format_num = __commonJS({
  "node_modules/@iarna/toml/lib/format-num.js"(exports2, module2) {
    "use strict";
    module2.exports = (d, num) => {
      num = String(num);
      while (num.length < d) num = "0" + num;
      return num;
    };
  }
});

// node_modules/@iarna/toml/lib/create-datetime-float.js
var require_create_datetime_float = __commonJS({
  "node_modules/@iarna/toml/lib/create-datetime-float.js"(exports2, module2) {
    "use strict";
    var f = require_format_num();
    var FloatingDateTime = class extends Date {
      constructor(value) {
        super(value + "Z");
        this.isFloating = true;
      }
      toISOString() {
        const date = `${this.getUTCFullYear()}-${f(2, this.getUTCMonth() + 1)}-${f(2, this.getUTCDate())}`;
        const time = `${f(2, this.getUTCHours())}:${f(2, this.getUTCMinutes())}:${f(2, this.getUTCSeconds())}.${f(3, this.getUTCMilliseconds())}`;
        return `${date}T${time}`;
      }
    };
    module2.exports = (value) => {
      const date = new FloatingDateTime(value);
      if (isNaN(date)) {
        throw new TypeError("Invalid Datetime");
      } else {
        return date;
      }
    };
  }
});

// node_modules/@iarna/toml/lib/create-date.js
var require_create_date = __commonJS({
  "node_modules/@iarna/toml/lib/create-date.js"(exports2, module2) {
    "use strict";
    var f = require_format_num();
    var DateTime = global.Date;
    var Date2 = class extends DateTime {
      constructor(value) {
        super(value);
        this.isDate = true;
      }
      toISOString() {
        return `${this.getUTCFullYear()}-${f(2, this.getUTCMonth() + 1)}-${f(2, this.getUTCDate())}`;
      }
    };
    module2.exports = (value) => {
      const date = new Date2(value);
      if (isNaN(date)) {
        throw new TypeError("Invalid Datetime");
      } else {
        return date;
      }
    };
  }
});

// node_modules/@iarna/toml/lib/create-time.js
var require_create_time = __commonJS({
  "node_modules/@iarna/toml/lib/create-time.js"(exports2, module2) {
    "use strict";
    var f = require_format_num();
    var Time = class extends Date {
      constructor(value) {
        super(`0000-01-01T${value}Z`);
        this.isTime = true;
      }
      toISOString() {
        return `${f(2, this.getUTCHours())}:${f(2, this.getUTCMinutes())}:${f(2, this.getUTCSeconds())}.${f(3, this.getUTCMilliseconds())}`;
      }
    };
    module2.exports = (value) => {
      const date = new Time(value);
      if (isNaN(date)) {
        throw new TypeError("Invalid Datetime");
      } else {
        return date;
      }
    };
  }
});

// node_modules/@iarna/toml/lib/toml-parser.js
var require_toml_parser = __commonJS({
  "node_modules/@iarna/toml/lib/toml-parser.js"(exports, module) {
    "use strict";
    module.exports = makeParserClass(require_parser());
    module.exports.makeParserClass = makeParserClass;
    var TomlError = class _TomlError extends Error {
      constructor(msg) {
        super(msg);
        this.name = "TomlError";
        if (Error.captureStackTrace) Error.captureStackTrace(this, _TomlError);
        this.fromTOML = true;
        this.wrapped = null;
      }
    };
    TomlError.wrap = (err) => {
      const terr = new TomlError(err.message);
      terr.code = err.code;
      terr.wrapped = err;
      return terr;
    };
    module.exports.TomlError = TomlError;
    var createDateTime = require_create_datetime();
    var createDateTimeFloat = require_create_datetime_float();
    var createDate = require_create_date();
    var createTime = require_create_time();
    var CTRL_I = 9;
    var CTRL_J = 10;
    var CTRL_M = 13;
    var CTRL_CHAR_BOUNDARY = 31;
    var CHAR_SP = 32;
    var CHAR_QUOT = 34;
    var CHAR_NUM = 35;
    var CHAR_APOS = 39;
    var CHAR_PLUS = 43;
    var CHAR_COMMA = 44;
    var CHAR_HYPHEN = 45;
    var CHAR_PERIOD = 46;
    var CHAR_0 = 48;
    var CHAR_1 = 49;
    var CHAR_7 = 55;
    var CHAR_9 = 57;
    var CHAR_COLON = 58;
    var CHAR_EQUALS = 61;
    var CHAR_A = 65;
    var CHAR_E = 69;
    var CHAR_F = 70;
    var CHAR_T = 84;
    var CHAR_U = 85;
    var CHAR_Z = 90;
    var CHAR_LOWBAR = 95;
    var CHAR_a = 97;
    var CHAR_b = 98;
    var CHAR_e = 101;
    var CHAR_f = 102;
    var CHAR_i = 105;
    var CHAR_l = 108;
    var CHAR_n = 110;
    var CHAR_o = 111;
    var CHAR_r = 114;
    var CHAR_s = 115;
    var CHAR_t = 116;
    var CHAR_u = 117;
    var CHAR_x = 120;
    var CHAR_z = 122;
    var CHAR_LCUB = 123;
    var CHAR_RCUB = 125;
    var CHAR_LSQB = 91;
    var CHAR_BSOL = 92;
    var CHAR_RSQB = 93;
    var CHAR_DEL = 127;
    var SURROGATE_FIRST = 55296;
    var SURROGATE_LAST = 57343;
    var escapes = {
      [CHAR_b]: "\b",
      [CHAR_t]: "	",
      [CHAR_n]: "\n",
      [CHAR_f]: "\f",
      [CHAR_r]: "\r",
      [CHAR_QUOT]: '"',
      [CHAR_BSOL]: "\\"
    };
    function isDigit(cp) {
      return cp >= CHAR_0 && cp <= CHAR_9;
    }
    function isHexit(cp) {
      return cp >= CHAR_A && cp <= CHAR_F || cp >= CHAR_a && cp <= CHAR_f || cp >= CHAR_0 && cp <= CHAR_9;
    }
    function isBit(cp) {
      return cp === CHAR_1 || cp === CHAR_0;
    }
    function isOctit(cp) {
      return cp >= CHAR_0 && cp <= CHAR_7;
    }
    function isAlphaNumQuoteHyphen(cp) {
      return cp >= CHAR_A && cp <= CHAR_Z || cp >= CHAR_a && cp <= CHAR_z || cp >= CHAR_0 && cp <= CHAR_9 || cp === CHAR_APOS || cp === CHAR_QUOT || cp === CHAR_LOWBAR || cp === CHAR_HYPHEN;
    }
    function isAlphaNumHyphen(cp) {
      return cp >= CHAR_A && cp <= CHAR_Z || cp >= CHAR_a && cp <= CHAR_z || cp >= CHAR_0 && cp <= CHAR_9 || cp === CHAR_LOWBAR || cp === CHAR_HYPHEN;
    }
    var _type = /* @__PURE__ */ Symbol("type");
    var _declared = /* @__PURE__ */ Symbol("declared");
    var hasOwnProperty = Object.prototype.hasOwnProperty;
    var defineProperty = Object.defineProperty;
    var descriptor = { configurable: true, enumerable: true, writable: true, value: void 0 };
    function hasKey(obj, key) {
      if (hasOwnProperty.call(obj, key)) return true;
      if (key === "__proto__") defineProperty(obj, "__proto__", descriptor);
      return false;
    }
    var INLINE_TABLE = /* @__PURE__ */ Symbol("inline-table");
    function InlineTable() {
      return Object.defineProperties({}, {
        [_type]: { value: INLINE_TABLE }
      });
    }
    function isInlineTable(obj) {
      if (obj === null || typeof obj !== "object") return false;
      return obj[_type] === INLINE_TABLE;
    }
    var TABLE = /* @__PURE__ */ Symbol("table");
    function Table() {
      return Object.defineProperties({}, {
        [_type]: { value: TABLE },
        [_declared]: { value: false, writable: true }
      });
    }
    function isTable(obj) {
      if (obj === null || typeof obj !== "object") return false;
      return obj[_type] === TABLE;
    }
    var _contentType = /* @__PURE__ */ Symbol("content-type");
    var INLINE_LIST = /* @__PURE__ */ Symbol("inline-list");
    function InlineList(type) {
      return Object.defineProperties([], {
        [_type]: { value: INLINE_LIST },
        [_contentType]: { value: type }
      });
    }
    function isInlineList(obj) {
      if (obj === null || typeof obj !== "object") return false;
      return obj[_type] === INLINE_LIST;
    }
    var LIST = /* @__PURE__ */ Symbol("list");
    function List() {
      return Object.defineProperties([], {
        [_type]: { value: LIST }
      });
    }
    function isList(obj) {
      if (obj === null || typeof obj !== "object") return false;
      return obj[_type] === LIST;
    }
    var _custom;
    try {
      const utilInspect = eval("require('util').inspect");
      _custom = utilInspect.custom;
    } catch (_) {
    }
    var _inspect = _custom || "inspect";
    var BoxedBigInt = class {
      constructor(value) {
        try {
          this.value = global.BigInt.asIntN(64, value);
        } catch (_) {
          this.value = null;
        }
        Object.defineProperty(this, _type, { value: INTEGER });
      }
      isNaN() {
        return this.value === null;
      }
      /* istanbul ignore next */
      toString() {
        return String(this.value);
      }
      /* istanbul ignore next */
      [_inspect]() {
        return `[BigInt: ${this.toString()}]}`;
      }
      valueOf() {
        return this.value;
      }
    };
    var INTEGER = /* @__PURE__ */ Symbol("integer");
    function Integer(value) {
      let num = Number(value);
      if (Object.is(num, -0)) num = 0;
      if (global.BigInt && !Number.isSafeInteger(num)) {
        return new BoxedBigInt(value);
      } else {
        return Object.defineProperties(new Number(num), {
          isNaN: { value: function() {
            return isNaN(this);
          } },
          [_type]: { value: INTEGER },
          [_inspect]: { value: () => `[Integer: ${value}]` }
        });
      }
    }
    function isInteger(obj) {
      if (obj === null || typeof obj !== "object") return false;
      return obj[_type] === INTEGER;
    }
    var FLOAT = /* @__PURE__ */ Symbol("float");
    function Float(value) {
      return Object.defineProperties(new Number(value), {
        [_type]: { value: FLOAT },
        [_inspect]: { value: () => `[Float: ${value}]` }
      });
    }
    function isFloat(obj) {
      if (obj === null || typeof obj !== "object") return false;
      return obj[_type] === FLOAT;
    }
    function tomlType(value) {
      const type = typeof value;
      if (type === "object") {
        if (value === null) return "null";
        if (value instanceof Date) return "datetime";
        if (_type in value) {
          switch (value[_type]) {
            case INLINE_TABLE:
              return "inline-table";
            case INLINE_LIST:
              return "inline-list";
            /* istanbul ignore next */
            case TABLE:
              return "table";
            /* istanbul ignore next */
            case LIST:
              return "list";
            case FLOAT:
              return "float";
            case INTEGER:
              return "integer";
          }
        }
      }
      return type;
    }
    function makeParserClass(Parser) {
      class TOMLParser extends Parser {
        constructor() {
          super();
          this.ctx = this.obj = Table();
        }
        /* MATCH HELPER */
        atEndOfWord() {
          return this.char === CHAR_NUM || this.char === CTRL_I || this.char === CHAR_SP || this.atEndOfLine();
        }
        atEndOfLine() {
          return this.char === Parser.END || this.char === CTRL_J || this.char === CTRL_M;
        }
        parseStart() {
          if (this.char === Parser.END) {
            return null;
          } else if (this.char === CHAR_LSQB) {
            return this.call(this.parseTableOrList);
          } else if (this.char === CHAR_NUM) {
            return this.call(this.parseComment);
          } else if (this.char === CTRL_J || this.char === CHAR_SP || this.char === CTRL_I || this.char === CTRL_M) {
            return null;
          } else if (isAlphaNumQuoteHyphen(this.char)) {
            return this.callNow(this.parseAssignStatement);
          } else {
            throw this.error(new TomlError(`Unknown character "${this.char}"`));
          }
        }
        // HELPER, this strips any whitespace and comments to the end of the line
        // then RETURNS. Last state in a production.
        parseWhitespaceToEOL() {
          if (this.char === CHAR_SP || this.char === CTRL_I || this.char === CTRL_M) {
            return null;
          } else if (this.char === CHAR_NUM) {
            return this.goto(this.parseComment);
          } else if (this.char === Parser.END || this.char === CTRL_J) {
            return this.return();
          } else {
            throw this.error(new TomlError("Unexpected character, expected only whitespace or comments till end of line"));
          }
        }
        /* ASSIGNMENT: key = value */
        parseAssignStatement() {
          return this.callNow(this.parseAssign, this.recordAssignStatement);
        }
        recordAssignStatement(kv) {
          let target = this.ctx;
          let finalKey = kv.key.pop();
          for (let kw of kv.key) {
            if (hasKey(target, kw) && !isTable(target[kw])) {
              throw this.error(new TomlError("Can't redefine existing key"));
            }
            target = target[kw] = target[kw] || Table();
          }
          if (hasKey(target, finalKey)) {
            throw this.error(new TomlError("Can't redefine existing key"));
          }
          target[_declared] = true;
          if (isInteger(kv.value) || isFloat(kv.value)) {
            target[finalKey] = kv.value.valueOf();
          } else {
            target[finalKey] = kv.value;
          }
          return this.goto(this.parseWhitespaceToEOL);
        }
        /* ASSSIGNMENT expression, key = value possibly inside an inline table */
        parseAssign() {
          return this.callNow(this.parseKeyword, this.recordAssignKeyword);
        }
        recordAssignKeyword(key) {
          if (this.state.resultTable) {
            this.state.resultTable.push(key);
          } else {
            this.state.resultTable = [key];
          }
          return this.goto(this.parseAssignKeywordPreDot);
        }
        parseAssignKeywordPreDot() {
          if (this.char === CHAR_PERIOD) {
            return this.next(this.parseAssignKeywordPostDot);
          } else if (this.char !== CHAR_SP && this.char !== CTRL_I) {
            return this.goto(this.parseAssignEqual);
          }
        }
        parseAssignKeywordPostDot() {
          if (this.char !== CHAR_SP && this.char !== CTRL_I) {
            return this.callNow(this.parseKeyword, this.recordAssignKeyword);
          }
        }
        parseAssignEqual() {
          if (this.char === CHAR_EQUALS) {
            return this.next(this.parseAssignPreValue);
          } else {
            throw this.error(new TomlError('Invalid character, expected "="'));
          }
        }
        parseAssignPreValue() {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else {
            return this.callNow(this.parseValue, this.recordAssignValue);
          }
        }
        recordAssignValue(value) {
          return this.returnNow({ key: this.state.resultTable, value });
        }
        /* COMMENTS: #...eol */
        parseComment() {
          do {
            if (this.char === Parser.END || this.char === CTRL_J) {
              return this.return();
            } else if (this.char === CHAR_DEL || this.char <= CTRL_CHAR_BOUNDARY && this.char !== CTRL_I) {
              throw this.errorControlCharIn("comments");
            }
          } while (this.nextChar());
        }
        /* TABLES AND LISTS, [foo] and [[foo]] */
        parseTableOrList() {
          if (this.char === CHAR_LSQB) {
            this.next(this.parseList);
          } else {
            return this.goto(this.parseTable);
          }
        }
        /* TABLE [foo.bar.baz] */
        parseTable() {
          this.ctx = this.obj;
          return this.goto(this.parseTableNext);
        }
        parseTableNext() {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else {
            return this.callNow(this.parseKeyword, this.parseTableMore);
          }
        }
        parseTableMore(keyword) {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else if (this.char === CHAR_RSQB) {
            if (hasKey(this.ctx, keyword) && (!isTable(this.ctx[keyword]) || this.ctx[keyword][_declared])) {
              throw this.error(new TomlError("Can't redefine existing key"));
            } else {
              this.ctx = this.ctx[keyword] = this.ctx[keyword] || Table();
              this.ctx[_declared] = true;
            }
            return this.next(this.parseWhitespaceToEOL);
          } else if (this.char === CHAR_PERIOD) {
            if (!hasKey(this.ctx, keyword)) {
              this.ctx = this.ctx[keyword] = Table();
            } else if (isTable(this.ctx[keyword])) {
              this.ctx = this.ctx[keyword];
            } else if (isList(this.ctx[keyword])) {
              this.ctx = this.ctx[keyword][this.ctx[keyword].length - 1];
            } else {
              throw this.error(new TomlError("Can't redefine existing key"));
            }
            return this.next(this.parseTableNext);
          } else {
            throw this.error(new TomlError("Unexpected character, expected whitespace, . or ]"));
          }
        }
        /* LIST [[a.b.c]] */
        parseList() {
          this.ctx = this.obj;
          return this.goto(this.parseListNext);
        }
        parseListNext() {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else {
            return this.callNow(this.parseKeyword, this.parseListMore);
          }
        }
        parseListMore(keyword) {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else if (this.char === CHAR_RSQB) {
            if (!hasKey(this.ctx, keyword)) {
              this.ctx[keyword] = List();
            }
            if (isInlineList(this.ctx[keyword])) {
              throw this.error(new TomlError("Can't extend an inline array"));
            } else if (isList(this.ctx[keyword])) {
              const next = Table();
              this.ctx[keyword].push(next);
              this.ctx = next;
            } else {
              throw this.error(new TomlError("Can't redefine an existing key"));
            }
            return this.next(this.parseListEnd);
          } else if (this.char === CHAR_PERIOD) {
            if (!hasKey(this.ctx, keyword)) {
              this.ctx = this.ctx[keyword] = Table();
            } else if (isInlineList(this.ctx[keyword])) {
              throw this.error(new TomlError("Can't extend an inline array"));
            } else if (isInlineTable(this.ctx[keyword])) {
              throw this.error(new TomlError("Can't extend an inline table"));
            } else if (isList(this.ctx[keyword])) {
              this.ctx = this.ctx[keyword][this.ctx[keyword].length - 1];
            } else if (isTable(this.ctx[keyword])) {
              this.ctx = this.ctx[keyword];
            } else {
              throw this.error(new TomlError("Can't redefine an existing key"));
            }
            return this.next(this.parseListNext);
          } else {
            throw this.error(new TomlError("Unexpected character, expected whitespace, . or ]"));
          }
        }
        parseListEnd(keyword) {
          if (this.char === CHAR_RSQB) {
            return this.next(this.parseWhitespaceToEOL);
          } else {
            throw this.error(new TomlError("Unexpected character, expected whitespace, . or ]"));
          }
        }
        /* VALUE string, number, boolean, inline list, inline object */
        parseValue() {
          if (this.char === Parser.END) {
            throw this.error(new TomlError("Key without value"));
          } else if (this.char === CHAR_QUOT) {
            return this.next(this.parseDoubleString);
          }
          if (this.char === CHAR_APOS) {
            return this.next(this.parseSingleString);
          } else if (this.char === CHAR_HYPHEN || this.char === CHAR_PLUS) {
            return this.goto(this.parseNumberSign);
          } else if (this.char === CHAR_i) {
            return this.next(this.parseInf);
          } else if (this.char === CHAR_n) {
            return this.next(this.parseNan);
          } else if (isDigit(this.char)) {
            return this.goto(this.parseNumberOrDateTime);
          } else if (this.char === CHAR_t || this.char === CHAR_f) {
            return this.goto(this.parseBoolean);
          } else if (this.char === CHAR_LSQB) {
            return this.call(this.parseInlineList, this.recordValue);
          } else if (this.char === CHAR_LCUB) {
            return this.call(this.parseInlineTable, this.recordValue);
          } else {
            throw this.error(new TomlError("Unexpected character, expecting string, number, datetime, boolean, inline array or inline table"));
          }
        }
        recordValue(value) {
          return this.returnNow(value);
        }
        parseInf() {
          if (this.char === CHAR_n) {
            return this.next(this.parseInf2);
          } else {
            throw this.error(new TomlError('Unexpected character, expected "inf", "+inf" or "-inf"'));
          }
        }
        parseInf2() {
          if (this.char === CHAR_f) {
            if (this.state.buf === "-") {
              return this.return(-Infinity);
            } else {
              return this.return(Infinity);
            }
          } else {
            throw this.error(new TomlError('Unexpected character, expected "inf", "+inf" or "-inf"'));
          }
        }
        parseNan() {
          if (this.char === CHAR_a) {
            return this.next(this.parseNan2);
          } else {
            throw this.error(new TomlError('Unexpected character, expected "nan"'));
          }
        }
        parseNan2() {
          if (this.char === CHAR_n) {
            return this.return(NaN);
          } else {
            throw this.error(new TomlError('Unexpected character, expected "nan"'));
          }
        }
        /* KEYS, barewords or basic, literal, or dotted */
        parseKeyword() {
          if (this.char === CHAR_QUOT) {
            return this.next(this.parseBasicString);
          } else if (this.char === CHAR_APOS) {
            return this.next(this.parseLiteralString);
          } else {
            return this.goto(this.parseBareKey);
          }
        }
        /* KEYS: barewords */
        parseBareKey() {
          do {
            if (this.char === Parser.END) {
              throw this.error(new TomlError("Key ended without value"));
            } else if (isAlphaNumHyphen(this.char)) {
              this.consume();
            } else if (this.state.buf.length === 0) {
              throw this.error(new TomlError("Empty bare keys are not allowed"));
            } else {
              return this.returnNow();
            }
          } while (this.nextChar());
        }
        /* STRINGS, single quoted (literal) */
        parseSingleString() {
          if (this.char === CHAR_APOS) {
            return this.next(this.parseLiteralMultiStringMaybe);
          } else {
            return this.goto(this.parseLiteralString);
          }
        }
        parseLiteralString() {
          do {
            if (this.char === CHAR_APOS) {
              return this.return();
            } else if (this.atEndOfLine()) {
              throw this.error(new TomlError("Unterminated string"));
            } else if (this.char === CHAR_DEL || this.char <= CTRL_CHAR_BOUNDARY && this.char !== CTRL_I) {
              throw this.errorControlCharIn("strings");
            } else {
              this.consume();
            }
          } while (this.nextChar());
        }
        parseLiteralMultiStringMaybe() {
          if (this.char === CHAR_APOS) {
            return this.next(this.parseLiteralMultiString);
          } else {
            return this.returnNow();
          }
        }
        parseLiteralMultiString() {
          if (this.char === CTRL_M) {
            return null;
          } else if (this.char === CTRL_J) {
            return this.next(this.parseLiteralMultiStringContent);
          } else {
            return this.goto(this.parseLiteralMultiStringContent);
          }
        }
        parseLiteralMultiStringContent() {
          do {
            if (this.char === CHAR_APOS) {
              return this.next(this.parseLiteralMultiEnd);
            } else if (this.char === Parser.END) {
              throw this.error(new TomlError("Unterminated multi-line string"));
            } else if (this.char === CHAR_DEL || this.char <= CTRL_CHAR_BOUNDARY && this.char !== CTRL_I && this.char !== CTRL_J && this.char !== CTRL_M) {
              throw this.errorControlCharIn("strings");
            } else {
              this.consume();
            }
          } while (this.nextChar());
        }
        parseLiteralMultiEnd() {
          if (this.char === CHAR_APOS) {
            return this.next(this.parseLiteralMultiEnd2);
          } else {
            this.state.buf += "'";
            return this.goto(this.parseLiteralMultiStringContent);
          }
        }
        parseLiteralMultiEnd2() {
          if (this.char === CHAR_APOS) {
            return this.next(this.parseLiteralMultiEnd3);
          } else {
            this.state.buf += "''";
            return this.goto(this.parseLiteralMultiStringContent);
          }
        }
        parseLiteralMultiEnd3() {
          if (this.char === CHAR_APOS) {
            this.state.buf += "'";
            return this.next(this.parseLiteralMultiEnd4);
          } else {
            return this.returnNow();
          }
        }
        parseLiteralMultiEnd4() {
          if (this.char === CHAR_APOS) {
            this.state.buf += "'";
            return this.return();
          } else {
            return this.returnNow();
          }
        }
        /* STRINGS double quoted */
        parseDoubleString() {
          if (this.char === CHAR_QUOT) {
            return this.next(this.parseMultiStringMaybe);
          } else {
            return this.goto(this.parseBasicString);
          }
        }
        parseBasicString() {
          do {
            if (this.char === CHAR_BSOL) {
              return this.call(this.parseEscape, this.recordEscapeReplacement);
            } else if (this.char === CHAR_QUOT) {
              return this.return();
            } else if (this.atEndOfLine()) {
              throw this.error(new TomlError("Unterminated string"));
            } else if (this.char === CHAR_DEL || this.char <= CTRL_CHAR_BOUNDARY && this.char !== CTRL_I) {
              throw this.errorControlCharIn("strings");
            } else {
              this.consume();
            }
          } while (this.nextChar());
        }
        recordEscapeReplacement(replacement) {
          this.state.buf += replacement;
          return this.goto(this.parseBasicString);
        }
        parseMultiStringMaybe() {
          if (this.char === CHAR_QUOT) {
            return this.next(this.parseMultiString);
          } else {
            return this.returnNow();
          }
        }
        parseMultiString() {
          if (this.char === CTRL_M) {
            return null;
          } else if (this.char === CTRL_J) {
            return this.next(this.parseMultiStringContent);
          } else {
            return this.goto(this.parseMultiStringContent);
          }
        }
        parseMultiStringContent() {
          do {
            if (this.char === CHAR_BSOL) {
              return this.call(this.parseMultiEscape, this.recordMultiEscapeReplacement);
            } else if (this.char === CHAR_QUOT) {
              return this.next(this.parseMultiEnd);
            } else if (this.char === Parser.END) {
              throw this.error(new TomlError("Unterminated multi-line string"));
            } else if (this.char === CHAR_DEL || this.char <= CTRL_CHAR_BOUNDARY && this.char !== CTRL_I && this.char !== CTRL_J && this.char !== CTRL_M) {
              throw this.errorControlCharIn("strings");
            } else {
              this.consume();
            }
          } while (this.nextChar());
        }
        errorControlCharIn(type) {
          let displayCode = "\\u00";
          if (this.char < 16) {
            displayCode += "0";
          }
          displayCode += this.char.toString(16);
          return this.error(new TomlError(`Control characters (codes < 0x1f and 0x7f) are not allowed in ${type}, use ${displayCode} instead`));
        }
        recordMultiEscapeReplacement(replacement) {
          this.state.buf += replacement;
          return this.goto(this.parseMultiStringContent);
        }
        parseMultiEnd() {
          if (this.char === CHAR_QUOT) {
            return this.next(this.parseMultiEnd2);
          } else {
            this.state.buf += '"';
            return this.goto(this.parseMultiStringContent);
          }
        }
        parseMultiEnd2() {
          if (this.char === CHAR_QUOT) {
            return this.next(this.parseMultiEnd3);
          } else {
            this.state.buf += '""';
            return this.goto(this.parseMultiStringContent);
          }
        }
        parseMultiEnd3() {
          if (this.char === CHAR_QUOT) {
            this.state.buf += '"';
            return this.next(this.parseMultiEnd4);
          } else {
            return this.returnNow();
          }
        }
        parseMultiEnd4() {
          if (this.char === CHAR_QUOT) {
            this.state.buf += '"';
            return this.return();
          } else {
            return this.returnNow();
          }
        }
        parseMultiEscape() {
          if (this.char === CTRL_M || this.char === CTRL_J) {
            return this.next(this.parseMultiTrim);
          } else if (this.char === CHAR_SP || this.char === CTRL_I) {
            return this.next(this.parsePreMultiTrim);
          } else {
            return this.goto(this.parseEscape);
          }
        }
        parsePreMultiTrim() {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else if (this.char === CTRL_M || this.char === CTRL_J) {
            return this.next(this.parseMultiTrim);
          } else {
            throw this.error(new TomlError("Can't escape whitespace"));
          }
        }
        parseMultiTrim() {
          if (this.char === CTRL_J || this.char === CHAR_SP || this.char === CTRL_I || this.char === CTRL_M) {
            return null;
          } else {
            return this.returnNow();
          }
        }
        parseEscape() {
          if (this.char in escapes) {
            return this.return(escapes[this.char]);
          } else if (this.char === CHAR_u) {
            return this.call(this.parseSmallUnicode, this.parseUnicodeReturn);
          } else if (this.char === CHAR_U) {
            return this.call(this.parseLargeUnicode, this.parseUnicodeReturn);
          } else {
            throw this.error(new TomlError("Unknown escape character: " + this.char));
          }
        }
        parseUnicodeReturn(char) {
          try {
            const codePoint = parseInt(char, 16);
            if (codePoint >= SURROGATE_FIRST && codePoint <= SURROGATE_LAST) {
              throw this.error(new TomlError("Invalid unicode, character in range 0xD800 - 0xDFFF is reserved"));
            }
            return this.returnNow(String.fromCodePoint(codePoint));
          } catch (err) {
            throw this.error(TomlError.wrap(err));
          }
        }
        parseSmallUnicode() {
          if (!isHexit(this.char)) {
            throw this.error(new TomlError("Invalid character in unicode sequence, expected hex"));
          } else {
            this.consume();
            if (this.state.buf.length >= 4) return this.return();
          }
        }
        parseLargeUnicode() {
          if (!isHexit(this.char)) {
            throw this.error(new TomlError("Invalid character in unicode sequence, expected hex"));
          } else {
            this.consume();
            if (this.state.buf.length >= 8) return this.return();
          }
        }
        /* NUMBERS */
        parseNumberSign() {
          this.consume();
          return this.next(this.parseMaybeSignedInfOrNan);
        }
        parseMaybeSignedInfOrNan() {
          if (this.char === CHAR_i) {
            return this.next(this.parseInf);
          } else if (this.char === CHAR_n) {
            return this.next(this.parseNan);
          } else {
            return this.callNow(this.parseNoUnder, this.parseNumberIntegerStart);
          }
        }
        parseNumberIntegerStart() {
          if (this.char === CHAR_0) {
            this.consume();
            return this.next(this.parseNumberIntegerExponentOrDecimal);
          } else {
            return this.goto(this.parseNumberInteger);
          }
        }
        parseNumberIntegerExponentOrDecimal() {
          if (this.char === CHAR_PERIOD) {
            this.consume();
            return this.call(this.parseNoUnder, this.parseNumberFloat);
          } else if (this.char === CHAR_E || this.char === CHAR_e) {
            this.consume();
            return this.next(this.parseNumberExponentSign);
          } else {
            return this.returnNow(Integer(this.state.buf));
          }
        }
        parseNumberInteger() {
          if (isDigit(this.char)) {
            this.consume();
          } else if (this.char === CHAR_LOWBAR) {
            return this.call(this.parseNoUnder);
          } else if (this.char === CHAR_E || this.char === CHAR_e) {
            this.consume();
            return this.next(this.parseNumberExponentSign);
          } else if (this.char === CHAR_PERIOD) {
            this.consume();
            return this.call(this.parseNoUnder, this.parseNumberFloat);
          } else {
            const result = Integer(this.state.buf);
            if (result.isNaN()) {
              throw this.error(new TomlError("Invalid number"));
            } else {
              return this.returnNow(result);
            }
          }
        }
        parseNoUnder() {
          if (this.char === CHAR_LOWBAR || this.char === CHAR_PERIOD || this.char === CHAR_E || this.char === CHAR_e) {
            throw this.error(new TomlError("Unexpected character, expected digit"));
          } else if (this.atEndOfWord()) {
            throw this.error(new TomlError("Incomplete number"));
          }
          return this.returnNow();
        }
        parseNoUnderHexOctBinLiteral() {
          if (this.char === CHAR_LOWBAR || this.char === CHAR_PERIOD) {
            throw this.error(new TomlError("Unexpected character, expected digit"));
          } else if (this.atEndOfWord()) {
            throw this.error(new TomlError("Incomplete number"));
          }
          return this.returnNow();
        }
        parseNumberFloat() {
          if (this.char === CHAR_LOWBAR) {
            return this.call(this.parseNoUnder, this.parseNumberFloat);
          } else if (isDigit(this.char)) {
            this.consume();
          } else if (this.char === CHAR_E || this.char === CHAR_e) {
            this.consume();
            return this.next(this.parseNumberExponentSign);
          } else {
            return this.returnNow(Float(this.state.buf));
          }
        }
        parseNumberExponentSign() {
          if (isDigit(this.char)) {
            return this.goto(this.parseNumberExponent);
          } else if (this.char === CHAR_HYPHEN || this.char === CHAR_PLUS) {
            this.consume();
            this.call(this.parseNoUnder, this.parseNumberExponent);
          } else {
            throw this.error(new TomlError("Unexpected character, expected -, + or digit"));
          }
        }
        parseNumberExponent() {
          if (isDigit(this.char)) {
            this.consume();
          } else if (this.char === CHAR_LOWBAR) {
            return this.call(this.parseNoUnder);
          } else {
            return this.returnNow(Float(this.state.buf));
          }
        }
        /* NUMBERS or DATETIMES  */
        parseNumberOrDateTime() {
          if (this.char === CHAR_0) {
            this.consume();
            return this.next(this.parseNumberBaseOrDateTime);
          } else {
            return this.goto(this.parseNumberOrDateTimeOnly);
          }
        }
        parseNumberOrDateTimeOnly() {
          if (this.char === CHAR_LOWBAR) {
            return this.call(this.parseNoUnder, this.parseNumberInteger);
          } else if (isDigit(this.char)) {
            this.consume();
            if (this.state.buf.length > 4) this.next(this.parseNumberInteger);
          } else if (this.char === CHAR_E || this.char === CHAR_e) {
            this.consume();
            return this.next(this.parseNumberExponentSign);
          } else if (this.char === CHAR_PERIOD) {
            this.consume();
            return this.call(this.parseNoUnder, this.parseNumberFloat);
          } else if (this.char === CHAR_HYPHEN) {
            return this.goto(this.parseDateTime);
          } else if (this.char === CHAR_COLON) {
            return this.goto(this.parseOnlyTimeHour);
          } else {
            return this.returnNow(Integer(this.state.buf));
          }
        }
        parseDateTimeOnly() {
          if (this.state.buf.length < 4) {
            if (isDigit(this.char)) {
              return this.consume();
            } else if (this.char === CHAR_COLON) {
              return this.goto(this.parseOnlyTimeHour);
            } else {
              throw this.error(new TomlError("Expected digit while parsing year part of a date"));
            }
          } else {
            if (this.char === CHAR_HYPHEN) {
              return this.goto(this.parseDateTime);
            } else {
              throw this.error(new TomlError("Expected hyphen (-) while parsing year part of date"));
            }
          }
        }
        parseNumberBaseOrDateTime() {
          if (this.char === CHAR_b) {
            this.consume();
            return this.call(this.parseNoUnderHexOctBinLiteral, this.parseIntegerBin);
          } else if (this.char === CHAR_o) {
            this.consume();
            return this.call(this.parseNoUnderHexOctBinLiteral, this.parseIntegerOct);
          } else if (this.char === CHAR_x) {
            this.consume();
            return this.call(this.parseNoUnderHexOctBinLiteral, this.parseIntegerHex);
          } else if (this.char === CHAR_PERIOD) {
            return this.goto(this.parseNumberInteger);
          } else if (isDigit(this.char)) {
            return this.goto(this.parseDateTimeOnly);
          } else {
            return this.returnNow(Integer(this.state.buf));
          }
        }
        parseIntegerHex() {
          if (isHexit(this.char)) {
            this.consume();
          } else if (this.char === CHAR_LOWBAR) {
            return this.call(this.parseNoUnderHexOctBinLiteral);
          } else {
            const result = Integer(this.state.buf);
            if (result.isNaN()) {
              throw this.error(new TomlError("Invalid number"));
            } else {
              return this.returnNow(result);
            }
          }
        }
        parseIntegerOct() {
          if (isOctit(this.char)) {
            this.consume();
          } else if (this.char === CHAR_LOWBAR) {
            return this.call(this.parseNoUnderHexOctBinLiteral);
          } else {
            const result = Integer(this.state.buf);
            if (result.isNaN()) {
              throw this.error(new TomlError("Invalid number"));
            } else {
              return this.returnNow(result);
            }
          }
        }
        parseIntegerBin() {
          if (isBit(this.char)) {
            this.consume();
          } else if (this.char === CHAR_LOWBAR) {
            return this.call(this.parseNoUnderHexOctBinLiteral);
          } else {
            const result = Integer(this.state.buf);
            if (result.isNaN()) {
              throw this.error(new TomlError("Invalid number"));
            } else {
              return this.returnNow(result);
            }
          }
        }
        /* DATETIME */
        parseDateTime() {
          if (this.state.buf.length < 4) {
            throw this.error(new TomlError("Years less than 1000 must be zero padded to four characters"));
          }
          this.state.result = this.state.buf;
          this.state.buf = "";
          return this.next(this.parseDateMonth);
        }
        parseDateMonth() {
          if (this.char === CHAR_HYPHEN) {
            if (this.state.buf.length < 2) {
              throw this.error(new TomlError("Months less than 10 must be zero padded to two characters"));
            }
            this.state.result += "-" + this.state.buf;
            this.state.buf = "";
            return this.next(this.parseDateDay);
          } else if (isDigit(this.char)) {
            this.consume();
          } else {
            throw this.error(new TomlError("Incomplete datetime"));
          }
        }
        parseDateDay() {
          if (this.char === CHAR_T || this.char === CHAR_SP) {
            if (this.state.buf.length < 2) {
              throw this.error(new TomlError("Days less than 10 must be zero padded to two characters"));
            }
            this.state.result += "-" + this.state.buf;
            this.state.buf = "";
            return this.next(this.parseStartTimeHour);
          } else if (this.atEndOfWord()) {
            return this.returnNow(createDate(this.state.result + "-" + this.state.buf));
          } else if (isDigit(this.char)) {
            this.consume();
          } else {
            throw this.error(new TomlError("Incomplete datetime"));
          }
        }
        parseStartTimeHour() {
          if (this.atEndOfWord()) {
            return this.returnNow(createDate(this.state.result));
          } else {
            return this.goto(this.parseTimeHour);
          }
        }
        parseTimeHour() {
          if (this.char === CHAR_COLON) {
            if (this.state.buf.length < 2) {
              throw this.error(new TomlError("Hours less than 10 must be zero padded to two characters"));
            }
            this.state.result += "T" + this.state.buf;
            this.state.buf = "";
            return this.next(this.parseTimeMin);
          } else if (isDigit(this.char)) {
            this.consume();
          } else {
            throw this.error(new TomlError("Incomplete datetime"));
          }
        }
        parseTimeMin() {
          if (this.state.buf.length < 2 && isDigit(this.char)) {
            this.consume();
          } else if (this.state.buf.length === 2 && this.char === CHAR_COLON) {
            this.state.result += ":" + this.state.buf;
            this.state.buf = "";
            return this.next(this.parseTimeSec);
          } else {
            throw this.error(new TomlError("Incomplete datetime"));
          }
        }
        parseTimeSec() {
          if (isDigit(this.char)) {
            this.consume();
            if (this.state.buf.length === 2) {
              this.state.result += ":" + this.state.buf;
              this.state.buf = "";
              return this.next(this.parseTimeZoneOrFraction);
            }
          } else {
            throw this.error(new TomlError("Incomplete datetime"));
          }
        }
        parseOnlyTimeHour() {
          if (this.char === CHAR_COLON) {
            if (this.state.buf.length < 2) {
              throw this.error(new TomlError("Hours less than 10 must be zero padded to two characters"));
            }
            this.state.result = this.state.buf;
            this.state.buf = "";
            return this.next(this.parseOnlyTimeMin);
          } else {
            throw this.error(new TomlError("Incomplete time"));
          }
        }
        parseOnlyTimeMin() {
          if (this.state.buf.length < 2 && isDigit(this.char)) {
            this.consume();
          } else if (this.state.buf.length === 2 && this.char === CHAR_COLON) {
            this.state.result += ":" + this.state.buf;
            this.state.buf = "";
            return this.next(this.parseOnlyTimeSec);
          } else {
            throw this.error(new TomlError("Incomplete time"));
          }
        }
        parseOnlyTimeSec() {
          if (isDigit(this.char)) {
            this.consume();
            if (this.state.buf.length === 2) {
              return this.next(this.parseOnlyTimeFractionMaybe);
            }
          } else {
            throw this.error(new TomlError("Incomplete time"));
          }
        }
        parseOnlyTimeFractionMaybe() {
          this.state.result += ":" + this.state.buf;
          if (this.char === CHAR_PERIOD) {
            this.state.buf = "";
            this.next(this.parseOnlyTimeFraction);
          } else {
            return this.return(createTime(this.state.result));
          }
        }
        parseOnlyTimeFraction() {
          if (isDigit(this.char)) {
            this.consume();
          } else if (this.atEndOfWord()) {
            if (this.state.buf.length === 0) throw this.error(new TomlError("Expected digit in milliseconds"));
            return this.returnNow(createTime(this.state.result + "." + this.state.buf));
          } else {
            throw this.error(new TomlError("Unexpected character in datetime, expected period (.), minus (-), plus (+) or Z"));
          }
        }
        parseTimeZoneOrFraction() {
          if (this.char === CHAR_PERIOD) {
            this.consume();
            this.next(this.parseDateTimeFraction);
          } else if (this.char === CHAR_HYPHEN || this.char === CHAR_PLUS) {
            this.consume();
            this.next(this.parseTimeZoneHour);
          } else if (this.char === CHAR_Z) {
            this.consume();
            return this.return(createDateTime(this.state.result + this.state.buf));
          } else if (this.atEndOfWord()) {
            return this.returnNow(createDateTimeFloat(this.state.result + this.state.buf));
          } else {
            throw this.error(new TomlError("Unexpected character in datetime, expected period (.), minus (-), plus (+) or Z"));
          }
        }
        parseDateTimeFraction() {
          if (isDigit(this.char)) {
            this.consume();
          } else if (this.state.buf.length === 1) {
            throw this.error(new TomlError("Expected digit in milliseconds"));
          } else if (this.char === CHAR_HYPHEN || this.char === CHAR_PLUS) {
            this.consume();
            this.next(this.parseTimeZoneHour);
          } else if (this.char === CHAR_Z) {
            this.consume();
            return this.return(createDateTime(this.state.result + this.state.buf));
          } else if (this.atEndOfWord()) {
            return this.returnNow(createDateTimeFloat(this.state.result + this.state.buf));
          } else {
            throw this.error(new TomlError("Unexpected character in datetime, expected period (.), minus (-), plus (+) or Z"));
          }
        }
        parseTimeZoneHour() {
          if (isDigit(this.char)) {
            this.consume();
            if (/\d\d$/.test(this.state.buf)) return this.next(this.parseTimeZoneSep);
          } else {
            throw this.error(new TomlError("Unexpected character in datetime, expected digit"));
          }
        }
        parseTimeZoneSep() {
          if (this.char === CHAR_COLON) {
            this.consume();
            this.next(this.parseTimeZoneMin);
          } else {
            throw this.error(new TomlError("Unexpected character in datetime, expected colon"));
          }
        }
        parseTimeZoneMin() {
          if (isDigit(this.char)) {
            this.consume();
            if (/\d\d$/.test(this.state.buf)) return this.return(createDateTime(this.state.result + this.state.buf));
          } else {
            throw this.error(new TomlError("Unexpected character in datetime, expected digit"));
          }
        }
        /* BOOLEAN */
        parseBoolean() {
          if (this.char === CHAR_t) {
            this.consume();
            return this.next(this.parseTrue_r);
          } else if (this.char === CHAR_f) {
            this.consume();
            return this.next(this.parseFalse_a);
          }
        }
        parseTrue_r() {
          if (this.char === CHAR_r) {
            this.consume();
            return this.next(this.parseTrue_u);
          } else {
            throw this.error(new TomlError("Invalid boolean, expected true or false"));
          }
        }
        parseTrue_u() {
          if (this.char === CHAR_u) {
            this.consume();
            return this.next(this.parseTrue_e);
          } else {
            throw this.error(new TomlError("Invalid boolean, expected true or false"));
          }
        }
        parseTrue_e() {
          if (this.char === CHAR_e) {
            return this.return(true);
          } else {
            throw this.error(new TomlError("Invalid boolean, expected true or false"));
          }
        }
        parseFalse_a() {
          if (this.char === CHAR_a) {
            this.consume();
            return this.next(this.parseFalse_l);
          } else {
            throw this.error(new TomlError("Invalid boolean, expected true or false"));
          }
        }
        parseFalse_l() {
          if (this.char === CHAR_l) {
            this.consume();
            return this.next(this.parseFalse_s);
          } else {
            throw this.error(new TomlError("Invalid boolean, expected true or false"));
          }
        }
        parseFalse_s() {
          if (this.char === CHAR_s) {
            this.consume();
            return this.next(this.parseFalse_e);
          } else {
            throw this.error(new TomlError("Invalid boolean, expected true or false"));
          }
        }
        parseFalse_e() {
          if (this.char === CHAR_e) {
            return this.return(false);
          } else {
            throw this.error(new TomlError("Invalid boolean, expected true or false"));
          }
        }
        /* INLINE LISTS */
        parseInlineList() {
          if (this.char === CHAR_SP || this.char === CTRL_I || this.char === CTRL_M || this.char === CTRL_J) {
            return null;
          } else if (this.char === Parser.END) {
            throw this.error(new TomlError("Unterminated inline array"));
          } else if (this.char === CHAR_NUM) {
            return this.call(this.parseComment);
          } else if (this.char === CHAR_RSQB) {
            return this.return(this.state.resultArr || InlineList());
          } else {
            return this.callNow(this.parseValue, this.recordInlineListValue);
          }
        }
        recordInlineListValue(value) {
          if (!this.state.resultArr) {
            this.state.resultArr = InlineList(tomlType(value));
          }
          if (isFloat(value) || isInteger(value)) {
            this.state.resultArr.push(value.valueOf());
          } else {
            this.state.resultArr.push(value);
          }
          return this.goto(this.parseInlineListNext);
        }
        parseInlineListNext() {
          if (this.char === CHAR_SP || this.char === CTRL_I || this.char === CTRL_M || this.char === CTRL_J) {
            return null;
          } else if (this.char === CHAR_NUM) {
            return this.call(this.parseComment);
          } else if (this.char === CHAR_COMMA) {
            return this.next(this.parseInlineList);
          } else if (this.char === CHAR_RSQB) {
            return this.goto(this.parseInlineList);
          } else {
            throw this.error(new TomlError("Invalid character, expected whitespace, comma (,) or close bracket (])"));
          }
        }
        /* INLINE TABLE */
        parseInlineTable() {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else if (this.char === Parser.END || this.char === CHAR_NUM || this.char === CTRL_J || this.char === CTRL_M) {
            throw this.error(new TomlError("Unterminated inline array"));
          } else if (this.char === CHAR_RCUB) {
            return this.return(this.state.resultTable || InlineTable());
          } else {
            if (!this.state.resultTable) this.state.resultTable = InlineTable();
            return this.callNow(this.parseAssign, this.recordInlineTableValue);
          }
        }
        recordInlineTableValue(kv) {
          let target = this.state.resultTable;
          let finalKey = kv.key.pop();
          for (let kw of kv.key) {
            if (hasKey(target, kw) && (!isTable(target[kw]) || target[kw][_declared])) {
              throw this.error(new TomlError("Can't redefine existing key"));
            }
            target = target[kw] = target[kw] || Table();
          }
          if (hasKey(target, finalKey)) {
            throw this.error(new TomlError("Can't redefine existing key"));
          }
          if (isInteger(kv.value) || isFloat(kv.value)) {
            target[finalKey] = kv.value.valueOf();
          } else {
            target[finalKey] = kv.value;
          }
          return this.goto(this.parseInlineTableNext);
        }
        parseInlineTableNext() {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else if (this.char === Parser.END || this.char === CHAR_NUM || this.char === CTRL_J || this.char === CTRL_M) {
            throw this.error(new TomlError("Unterminated inline array"));
          } else if (this.char === CHAR_COMMA) {
            return this.next(this.parseInlineTablePostComma);
          } else if (this.char === CHAR_RCUB) {
            return this.goto(this.parseInlineTable);
          } else {
            throw this.error(new TomlError("Invalid character, expected whitespace, comma (,) or close bracket (])"));
          }
        }
        parseInlineTablePostComma() {
          if (this.char === CHAR_SP || this.char === CTRL_I) {
            return null;
          } else if (this.char === Parser.END || this.char === CHAR_NUM || this.char === CTRL_J || this.char === CTRL_M) {
            throw this.error(new TomlError("Unterminated inline array"));
          } else if (this.char === CHAR_COMMA) {
            throw this.error(new TomlError("Empty elements in inline tables are not permitted"));
          } else if (this.char === CHAR_RCUB) {
            throw this.error(new TomlError("Trailing commas in inline tables are not permitted"));
          } else {
            return this.goto(this.parseInlineTable);
          }
        }
      }
      return TOMLParser;
    }
  }
});

// node_modules/@iarna/toml/parse-pretty-error.js
var require_parse_pretty_error = __commonJS({
  "node_modules/@iarna/toml/parse-pretty-error.js"(exports2, module2) {
    "use strict";
    module2.exports = prettyError;
    function prettyError(err, buf) {
      if (err.pos == null || err.line == null) return err;
      let msg = err.message;
      msg += ` at row ${err.line + 1}, col ${err.col + 1}, pos ${err.pos}:
`;
      if (buf && buf.split) {
        const lines = buf.split(/\n/);
        const lineNumWidth = String(Math.min(lines.length, err.line + 3)).length;
        let linePadding = " ";
        while (linePadding.length < lineNumWidth) linePadding += " ";
        for (let ii = Math.max(0, err.line - 1); ii < Math.min(lines.length, err.line + 2); ++ii) {
          let lineNum = String(ii + 1);
          if (lineNum.length < lineNumWidth) lineNum = " " + lineNum;
          if (err.line === ii) {
            msg += lineNum + "> " + lines[ii] + "\n";
            msg += linePadding + "  ";
            for (let hh = 0; hh < err.col; ++hh) {
              msg += " ";
            }
            msg += "^\n";
          } else {
            msg += lineNum + ": " + lines[ii] + "\n";
          }
        }
      }
      err.message = msg + "\n";
      return err;
    }
  }
});

// node_modules/@iarna/toml/parse-string.js
var require_parse_string = __commonJS({
  "node_modules/@iarna/toml/parse-string.js"(exports2, module2) {
    "use strict";
    module2.exports = parseString;
    var TOMLParser = require_toml_parser();
    var prettyError = require_parse_pretty_error();
    function parseString(str) {
      if (global.Buffer && global.Buffer.isBuffer(str)) {
        str = str.toString("utf8");
      }
      const parser = new TOMLParser();
      try {
        parser.parse(str);
        return parser.finish();
      } catch (err) {
        throw prettyError(err, str);
      }
    }
  }
});

// node_modules/@iarna/toml/parse-async.js
var require_parse_async = __commonJS({
  "node_modules/@iarna/toml/parse-async.js"(exports2, module2) {
    "use strict";
    module2.exports = parseAsync;
    var TOMLParser = require_toml_parser();
    var prettyError = require_parse_pretty_error();
    function parseAsync(str, opts) {
      if (!opts) opts = {};
      const index = 0;
      const blocksize = opts.blocksize || 40960;
      const parser = new TOMLParser();
      return new Promise((resolve, reject) => {
        setImmediate(parseAsyncNext, index, blocksize, resolve, reject);
      });
      function parseAsyncNext(index2, blocksize2, resolve, reject) {
        if (index2 >= str.length) {
          try {
            return resolve(parser.finish());
          } catch (err) {
            return reject(prettyError(err, str));
          }
        }
        try {
          parser.parse(str.slice(index2, index2 + blocksize2));
          setImmediate(parseAsyncNext, index2 + blocksize2, blocksize2, resolve, reject);
        } catch (err) {
          reject(prettyError(err, str));
        }
      }
    }
  }
});

// node_modules/@iarna/toml/parse-stream.js
var require_parse_stream = __commonJS({
  "node_modules/@iarna/toml/parse-stream.js"(exports2, module2) {
    "use strict";
    module2.exports = parseStream;
    var stream = __require("stream");
    var TOMLParser = require_toml_parser();
    function parseStream(stm) {
      if (stm) {
        return parseReadable(stm);
      } else {
        return parseTransform(stm);
      }
    }
    function parseReadable(stm) {
      const parser = new TOMLParser();
      stm.setEncoding("utf8");
      return new Promise((resolve, reject) => {
        let readable;
        let ended = false;
        let errored = false;
        function finish() {
          ended = true;
          if (readable) return;
          try {
            resolve(parser.finish());
          } catch (err) {
            reject(err);
          }
        }
        function error(err) {
          errored = true;
          reject(err);
        }
        stm.once("end", finish);
        stm.once("error", error);
        readNext();
        function readNext() {
          readable = true;
          let data;
          while ((data = stm.read()) !== null) {
            try {
              parser.parse(data);
            } catch (err) {
              return error(err);
            }
          }
          readable = false;
          if (ended) return finish();
          if (errored) return;
          stm.once("readable", readNext);
        }
      });
    }
    function parseTransform() {
      const parser = new TOMLParser();
      return new stream.Transform({
        objectMode: true,
        transform(chunk, encoding, cb) {
          try {
            parser.parse(chunk.toString(encoding));
          } catch (err) {
            this.emit("error", err);
          }
          cb();
        },
        flush(cb) {
          try {
            this.push(parser.finish());
          } catch (err) {
            this.emit("error", err);
          }
          cb();
        }
      });
    }
  }
});

// node_modules/@iarna/toml/parse.js
var require_parse = __commonJS({
  "node_modules/@iarna/toml/parse.js"(exports2, module2) {
    "use strict";
    module2.exports = require_parse_string();
    module2.exports.async = require_parse_async();
    module2.exports.stream = require_parse_stream();
    module2.exports.prettyError = require_parse_pretty_error();
  }
});

// node_modules/@iarna/toml/stringify.js
var require_stringify = __commonJS({
  "node_modules/@iarna/toml/stringify.js"(exports2, module2) {
    "use strict";
    module2.exports = stringify;
    module2.exports.value = stringifyInline;
    function stringify(obj) {
      if (obj === null) throw typeError("null");
      if (obj === void 0) throw typeError("undefined");
      if (typeof obj !== "object") throw typeError(typeof obj);
      if (typeof obj.toJSON === "function") obj = obj.toJSON();
      if (obj == null) return null;
      const type = tomlType2(obj);
      if (type !== "table") throw typeError(type);
      return stringifyObject("", "", obj);
    }
    function typeError(type) {
      return new Error("Can only stringify objects, not " + type);
    }
    function getInlineKeys(obj) {
      return Object.keys(obj).filter((key) => isInline(obj[key]));
    }
    function getComplexKeys(obj) {
      return Object.keys(obj).filter((key) => !isInline(obj[key]));
    }
    function toJSON(obj) {
      let nobj = Array.isArray(obj) ? [] : Object.prototype.hasOwnProperty.call(obj, "__proto__") ? { ["__proto__"]: void 0 } : {};
      for (let prop of Object.keys(obj)) {
        if (obj[prop] && typeof obj[prop].toJSON === "function" && !("toISOString" in obj[prop])) {
          nobj[prop] = obj[prop].toJSON();
        } else {
          nobj[prop] = obj[prop];
        }
      }
      return nobj;
    }
    function stringifyObject(prefix, indent, obj) {
      obj = toJSON(obj);
      let inlineKeys;
      let complexKeys;
      inlineKeys = getInlineKeys(obj);
      complexKeys = getComplexKeys(obj);
      const result = [];
      const inlineIndent = indent || "";
      inlineKeys.forEach((key) => {
        var type = tomlType2(obj[key]);
        if (type !== "undefined" && type !== "null") {
          result.push(inlineIndent + stringifyKey(key) + " = " + stringifyAnyInline(obj[key], true));
        }
      });
      if (result.length > 0) result.push("");
      const complexIndent = prefix && inlineKeys.length > 0 ? indent + "  " : "";
      complexKeys.forEach((key) => {
        result.push(stringifyComplex(prefix, complexIndent, key, obj[key]));
      });
      return result.join("\n");
    }
    function isInline(value) {
      switch (tomlType2(value)) {
        case "undefined":
        case "null":
        case "integer":
        case "nan":
        case "float":
        case "boolean":
        case "string":
        case "datetime":
          return true;
        case "array":
          return value.length === 0 || tomlType2(value[0]) !== "table";
        case "table":
          return Object.keys(value).length === 0;
        /* istanbul ignore next */
        default:
          return false;
      }
    }
    function tomlType2(value) {
      if (value === void 0) {
        return "undefined";
      } else if (value === null) {
        return "null";
      } else if (typeof value === "bigint" || Number.isInteger(value) && !Object.is(value, -0)) {
        return "integer";
      } else if (typeof value === "number") {
        return "float";
      } else if (typeof value === "boolean") {
        return "boolean";
      } else if (typeof value === "string") {
        return "string";
      } else if ("toISOString" in value) {
        return isNaN(value) ? "undefined" : "datetime";
      } else if (Array.isArray(value)) {
        return "array";
      } else {
        return "table";
      }
    }
    function stringifyKey(key) {
      const keyStr = String(key);
      if (/^[-A-Za-z0-9_]+$/.test(keyStr)) {
        return keyStr;
      } else {
        return stringifyBasicString(keyStr);
      }
    }
    function stringifyBasicString(str) {
      return '"' + escapeString(str).replace(/"/g, '\\"') + '"';
    }
    function stringifyLiteralString(str) {
      return "'" + str + "'";
    }
    function numpad(num, str) {
      while (str.length < num) str = "0" + str;
      return str;
    }
    function escapeString(str) {
      return str.replace(/\\/g, "\\\\").replace(/[\b]/g, "\\b").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\f/g, "\\f").replace(/\r/g, "\\r").replace(/([\u0000-\u001f\u007f])/, (c) => "\\u" + numpad(4, c.codePointAt(0).toString(16)));
    }
    function stringifyMultilineString(str) {
      let escaped = str.split(/\n/).map((str2) => {
        return escapeString(str2).replace(/"(?="")/g, '\\"');
      }).join("\n");
      if (escaped.slice(-1) === '"') escaped += "\\\n";
      return '"""\n' + escaped + '"""';
    }
    function stringifyAnyInline(value, multilineOk) {
      let type = tomlType2(value);
      if (type === "string") {
        if (multilineOk && /\n/.test(value)) {
          type = "string-multiline";
        } else if (!/[\b\t\n\f\r']/.test(value) && /"/.test(value)) {
          type = "string-literal";
        }
      }
      return stringifyInline(value, type);
    }
    function stringifyInline(value, type) {
      if (!type) type = tomlType2(value);
      switch (type) {
        case "string-multiline":
          return stringifyMultilineString(value);
        case "string":
          return stringifyBasicString(value);
        case "string-literal":
          return stringifyLiteralString(value);
        case "integer":
          return stringifyInteger(value);
        case "float":
          return stringifyFloat(value);
        case "boolean":
          return stringifyBoolean(value);
        case "datetime":
          return stringifyDatetime(value);
        case "array":
          return stringifyInlineArray(value.filter((_) => tomlType2(_) !== "null" && tomlType2(_) !== "undefined" && tomlType2(_) !== "nan"));
        case "table":
          return stringifyInlineTable(value);
        /* istanbul ignore next */
        default:
          throw typeError(type);
      }
    }
    function stringifyInteger(value) {
      return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "_");
    }
    function stringifyFloat(value) {
      if (value === Infinity) {
        return "inf";
      } else if (value === -Infinity) {
        return "-inf";
      } else if (Object.is(value, NaN)) {
        return "nan";
      } else if (Object.is(value, -0)) {
        return "-0.0";
      }
      const [int, dec] = String(value).split(".");
      return stringifyInteger(int) + "." + dec;
    }
    function stringifyBoolean(value) {
      return String(value);
    }
    function stringifyDatetime(value) {
      return value.toISOString();
    }
    function stringifyInlineArray(values) {
      values = toJSON(values);
      let result = "[";
      const stringified = values.map((_) => stringifyInline(_));
      if (stringified.join(", ").length > 60 || /\n/.test(stringified)) {
        result += "\n  " + stringified.join(",\n  ") + "\n";
      } else {
        result += " " + stringified.join(", ") + (stringified.length > 0 ? " " : "");
      }
      return result + "]";
    }
    function stringifyInlineTable(value) {
      value = toJSON(value);
      const result = [];
      Object.keys(value).forEach((key) => {
        result.push(stringifyKey(key) + " = " + stringifyAnyInline(value[key], false));
      });
      return "{ " + result.join(", ") + (result.length > 0 ? " " : "") + "}";
    }
    function stringifyComplex(prefix, indent, key, value) {
      const valueType = tomlType2(value);
      if (valueType === "array") {
        return stringifyArrayOfTables(prefix, indent, key, value);
      } else if (valueType === "table") {
        return stringifyComplexTable(prefix, indent, key, value);
      } else {
        throw typeError(valueType);
      }
    }
    function stringifyArrayOfTables(prefix, indent, key, values) {
      values = toJSON(values);
      const firstValueType = tomlType2(values[0]);
      if (firstValueType !== "table") throw typeError(firstValueType);
      const fullKey = prefix + stringifyKey(key);
      let result = "";
      values.forEach((table) => {
        if (result.length > 0) result += "\n";
        result += indent + "[[" + fullKey + "]]\n";
        result += stringifyObject(fullKey + ".", indent, table);
      });
      return result;
    }
    function stringifyComplexTable(prefix, indent, key, value) {
      const fullKey = prefix + stringifyKey(key);
      let result = "";
      if (getInlineKeys(value).length > 0) {
        result += indent + "[" + fullKey + "]\n";
      }
      return result + stringifyObject(fullKey + ".", indent, value);
    }
  }
});

// node_modules/@iarna/toml/toml.js
var require_toml = __commonJS({
  "node_modules/@iarna/toml/toml.js"(exports2) {
    "use strict";
    exports2.parse = require_parse();
    exports2.stringify = require_stringify();
  }
});

// src/verdict/observation-rule.ts
var GROUNDS = {
  containerd: ["runtime"],
  "other-runtime": ["runtime"],
  kubelet: ["kubelet-start"],
  unit: ["kubelet-start"],
  image: ["runtime"],
  live: []
};
function observationRule(spec) {
  const { side, kinds, when, message, consequence, label, edit, undecided: undecided2 = false, ...rule100 } = spec;
  return {
    ...rule100,
    undecided: undecided2,
    find: (node, demands) => observationsOf(node, side).filter((observation) => kinds.includes(observation.kind) && (when?.(observation, node, demands) ?? true)).map(
      (observation) => ({
        message: message(observation.detail, observation),
        consequence: consequence?.(observation.detail, observation) ?? "",
        help: rule100.help,
        location: observation.location,
        label,
        related: observation.related,
        edit: edit?.(observation) ?? null,
        subject: String(observation.detail.handler ?? observation.detail.path ?? observation.detail.key ?? ""),
        grounds: GROUNDS[side]
      })
    )
  };
}
function observationsOf(node, side) {
  switch (side) {
    case "containerd": {
      const answer2 = node.containerd;
      return answer2 === null ? [] : distinct([...answer2.observations, ...answer2.doubts, ...present(answer2.stateReason)]);
    }
    case "kubelet": {
      const answer2 = node.kubelet;
      return answer2 === null ? [] : distinct([...answer2.observations, ...answer2.doubts, ...present(answer2.refusesToStart)]);
    }
    case "unit": {
      const unit = node.kubelet?.unit ?? null;
      return unit === null ? [] : distinct([...unit.observations, ...unit.doubts, ...present(unit.reason)]);
    }
    case "other-runtime":
      return node.otherRuntime === null ? [] : [...node.otherRuntime.observations, ...node.otherRuntime.doubts];
    case "live":
      return node.image.live;
    case "image":
      return [...node.image.observations, ...node.image.doubts];
  }
}
function present(value) {
  return value === null ? [] : [value];
}
function distinct(observations) {
  const seen = /* @__PURE__ */ new Set();
  return observations.filter((observation) => {
    const key = JSON.stringify([observation.kind, observation.location, observation.detail]);
    return seen.has(key) ? false : seen.add(key);
  });
}

// src/verdict/rules/boot-failed.ts
var rule = observationRule({
  code: "boot-failed",
  side: "live",
  kinds: ["boot-failed"],
  severity: "error",
  title: "The node image does not boot into a working cluster",
  explanation: "kind could not make a cluster of the image, or its node never got as far as starting pods. The finding names the step, the cause as far as it shows, and the lines of the configuration that broke the boot where they are known. kind itself names no cause in most of these cases.",
  help: "Mend the cause that is named; --retain-on-failure keeps the cluster for a look, and --kind-logs exports its logs.",
  references: [
    {
      title: "A mounted containerd configuration breaks the boot",
      url: "https://github.com/kubernetes-sigs/kind/issues/3733"
    },
    { title: "The log names no cause", url: "https://github.com/kubernetes-sigs/kind/issues/3700" }
  ],
  example: null,
  when: (o) => o.detail.blamesImage === true,
  message: (d) => `the image does not boot: ${d.cause}`,
  consequence: (d) => d.message ? String(d.message).slice(0, 600) : String(d.remedy),
  label: "the cause"
});

// src/verdict/rules/boot-generated.ts
var rule2 = {
  code: "boot-generated",
  severity: "error",
  undecided: true,
  title: "A program writes the configuration when the node boots",
  explanation: "On some platforms the configuration in the image is not the one that runs: k3s, RKE2, Bottlerocket, EKS nodeadm, AKS, GKE, kOps, MicroK8s, Talos and minikube write or rewrite it at boot, from templates and from what the cloud says. What the image holds proves nothing then. The finding names the program, and what its template would do where that can be read.",
  help: "Boot the image and judge what really runs: kind:IMAGE, or cgroup-gate check rootfs:/ on a booted node.",
  references: [
    {
      title: "minikube bakes false and rewrites it at start",
      url: "https://github.com/kubernetes/minikube/pull/22320"
    }
  ],
  example: null,
  find: ({ image, effective }) => image.generators.filter(({ writes }) => writes !== "kubelet" || effective.followsRuntime !== true).map(
    (generator) => ({
      message: `${generator.title} writes the configuration of ${WRITTEN[generator.writes]} at boot`,
      consequence: [generator.note, ...templateSays(generator)].join(" "),
      help: rule2.help,
      location: generator.template?.location ?? generator.evidence,
      label: generator.template === null ? "how it is known" : "what the template says",
      related: [],
      edit: null,
      subject: generator.name
    })
  )
};
var WRITTEN = { containerd: "containerd", kubelet: "the kubelet", both: "containerd and the kubelet" };
function templateSays({ wouldDo }) {
  if (wouldDo === null) return [];
  const drivers = wouldDo.handlers.map(({ name, driver }) => `${name}: ${driver}`);
  if (wouldDo.kubelet !== null) drivers.push(`kubelet: ${wouldDo.kubelet}`);
  return drivers.length === 0 ? [] : [`Its template says ${drivers.join(", ")}.`];
}

// src/verdict/rules/boot-not-tried.ts
var rule3 = observationRule({
  code: "boot-not-tried",
  side: "live",
  kinds: ["boot-failed"],
  severity: "error",
  undecided: true,
  title: "No cluster could be made here, so nothing was learnt about the image",
  explanation: "There is no engine, no kind, too little memory or disk, or the run was cancelled. None of that is the fault of the image.",
  help: "Mend what is named and run again, or judge the image without a boot by leaving kind: out.",
  references: [],
  example: null,
  when: (o) => o.detail.blamesImage !== true,
  message: (d) => `the image was not booted: ${d.cause}`,
  consequence: (d) => String(d.remedy),
  label: ""
});

// src/verdict/rules/both-tables.ts
var rule4 = observationRule({
  code: "both-tables",
  side: "containerd",
  kinds: ["both-tables"],
  severity: "warning",
  title: "Two tables set the driver, and this one loses",
  explanation: "A file that carries both the version 2 and the version 3 table of the CRI plugin has two answers. Releases 2.0.0 and 2.0.1 let the older table win, later ones the newer, key by key: one handler in the newer table discards every handler of the older.",
  help: "Keep one of the two tables.",
  references: [],
  example: null,
  when: (o) => o.detail.setsDriver === true,
  message: (d) => `${d.key} of "${d.loser}" is not used: "${d.winner}" has it too and wins`,
  label: "loses"
});

// src/versions/version.ts
var NUMBERS = /(?:^|[\s:/@])(?:\d{1,3}:)?[vV]?(\d{1,5})(?:\.(\d{1,5})(?:\.(\d{1,5}))?)?(?![\d.]|[A-Za-z])(\S*)/;
var PRERELEASE = /^[-~.]?(alpha|beta|rc|pre)(\d*(?:\.\d+)*)(?:[-+~.]|$)/i;
var LONGEST = 256;
function parseVersion(text2) {
  const trimmed = text2.trim();
  if (trimmed.length > LONGEST) return null;
  const match = NUMBERS.exec(trimmed);
  if (match === null) return null;
  const [, major, minor, patch2, rest = ""] = match;
  const pre = PRERELEASE.exec(rest);
  const prerelease = pre === null ? [] : [pre[1].toLowerCase(), ...(pre[2].match(/\d+/g) ?? []).map(Number)];
  const build = pre === null ? rest : rest.slice(pre[0].replace(/[-+~.]$/, "").length);
  return {
    text: trimmed,
    major: Number(major),
    minor: minor === void 0 ? null : Number(minor),
    patch: patch2 === void 0 ? null : Number(patch2),
    prerelease,
    build: build.replace(/^[-+~.]|[,;]$/g, "")
  };
}
function compareVersions(a, b) {
  return a.major - b.major || (a.minor ?? 0) - (b.minor ?? 0) || (a.patch ?? 0) - (b.patch ?? 0) || comparePrereleases(a.prerelease, b.prerelease);
}
function isPartial(version) {
  return version.patch === null;
}
function agree(a, b) {
  if (a.major !== b.major) return false;
  if (a.minor === null || b.minor === null) return true;
  if (a.minor !== b.minor) return false;
  if (a.patch === null || b.patch === null) return true;
  return compareVersions(a, b) === 0;
}
function comparePrereleases(a, b) {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const left = a[index];
    const right = b[index];
    if (left === void 0) return -1;
    if (right === void 0) return 1;
    if (left === right) continue;
    if (typeof left === "number" && typeof right === "number") return left - right;
    return String(left) < String(right) ? -1 : 1;
  }
  return 0;
}

// src/verdict/certainty.ts
var BESIDE_THE_DRIVER = /* @__PURE__ */ new Set(["depends-on-host"]);
function isCertain(node, ground) {
  if (node.image.problems.length > 0) return false;
  switch (ground) {
    case "runtime":
      return isRuntimeCertain(node);
    case "kubelet-driver":
      if (runtimeDecidesForSure(node)) return isRuntimeCertain(node);
      if (node.effective.followsRuntime !== false && !isRuntimeCertain(node)) return false;
      return isKubeletCertain(node);
    case "kubelet-start":
      return !isWrittenAtBoot(node, "kubelet") && !(node.kubelet?.doubts.some(({ kind }) => START.has(kind)) ?? false);
  }
}
var START = /* @__PURE__ */ new Set([
  "unit-doubtful",
  "config-templated",
  "program-is-not-kubelet",
  "program-is-script",
  "program-elsewhere"
]);
function isRuntimeCertain(node) {
  const doubts = [...node.image.doubts, ...node.containerd?.doubts ?? [], ...node.otherRuntime?.doubts ?? []];
  return !isWrittenAtBoot(node, "containerd") && doubts.every(({ kind }) => BESIDE_THE_DRIVER.has(kind));
}
function isKubeletCertain(node) {
  return !isWrittenAtBoot(node, "kubelet") && (node.kubelet?.doubts ?? []).length === 0;
}
function isWrittenAtBoot({ image }, what) {
  return image.generators.some(({ writes }) => writes === what || writes === "both");
}
function runtimeDecidesForSure({ kubelet, effective }) {
  if (effective.followsRuntime !== true || effective.driver === "unknown" || kubelet?.kubeletVersion == null)
    return false;
  const version = parseVersion(kubelet.kubeletVersion);
  const locked = parseVersion("1.34.0");
  return version !== null && locked !== null && compareVersions(version, locked) >= 0;
}
function groundsOfMismatch(node, demands, runtimeDriver) {
  const grounds = ["runtime", "kubelet-driver"];
  if (demands.require !== "systemd") return grounds;
  const wrong = runtimeDriver === "cgroupfs" ? "runtime" : "kubelet-driver";
  return isCertain(node, wrong) ? [wrong] : grounds;
}

// src/verdict/judged-handlers.ts
function judgedHandlers(answer2, demands) {
  return answer2.handlers.filter((handler) => isJudged(handler.name, answer2.defaultHandler, demands)).toSorted((a, b) => rank(a, answer2) - rank(b, answer2) || (a.name < b.name ? -1 : 1));
}
function isJudged(name, defaultHandler2, demands) {
  if (demands.handlers === "all") return true;
  if (demands.handlers === "default") return name === defaultHandler2;
  return demands.handlers.includes(name);
}
function rank(handler, answer2) {
  return handler.name === answer2.defaultHandler ? 0 : 1;
}
function nameHandler(handler, answer2) {
  return `runtime handler "${handler.name}"${handler.name === answer2.defaultHandler ? " (default)" : ""}`;
}

// src/verdict/setting-edit.ts
function systemdCgroupEdit(handler) {
  const { origin } = handler;
  const title = `set SystemdCgroup = true for ${handler.name}`;
  if (origin.by === "line") return { kind: "replace", title, location: origin.location, text: "true" };
  if (origin.nearest === null || origin.missing !== "SystemdCgroup") return null;
  return { kind: "insert", title, after: origin.nearest, line: "SystemdCgroup = true" };
}
function kubeletDriverEdit(kubelet) {
  const inFile = ["config-file", "drop-in", "given", "kubeadm-input"].includes(kubelet.sourceKind);
  if (!inFile || kubelet.source === null || kubelet.written === null) return null;
  return { kind: "replace", title: "set cgroupDriver: systemd", location: kubelet.source, text: "systemd" };
}

// src/verdict/rules/cgroup-driver-mismatch.ts
var CONSEQUENCES = {
  systemd: "The node joins and pods start, but outside the slices that the kubelet made for them. Within minutes kube-proxy, kube-flannel and the rest restart for ever: SandboxChanged, then CrashLoopBackOff, and no log says why.",
  cgroupfs: `No pod starts on the node: runc refuses each one with 'expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups', which shows as FailedCreatePodSandBox, and kubeadm init times out.`
};
var rule5 = {
  code: "cgroup-driver-mismatch",
  severity: "error",
  undecided: false,
  title: "The kubelet and a runtime handler use different cgroup drivers",
  explanation: "The kubelet names the cgroup in which a pod is to run, and the runtime creates it. With the systemd driver the name is a slice that systemd manages; with cgroupfs it is a folder. Containerd writes whichever name the kubelet sends into the container without comparing it with its own setting, so nothing reports a difference.\n\nA kubelet on systemd with a handler on cgroupfs lets pods start in the wrong place: limits do not hold, and the kubelet takes the pods for dead and replaces them over and over. A kubelet on cgroupfs with a handler on systemd starts no pod at all.\n\nContainerd uses cgroupfs for a handler unless SystemdCgroup = true stands in its options. The kubelet uses cgroupfs unless told otherwise, and kubeadm from 1.22 on tells it systemd. From Kubernetes 1.31 on the kubelet follows containerd 2 in the default handler's driver, so that there only another handler can differ.",
  help: "Set SystemdCgroup = true in the options of each runtime handler, and cgroupDriver: systemd in the kubelet's configuration.",
  references: [
    {
      title: "kube-system pods restart with SandboxChanged",
      url: "https://github.com/kubernetes/kubernetes/issues/110177"
    },
    { title: "A restart loop after a fresh kubeadm", url: "https://github.com/kubernetes/kubernetes/issues/117293" },
    { title: "All pods of a node restart", url: "https://github.com/containerd/containerd/issues/7276" },
    { title: "Only pods of the nvidia handler die", url: "https://github.com/k3s-io/k3s/issues/8470" }
  ],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = false\n',
    right: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n'
  },
  find: (node, demands) => {
    const { containerd, kubelet, effective, otherRuntime } = node;
    if (kubelet === null || effective.driver === "unknown") return [];
    const wanted = effective.driver;
    if (otherRuntime !== null && otherRuntime.driver !== "unknown" && otherRuntime.driver !== wanted) {
      return [otherRuntimeDraft(node, demands, otherRuntime, otherRuntime.driver, kubelet, wanted)];
    }
    if (containerd === null || containerd.state !== "ok") return [];
    return judgedHandlers(containerd, demands).flatMap((handler) => {
      const { driver } = handler;
      if (driver !== "systemd" && driver !== "cgroupfs" || driver === wanted) return [];
      const grounds = groundsOfMismatch(node, demands, driver);
      return [{ ...draft(node, containerd, kubelet, handler, wanted), grounds }];
    });
  }
};
function draft(node, containerd, kubelet, handler, wanted) {
  const runtimeIsWrong = wanted === "systemd" || node.effective.followsRuntime === true;
  const wrong = wanted === "cgroupfs" && runtimeIsWrong ? answering(containerd) ?? handler : handler;
  const runtimeLocation = placeOf(wrong);
  const location = runtimeIsWrong ? runtimeLocation : kubelet.source;
  const related = [];
  if (runtimeIsWrong) {
    if (wrong.origin.by === "line" && wrong.definition !== null) {
      related.push({ location: wrong.definition, role: "the handler" });
    }
    const other = placeOf(handler);
    if (wrong !== handler && other !== null) {
      related.push({ location: other, role: `${handler.name} uses ${handler.driver}` });
    }
    if (kubelet.source !== null && node.effective.followsRuntime !== true) {
      related.push({ location: kubelet.source, role: "what the kubelet is told" });
    }
  } else if (runtimeLocation !== null) {
    related.push({ location: runtimeLocation, role: `${handler.name} uses ${handler.driver}` });
  }
  return {
    message: `kubelet ${uses(node, "kubelet-driver")} ${wanted}, ${nameHandler(handler, containerd)} ${uses(node, "runtime")} ${handler.driver}`,
    consequence: CONSEQUENCES[wanted],
    help: helpFor(runtimeIsWrong, wrong),
    location,
    label: runtimeIsWrong ? wrong.origin.by === "default" ? "SystemdCgroup is not set here" : wrong.driver : wanted,
    related,
    edit: runtimeIsWrong ? systemdCgroupEdit(wrong) : kubeletDriverEdit(kubelet),
    subject: handler.name
  };
}
function placeOf({ origin }) {
  return origin.by === "line" ? origin.location : origin.nearest;
}
function answering({ runtimeConfig, handlers }) {
  return handlers.find(({ name }) => name === runtimeConfig.handler) ?? null;
}
function uses(node, ground) {
  return isCertain(node, ground) ? "uses" : "likely uses";
}
function otherRuntimeDraft(node, demands, runtime, driver, kubelet, wanted) {
  const runtimeLocation = runtime.source ?? runtime.nearest;
  const [location, other] = wanted === "systemd" ? [runtimeLocation, kubelet.source] : [kubelet.source, runtimeLocation];
  return {
    message: `kubelet ${uses(node, "kubelet-driver")} ${wanted}, ${runtime.name} ${uses(node, "runtime")} ${driver}`,
    consequence: runtime.name === "cri-o" && wanted === "systemd" ? "CRI-O refuses each pod: it is configured with the cgroupfs manager and receives a systemd slice as parent." : CONSEQUENCES[wanted],
    help: `Make the kubelet and ${runtime.name} both use systemd, then restart them.`,
    location,
    label: wanted === "systemd" ? driver : wanted,
    related: other === null ? [] : [{ location: other, role: "the other side" }],
    edit: null,
    subject: runtime.name,
    grounds: groundsOfMismatch(node, demands, driver)
  };
}
function helpFor(runtimeIsWrong, handler) {
  if (!runtimeIsWrong) {
    return "Set cgroupDriver: systemd in the kubelet's configuration (or --cgroup-driver=systemd), then restart the kubelet.";
  }
  const where = `in the options of the runtime handler ${handler.name}`;
  return handler.origin.by === "line" ? `Set SystemdCgroup = true ${where}; on a running node, restart containerd after that.` : `Add SystemdCgroup = true ${where}; on a running node, restart containerd after that.`;
}

// src/verdict/rules/cgroup-driver-not-systemd.ts
var rule6 = {
  code: "cgroup-driver-not-systemd",
  severity: "error",
  undecided: false,
  title: "One side uses cgroupfs where systemd is required",
  explanation: "On a node whose init is systemd, systemd manages the cgroup tree, and a second writer beside it leaves two owners of the same resources: nodes become unstable under load, and on cgroup v2 controllers vanish from pods. This finding stands where the kubelet and the runtime agree on cgroupfs, or where one of them is on cgroupfs and the other is not known.\n\nWith --require match an image whose two sides agree on cgroupfs is accepted.",
  help: "Use the systemd driver on both sides, or pass --require match if cgroupfs is meant.",
  references: [
    {
      title: "Kubernetes: cgroup drivers",
      url: "https://kubernetes.io/docs/setup/production-environment/container-runtimes/#cgroup-drivers"
    }
  ],
  example: null,
  find: (node, demands) => {
    if (demands.require !== "systemd") return [];
    const drafts = [];
    const { containerd, kubelet, effective, otherRuntime } = node;
    const runtimeUses = isCertain(node, "runtime") ? "uses" : "likely uses";
    const consequence = "Systemd and the cgroupfs writer both manage the same cgroup tree; under load the node becomes unstable, and on cgroup v2 the kubelet may take pods for dead and restart them.";
    if (containerd !== null && containerd.state === "ok" && effective.driver !== "systemd") {
      for (const handler of judgedHandlers(containerd, demands)) {
        if (handler.driver !== "cgroupfs") continue;
        const { origin } = handler;
        drafts.push({
          message: `${nameHandler(handler, containerd)} ${runtimeUses} cgroupfs, and systemd is required`,
          consequence,
          help: `Set SystemdCgroup = true in the options of the runtime handler ${handler.name}; on a running node, restart containerd after that.`,
          location: origin.by === "line" ? origin.location : origin.nearest,
          label: origin.by === "line" ? "cgroupfs" : "SystemdCgroup is not set here",
          related: [],
          edit: systemdCgroupEdit(handler),
          subject: handler.name,
          grounds: ["runtime"]
        });
      }
    }
    if (otherRuntime !== null && otherRuntime.driver === "cgroupfs" && effective.driver !== "systemd") {
      drafts.push({
        message: `${otherRuntime.name} ${runtimeUses} cgroupfs, and systemd is required`,
        consequence,
        help: `Make ${otherRuntime.name} use the systemd cgroup driver.`,
        location: otherRuntime.source ?? otherRuntime.nearest,
        label: "cgroupfs",
        related: [],
        edit: null,
        subject: otherRuntime.name,
        grounds: ["runtime"]
      });
    }
    const runtimeIsSystemd = containerd?.state === "ok" && judgedHandlers(containerd, demands).some((handler) => handler.driver === "systemd");
    if (kubelet !== null && effective.driver === "cgroupfs" && effective.followsRuntime !== true && !runtimeIsSystemd) {
      drafts.push({
        message: `kubelet ${isCertain(node, "kubelet-driver") ? "uses" : "likely uses"} cgroupfs, and systemd is required`,
        consequence,
        help: "Set cgroupDriver: systemd in the kubelet's configuration, then restart the kubelet.",
        location: kubelet.source,
        label: "cgroupfs",
        related: [],
        edit: kubeletDriverEdit(kubelet),
        subject: "kubelet",
        grounds: ["kubelet-driver"]
      });
    }
    return drafts;
  }
};

// src/verdict/rules/cgroup-writable.ts
var rule7 = observationRule({
  code: "cgroup-writable",
  side: "containerd",
  kinds: ["cgroup-writable-needs-v2"],
  severity: "warning",
  title: "cgroup_writable needs a host with cgroup v2",
  explanation: "On a host with cgroup v1 the CRI plugin refuses to load with cgroup_writable = true.",
  help: "Remove it, or run the image on hosts with cgroup v2 only.",
  references: [],
  example: null,
  message: (d) => `on a host with cgroup v1 the CRI plugin does not load: ${d.handler} has cgroup_writable = true`,
  label: "needs cgroup v2"
});

// src/verdict/rules/commented-out-setting.ts
var rule8 = observationRule({
  code: "commented-out-setting",
  side: "containerd",
  kinds: ["commented-out-flag"],
  severity: "note",
  title: "SystemdCgroup is there as a comment only",
  explanation: "The line that would set the driver is commented out, so containerd's default holds: cgroupfs.",
  help: "Take the # away.",
  references: [],
  example: null,
  message: (d) => `SystemdCgroup of ${d.handler} is commented out`,
  label: "a comment"
});

// src/verdict/rules/config-missing.ts
var rule9 = observationRule({
  code: "config-missing",
  side: "containerd",
  kinds: ["config-missing", "config-is-directory"],
  severity: "error",
  title: "containerd's configuration file is not in the image",
  explanation: "The unit starts containerd with --config, or imports a path, and there is no such file. A missing file at the default path only means the defaults; one that is named must exist.",
  help: "Add the file to the image, or correct the path in the unit or in imports.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "config-missing" ? `containerd does not start: ${d.path}, which its command line names, is not in the image` : `containerd does not start: ${d.path} is a directory`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "named here"
});

// src/verdict/rules/config-syntax.ts
var rule10 = observationRule({
  code: "config-syntax",
  side: "containerd",
  kinds: ["toml-syntax"],
  severity: "error",
  title: "containerd cannot parse its configuration",
  explanation: "Containerd reads every file of its configuration before it starts, and exits at the first one that its TOML library rejects. Which library that is depends on the release, so a file can be fine for 1.7 and fatal for 2.0: byte order marks, lone carriage returns, bytes that are no UTF-8, numbers with leading zeros, and tables written twice with different quotes are examples.",
  help: "Correct the line that is shown; `containerd config dump` of the same release accepts the file then.",
  references: [],
  example: { wrong: '[plugins."io.containerd.grpc.v1.cri"\n', right: '[plugins."io.containerd.grpc.v1.cri"]\n' },
  message: (d) => `containerd does not start: ${d.message}`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "containerd stops here"
});

// src/verdict/rules/config-type.ts
var rule11 = observationRule({
  code: "config-type",
  side: "containerd",
  kinds: ["top-level-type", "bad-timeout", "plugin-type-error", "migration-panic"],
  severity: "error",
  title: "A key of containerd's configuration has a value of the wrong type",
  explanation: "A wrong type in any plugin's table stops the whole daemon, also where the plugin has nothing to do with pods. Containerd 2.x even crashes while it migrates an older table that is no table.",
  help: "Give the key a value of the type that is wanted.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "bad-timeout" ? `containerd does not start: the timeout ${d.key} = ${d.value} is no duration` : `containerd does not start: ${d.key} is ${d.found}${d.wanted ? `, and ${d.wanted} is wanted` : ", and a table is wanted"}`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "wrong type"
});

// src/verdict/rules/config-version-missing.ts
var rule12 = observationRule({
  code: "config-version-missing",
  side: "containerd",
  kinds: ["missing-version"],
  severity: "warning",
  title: "The configuration has no version line",
  explanation: "A file without a version counts as version 1. Containerd 1.x reads only plugins.cri in it, and 2.0 to 2.2 neither plugins.cri nor io.containerd.grpc.v1.cri; so a file that sets the driver in the version 2 table does nothing on any release before 2.3. No release says so in its log.",
  help: "Put version = 2 (or 3 for containerd 2.x with its tables) at the top of the file.",
  references: [
    { title: "The driver never applied", url: "https://github.com/kubernetes/kubernetes/issues/107892" },
    { title: "The documented snippet has no effect", url: "https://github.com/kubernetes/website/issues/38241" }
  ],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri"]\n',
    right: 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n'
  },
  when: (o) => o.detail.harmful === true,
  message: () => "the file has no version line, so its tables of a later version are not read",
  label: "version = … is missing"
});

// src/verdict/rules/config-version-unsupported.ts
var rule13 = observationRule({
  code: "config-version-unsupported",
  side: "containerd",
  kinds: ["unsupported-version"],
  severity: "error",
  title: "The configuration's version is newer than this containerd reads",
  explanation: "Containerd 1.x reads versions 1 and 2 (from 1.6.32 and 1.7.17 on it exits at a higher one, before that it took it for 2), 2.0 to 2.2 read up to 3, and 2.3 reads up to 4. An image whose configuration was made by another containerd than the one that it ships has this.",
  help: "Generate the file with the containerd of the image: containerd config default.",
  references: [],
  example: null,
  message: (d) => `containerd does not start: it reads configuration versions up to ${d.newest}, and this is version ${d.version}`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "too new"
});

// src/verdict/rules/containerd-config-elsewhere.ts
var rule14 = observationRule({
  code: "containerd-config-elsewhere",
  side: "image",
  kinds: ["containerd-config-elsewhere"],
  severity: "note",
  title: "The unit starts containerd with another configuration file",
  explanation: "Only the file that --config names counts. `containerd config dump` on the node still shows the default file, and so does whoever edits /etc/containerd/config.toml.",
  help: "Edit the file that is named, or remove --config from the unit.",
  references: [],
  example: null,
  message: (d) => `containerd reads ${d.path}, not /etc/containerd/config.toml`,
  label: "names the file"
});

// src/verdict/rules/containerd-flags.ts
var rule15 = observationRule({
  code: "containerd-flags",
  side: "image",
  kinds: ["containerd-flag-unknown"],
  severity: "error",
  title: "containerd is started with a flag that it does not have",
  explanation: "Containerd prints its usage and exits at a flag that it does not know, or that has no value after it. Its flags are the same in every release: --config, --log-level, --address, --root and --state.",
  help: "Correct the ExecStart line of its unit.",
  references: [],
  example: null,
  message: (d) => `containerd does not start: it has no flag ${d.flag}, or the flag has no value`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "not a flag"
});

// src/verdict/rules/containerd-unit-missing.ts
var rule16 = observationRule({
  code: "containerd-unit-missing",
  side: "image",
  kinds: ["no-containerd-unit"],
  severity: "warning",
  title: "No unit in the image starts containerd",
  explanation: "Containerd was judged as it runs without flags, with /etc/containerd/config.toml. If something else starts it with --config, another file counts.",
  help: "Judge the image after the step that installs containerd's unit.",
  references: [],
  example: null,
  when: (_observation, { image }) => image.problems.length === 0,
  message: () => "no unit in the image starts containerd, so it was judged as it runs without flags",
  label: ""
});

// src/verdict/rules/containerd-unit-refused.ts
var rule17 = observationRule({
  code: "containerd-unit-refused",
  side: "image",
  kinds: ["containerd-unit-refused"],
  severity: "error",
  title: "systemd does not start containerd",
  explanation: "The unit is masked, or has a mistake that makes systemd refuse it.",
  help: "Mend the unit: systemd-analyze verify containerd.service.",
  references: [],
  example: null,
  message: (d) => `systemd does not start ${d.unit}: ${String(d.reason).replaceAll("-", " ")}`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "the cause"
});

// src/verdict/rules/cri-disabled.ts
var rule18 = observationRule({
  code: "cri-disabled",
  side: "containerd",
  kinds: ["cri-disabled"],
  severity: "error",
  title: "containerd's CRI plugin is disabled",
  explanation: `The CRI plugin is what the kubelet talks to. Docker's containerd.io package ships a configuration with disabled_plugins = ["cri"], which is right for Docker and fatal for a Kubernetes node: kubeadm and the kubelet say 'unknown service runtime.v1.RuntimeService'.`,
  help: "Take the entry out of disabled_plugins, or generate a configuration of your own: containerd config default.",
  references: [],
  example: { wrong: 'disabled_plugins = ["cri"]\n', right: "disabled_plugins = []\n" },
  message: (d) => `containerd's CRI plugin is disabled by "${d.id}"`,
  consequence: () => "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: "disabled here"
});

// src/verdict/rules/cri-plugin-invalid.ts
var CAUSES = {
  "cri-failed-runtime-engine": (d) => `${d.key} of "${d.handler}" is for the old v1 runtime only`,
  "cri-failed-untrusted-conflict": () => 'untrusted_workload_runtime and a handler "untrusted" say different things',
  "cri-failed-registry": () => "registry mirrors cannot stand beside config_path",
  "cri-failed-duration": (d) => `${d.key} = ${d.value} is no duration`,
  "cri-failed-io-type": (d) => `io_type of "${d.handler}" is "${d.value}", and only fifo and streaming exist`,
  "cri-failed-cni-dirs": () => "bin_dir and bin_dirs of the CNI table exclude each other",
  "cri-failed-base-runtime-spec": (d) => `base_runtime_spec of "${d.handler}", ${d.path}, is ${d.why === "missing" ? "missing" : "no JSON"}`,
  "cri-failed-setting": (d) => `${d.key}: ${d.why}`
};
var rule19 = observationRule({
  code: "cri-plugin-invalid",
  side: "containerd",
  kinds: [
    "cri-failed-runtime-engine",
    "cri-failed-untrusted-conflict",
    "cri-failed-registry",
    "cri-failed-duration",
    "cri-failed-io-type",
    "cri-failed-cni-dirs",
    "cri-failed-base-runtime-spec",
    "cri-failed-setting"
  ],
  severity: "error",
  title: "The CRI plugin refuses its configuration",
  explanation: "The CRI plugin checks its configuration when it loads. Registry mirrors beside config_path, runtime_engine without the old runtime type, a base_runtime_spec that is missing or no JSON, bin_dir beside bin_dirs, an unknown io_type or a duration that is none make it fail, and the daemon goes on without it.",
  help: "Mend the line that is shown.",
  references: [],
  example: null,
  message: (d, o) => `the CRI plugin does not load: ${CAUSES[o.kind]?.(d) ?? o.kind}`,
  consequence: () => "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: "the cause"
});

// src/verdict/rules/default-handler-missing.ts
var rule20 = observationRule({
  code: "default-handler-missing",
  side: "containerd",
  kinds: ["cri-failed-default-handler-missing", "cri-failed-default-handler-empty"],
  severity: "error",
  title: "The default runtime handler does not exist",
  explanation: "default_runtime_name has to name a handler of the runtimes table; it is runc where nothing is said. Containerd 1.5 to 1.7 replace the built-in runc as soon as a file has a runtimes table of its own, so a file that adds only another handler loses runc and takes the CRI plugin down.",
  help: "Define the handler that default_runtime_name names, with its runtime_type and options.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "cri-failed-default-handler-empty" ? "the CRI plugin does not load: default_runtime_name is empty" : `the CRI plugin does not load: the default handler "${d.handler}" is not defined${d.builtInLost ? ", since this file replaces the built-in one" : ""}`,
  consequence: () => "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: "the cause"
});

// src/verdict/rules/disabled-id-unmatched.ts
var rule21 = observationRule({
  code: "disabled-id-unmatched",
  side: "containerd",
  kinds: ["disabled-id-unmatched"],
  severity: "warning",
  title: "An entry of disabled_plugins does not disable the CRI plugin",
  explanation: "Entries are compared exactly with the ids that the file's version uses. This one looks as if the CRI plugin were meant to be off, and it stays on; another release may read it the other way.",
  help: "Remove the entry, or write the id as this version wants it.",
  references: [],
  example: null,
  message: (d) => `"${d.id}" in disabled_plugins disables nothing in this version`,
  label: "no such plugin"
});

// src/verdict/rules/drop-in-version-higher.ts
var rule22 = observationRule({
  code: "drop-in-version-higher",
  side: "containerd",
  kinds: ["drop-in-version-higher"],
  severity: "error",
  title: "A drop-in has a higher version than the main file",
  explanation: "From 2.3 on the first version that is met while loading bounds all later ones, and a drop-in with a higher version makes containerd exit. A main file without a version line takes the first drop-in's.",
  help: "Give the main file at least the version of its drop-ins.",
  references: [],
  example: null,
  message: (d) => `containerd does not start: this file has version ${d.version}, above the main file's ${d.rootVersion}`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "higher than the main file"
});

// src/verdict/rules/duplicate-table.ts
var rule23 = observationRule({
  code: "duplicate-table",
  side: "containerd",
  kinds: ["duplicate-table"],
  severity: "error",
  title: "The same table stands twice in containerd's configuration",
  explanation: "A snippet was appended to a file that has its table already, with `cat >>`, `tee -a` or an insert that ran twice. TOML forbids a table to be defined twice, and containerd exits. Releases 1.5 to 1.7 merge the two where their quotes differ, so the same file may start there and not on 2.x.",
  help: "Change the value in the first table instead of appending a second one.",
  references: [],
  example: null,
  message: (d) => `containerd does not start: the table [${d.table}] is defined twice`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "the second time"
});

// src/verdict/rules/environment-file-syntax.ts
var SYNTAX = {
  "export-in-environment-file": (d) => `systemd drops this line for its export; ${d.name} stays unset`,
  "invalid-name-in-environment-file": (d) => `systemd drops this line: ${d.name} is no variable name`,
  "comment-after-quoted-value": (d) => `this is no comment: ${d.name} becomes ${d.value}`,
  "comment-in-unquoted-value": (d) => `this is no comment: ${d.name} becomes ${d.value}`,
  "invalid-assignment": (d) => `systemd passes over ${d.item}`,
  "unbalanced-quotes": (d) => `systemd ignores this ${d.key}= line for its unbalanced quotes`
};
var rule24 = observationRule({
  code: "environment-file-syntax",
  side: "unit",
  kinds: [
    "export-in-environment-file",
    "invalid-name-in-environment-file",
    "comment-after-quoted-value",
    "comment-in-unquoted-value",
    "invalid-assignment",
    "unbalanced-quotes"
  ],
  severity: "warning",
  title: "A line of an environment file does not mean what it means to a shell",
  explanation: "Environment files are no shell scripts: lines with export are dropped, # starts a comment only at the beginning of a line, and what follows a closing quote is appended to the value.",
  help: "Write NAME=value, with comments on lines of their own.",
  references: [],
  example: null,
  message: (d, o) => SYNTAX[o.kind]?.(d) ?? o.kind,
  label: "read differently"
});

// src/verdict/rules/environment-nullified.ts
var rule25 = observationRule({
  code: "environment-nullified",
  side: "unit",
  kinds: ["environment-nullified-by-file"],
  severity: "warning",
  title: "An environment file beats an Environment= line",
  explanation: "Systemd reads EnvironmentFile= after Environment=, whatever their order, so a variable that a packaged file sets to nothing stays empty. /etc/default/kubelet and /etc/sysconfig/kubelet of the packages hold an empty KUBELET_EXTRA_ARGS=.",
  help: "Set the variable in the environment file itself.",
  references: [
    {
      title: "config.yaml says systemd, the kubelet runs cgroupfs",
      url: "https://github.com/kubernetes/kubernetes/issues/96366"
    }
  ],
  example: null,
  when: (o) => String(o.detail.value) !== String(o.detail.winner),
  message: (d) => `${d.name} is set here and then replaced by an environment file`,
  label: "has no effect"
});

// src/verdict/rules/flag-outside-options.ts
var rule26 = observationRule({
  code: "flag-outside-options",
  side: "containerd",
  kinds: ["flag-outside-options"],
  severity: "warning",
  title: "SystemdCgroup stands outside a handler's options",
  explanation: "SystemdCgroup counts in the options table of a handler only. In the handler's own table, in containerd's table or at the level of the plugin it is an unknown key, which 1.x passes over silently and 2.x with a warning.",
  help: "Move it into the options table of the handler.",
  references: [],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  SystemdCgroup = true\n',
    right: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = true\n'
  },
  message: (d) => `${d.key} has no effect in [${d.table}]`,
  label: "no effect here"
});

// src/verdict/rules/handler-not-found.ts
var rule27 = {
  code: "handler-not-found",
  severity: "error",
  undecided: false,
  title: "A runtime handler that was asked for is not configured",
  explanation: `A name given with --handlers is none of containerd's runtime handlers. Names are compared exactly: Runc is not runc. A pod whose RuntimeClass names such a handler fails with: no runtime for "…" is configured.`,
  help: "Correct the name, or add the handler to the configuration.",
  references: [],
  example: null,
  find: ({ containerd }, demands) => {
    if (containerd === null || containerd.state !== "ok" || typeof demands.handlers === "string") return [];
    const known = containerd.handlers.map(({ name }) => name);
    return demands.handlers.filter((name) => !known.includes(name)).map(
      (name) => ({
        message: `there is no runtime handler "${name}"`,
        consequence: "",
        help: `Containerd has ${known.length === 0 ? "none" : known.join(", ")}.`,
        location: null,
        label: "",
        related: [],
        edit: null,
        subject: name,
        grounds: ["runtime"]
      })
    );
  }
};

// src/verdict/rules/handler-undecided.ts
var rule28 = {
  code: "handler-undecided",
  severity: "error",
  undecided: true,
  title: "The shim of the default runtime handler takes no cgroup driver from containerd",
  explanation: "Containerd passes SystemdCgroup to the runc shim only. gVisor, Kata, WebAssembly and other shims take their cgroup driver from a configuration of their own, or from nowhere. Where such a shim is the default handler, or the only one that is judged, the pods of this node use a driver that cannot be read from containerd.",
  help: "Name the handlers that matter with --handlers, or look into the configuration of the shim itself.",
  references: [{ title: "gVisor does not detect the driver", url: "https://github.com/google/gvisor/issues/10371" }],
  example: null,
  find: ({ containerd }, demands) => {
    if (containerd === null || containerd.state !== "ok") return [];
    const removed = containerd.observations.filter(({ kind }) => kind === "removed-runtime-type").map(({ detail }) => detail.handler);
    const judged = containerd.handlers.filter(
      ({ name }) => isJudged(name, containerd.defaultHandler, demands) && !removed.includes(name)
    );
    const drafts = [];
    for (const handler of judged) {
      const alone = judged.every(({ driver }) => driver === "opaque");
      if (handler.driver !== "opaque" || !(handler.name === containerd.defaultHandler || alone)) continue;
      drafts.push({
        message: `${nameHandler(handler, containerd)} runs the shim ${handler.type}, whose cgroup driver containerd does not set`,
        consequence: "",
        help: rule28.help,
        location: handler.definition,
        label: "not a runc shim",
        related: [],
        edit: null,
        subject: handler.name
      });
    }
    return drafts;
  }
};

// src/verdict/rules/image-unreadable.ts
var rule29 = {
  code: "image-unreadable",
  severity: "error",
  undecided: true,
  title: "A part of the image could not be read, or is not what its digest says",
  explanation: "A layer is missing, cut short, damaged, or its content does not match its digest. What the missing part would have changed is not known, so nothing is said about the image as a whole.",
  help: "Build or download the image again; the message names the part.",
  references: [],
  example: null,
  find: ({ image }) => image.problems.map(
    (problem) => ({
      message: problem,
      consequence: "",
      help: rule29.help,
      location: null,
      label: "",
      related: [],
      edit: null,
      subject: problem
    })
  )
};

// src/verdict/rules/import-missing.ts
var rule30 = observationRule({
  code: "import-missing",
  side: "containerd",
  kinds: ["import-missing"],
  severity: "error",
  title: "An imported file is not in the image",
  explanation: "A file that `imports` names without a `*` has to be there, or containerd exits. A pattern that matches nothing is fine, but a dangling symlink that it matches is not. `containerd config dump` of 2.x does not show this: it leaves the file out silently.",
  help: "Add the file to the image, take it out of imports, or import a folder with a pattern such as /etc/containerd/conf.d/*.toml.",
  references: [],
  example: null,
  when: (o) => o.detail.fatal !== false,
  message: (d) => `containerd does not start: the imported file ${d.path} is not in the image`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "imported here"
});

// src/verdict/rules/import-not-read.ts
var rule31 = observationRule({
  code: "import-not-read",
  side: "containerd",
  kinds: ["import-not-read"],
  severity: "warning",
  title: "A file in conf.d sets the driver, and nothing imports it",
  explanation: "conf.d is no built-in search path of any release. Files there are read only if the main file has an imports line for them, which `containerd config default` writes since 2.2. Without a main file they are not read either.",
  help: 'Add imports = ["/etc/containerd/conf.d/*.toml"] to the top of the main file.',
  references: [],
  example: null,
  when: (o) => o.detail.setsDriver === true,
  message: (d) => `${d.path} is not read: nothing imports it`,
  label: "not read"
});

// src/verdict/rules/import-pattern.ts
var rule32 = observationRule({
  code: "import-pattern",
  side: "containerd",
  kinds: ["import-bad-pattern"],
  severity: "error",
  title: "An imports pattern is malformed",
  explanation: "Entries of imports with a * are patterns as Go's filepath.Glob reads them. An unclosed [ makes containerd exit.",
  help: "Correct the pattern.",
  references: [],
  example: null,
  message: (d) => `containerd does not start: the imports pattern ${d.entry} is malformed`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "malformed"
});

// src/verdict/rules/import-stops-loading.ts
var rule33 = observationRule({
  code: "import-stops-loading",
  side: "containerd",
  kinds: ["import-missing"],
  severity: "warning",
  title: "containerd 1.4 stops loading at a missing import",
  explanation: "Containerd 1.4 passes over a missing import by not reading any further one either, and by leaving out its checks. Later releases exit.",
  help: "Add the file to the image, or take it out of imports.",
  references: [],
  example: null,
  when: (o) => o.detail.fatal === false,
  message: (d) => `the imported file ${d.path} is missing, and no later import is read`,
  label: "imported here"
});

// src/verdict/rules/import-without-match.ts
var rule34 = observationRule({
  code: "import-without-match",
  side: "containerd",
  kinds: ["glob-relative-to-cwd", "import-matches-nothing"],
  severity: "note",
  title: "An imports pattern matches nothing",
  explanation: "A pattern that matches no file is no error. Before 1.6.29 and 1.7.16 a relative pattern was looked up from the daemon's working directory, which is / under systemd, and not from the folder of the file, so it silently matched nothing.",
  help: "Write the pattern with its whole path.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "import-matches-nothing" ? `the imports pattern ${d.entry} matches no file` : `the imports pattern ${d.entry} is looked up in ${d.workingDirectory}, not beside this file`,
  label: "no match"
});

// src/verdict/rules/imports-not-top-level.ts
var rule35 = observationRule({
  code: "imports-not-top-level",
  side: "containerd",
  kinds: ["imports-not-top-level"],
  severity: "warning",
  title: "The imports line stands below a table",
  explanation: "Below a [table] line every key belongs to that table, so these files are not imported.",
  help: "Move the imports line above the first table.",
  references: [],
  example: null,
  message: (d) => `imports is a key of [${d.table}] here, so nothing is imported`,
  label: "belongs to the table above"
});

// src/verdict/rules/joins-with-cluster-config.ts
var rule36 = observationRule({
  code: "joins-with-cluster-config",
  side: "kubelet",
  kinds: ["join-takes-cluster-config"],
  severity: "note",
  title: "A node that joins takes the cluster's kubelet configuration",
  explanation: "kubeadm join downloads the kubelet's configuration from the cluster. What it says there beats what kubeadm would write by default: clusters made with kubeadm before 1.22 may still say cgroupfs.",
  help: "Look into the cluster: kubectl -n kube-system get configmap kubelet-config -o yaml.",
  references: [],
  example: null,
  message: () => "on kubeadm join the cluster's kubelet-config decides, not this image",
  label: ""
});

// src/verdict/rules/key-case.ts
var rule37 = observationRule({
  code: "key-case",
  side: "containerd",
  kinds: ["odd-key-case", "overridden-by-spelling"],
  severity: "warning",
  title: "SystemdCgroup is written in a case that does not count",
  explanation: "Whether systemdCgroup or SYSTEMDCGROUP is taken for SystemdCgroup depends on the TOML library of the release. Several spellings in one table compete, and from 2.0.7, 2.1.5 and 2.2 on the built-in default takes part in that: SYSTEMDCGROUP = true alone loses against it.",
  help: "Write SystemdCgroup exactly so, once.",
  references: [],
  example: null,
  when: (o) => o.detail.isFlag === true && o.detail.counts !== true,
  message: (d, o) => o.kind === "odd-key-case" ? `${d.key} is not taken for ${d.field} by this version` : `${d.key} loses against ${d.winner}`,
  label: "does not count",
  edit: (o) => o.kind !== "odd-key-case" || o.location === null ? null : { kind: "replace", title: "write SystemdCgroup", location: o.location, text: "SystemdCgroup" }
});

// src/verdict/rules/kind-config-fails.ts
var rule38 = observationRule({
  code: "kind-config-fails",
  side: "live",
  kinds: ["kind-config-invalid", "kind-patch-fails"],
  severity: "error",
  title: "kind stops at this cluster configuration",
  explanation: "The file is no kind configuration, or one of its patches cannot be applied to the image. `kind create cluster` ends there.",
  help: "Correct the file.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "kind-config-invalid" ? `this is no kind configuration: ${d.problem}` : `kind cannot apply this patch: ${d.problem}`,
  consequence: () => "There will be no cluster.",
  label: "kind stops here"
});

// src/verdict/rules/kind-config-unclear.ts
var rule39 = observationRule({
  code: "kind-config-unclear",
  side: "live",
  kinds: ["kind-mount-hides-image", "kind-nodes-differ"],
  severity: "warning",
  title: "The kind configuration leaves a part of the nodes unseen",
  explanation: "A folder of the host is mounted over files that decide, or the nodes are patched differently and one of them was judged.",
  help: "Boot it to be sure: kind:IMAGE with the same --kind-config.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "kind-nodes-differ" ? `${d.node} was judged, and ${d.others} other nodes are patched differently` : `${d.hostPath} of the host is mounted over ${d.containerPath}`,
  label: ""
});

// src/verdict/rules/kind-patch-decides.ts
var rule40 = observationRule({
  code: "kind-patch-decides",
  side: "live",
  kinds: ["kind-patch-decides"],
  severity: "note",
  title: "A patch of the kind configuration decides a driver",
  explanation: "The cluster's configuration changes what the image says. Patching one side only is the usual way to make the two differ.",
  help: "Patch both sides, or neither.",
  references: [
    { title: "Only the kubelet was patched", url: "https://github.com/aws-controllers-k8s/test-infra/issues/973" }
  ],
  example: null,
  message: (d) => `this patch sets ${d.subject}${d.from === null ? "" : ` from ${d.from}`} to ${d.to}`,
  label: "decides"
});

// src/verdict/rules/kind-patch-without-effect.ts
var rule41 = observationRule({
  code: "kind-patch-without-effect",
  side: "live",
  kinds: ["kind-patch-skipped", "kind-patch-matches-nothing"],
  severity: "warning",
  title: "A patch of the kind configuration changes nothing",
  explanation: "From 0.32.0 on kind passes over a containerd patch whose version differs from the file in the image, and a kubeadm patch counts only for documents of its kind and apiVersion. Neither is reported.",
  help: "Give the patch the version of the image, or the kind and apiVersion of the document that is meant.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "kind-patch-skipped" ? `kind passes over this patch: it is of version ${d.patchVersion}, and the image's file of version ${d.baseVersion}` : `this patch of ${d.kind} matches nothing`,
  label: "no effect"
});

// src/verdict/rules/kubeadm-writes-config.ts
var rule42 = observationRule({
  code: "kubeadm-writes-config",
  side: "kubelet",
  kinds: ["kubeadm-will-replace"],
  severity: "note",
  title: "kubeadm will overwrite the kubelet's configuration of the image",
  explanation: "kubeadm init and kubeadm join write the whole of /var/lib/kubelet/config.yaml. What the image has there counts only until then; a joining node gets the cluster's configuration.",
  help: "Set the driver in the kubeadm configuration instead.",
  references: [],
  example: null,
  message: (d) => `kubeadm will write ${d.path} anew${d.becomes ? `, with ${d.becomes}` : ""}`,
  label: "will be replaced"
});

// src/verdict/rules/kubelet-arguments-unread.ts
var rule43 = observationRule({
  code: "kubelet-arguments-unread",
  side: "kubelet",
  kinds: ["env-var-unread", "extra-args-in-wrong-file", "flag-without-unit"],
  severity: "warning",
  title: "A --cgroup-driver stands where no unit reads it",
  explanation: "The flag is in a variable that no command line uses, or in an environment file that the unit does not name: /etc/sysconfig/kubelet on Debian, /etc/default/kubelet on Fedora.",
  help: "Set it where the unit reads it, or in the kubelet's configuration file.",
  references: [{ title: "The wrong environment file", url: "https://github.com/kubernetes/kubeadm/issues/2583" }],
  example: null,
  message: (d) => `this --cgroup-driver${d.value ? `=${d.value}` : d.driver ? `=${d.driver}` : ""} reaches no kubelet`,
  label: "not read"
});

// src/verdict/rules/kubelet-config-unread.ts
var rule44 = observationRule({
  code: "kubelet-config-unread",
  side: "kubelet",
  kinds: ["config-unread", "config-without-unit"],
  severity: "warning",
  title: "A kubelet configuration is in the image, and no command line names it",
  explanation: "The kubelet reads a configuration file only if --config names it. This one sets the driver at a well-known place, and nothing that could be found starts the kubelet with it.",
  help: "Name it with --config in the kubelet's unit.",
  references: [],
  example: null,
  when: (o) => o.detail.driver !== null,
  message: (d) => `${d.path} says ${d.driver}, and no kubelet command line names it`,
  label: "not named by --config"
});

// src/verdict/rules/kubelet-does-not-start.ts
function isUnseen(reason) {
  return reason.kind === "gate-unknown" && reason.detail.certain === false;
}
var CAUSES2 = {
  "config-empty": (d) => `${d.path} is empty`,
  "config-invalid": (d) => `${d.path} cannot be parsed: ${d.problem}`,
  "config-api-version-wrong": (d) => `${d.path} has the apiVersion ${d.apiVersion ?? "of nothing"}`,
  "config-kind-wrong": (d) => `${d.path} has the kind ${d.kind ?? "of nothing"}`,
  "config-field-type-wrong": (d) => `${d.field} has a value of the wrong type`,
  "config-unusable": (d) => `${d.path} is no file that can be read: ${d.problem}`,
  "drop-in-directory-missing": (d) => `the drop-in directory ${d.path} is not in the image`,
  "drop-in-directory-needs-env": () => "--config-dir needs KUBELET_CONFIG_DROPIN_DIR_ALPHA in this version",
  "drop-in-unreadable": (d) => `the drop-in ${d.path} cannot be read: ${d.problem}`,
  "bare-word": (d) => `"${d.word}" on its command line is no flag`,
  "flag-needs-value": (d) => `${d.flag} has no value`,
  "flag-syntax": (d) => `"${d.word}" on its command line is no flag`,
  "flag-value-invalid": (d) => `${d.flag} cannot be ${d.value}`,
  "gate-locked": () => "KubeletCgroupDriverFromCRI cannot be turned off in this version",
  "gate-unknown": () => "this version does not know KubeletCgroupDriverFromCRI any more",
  "flag-not-in-version": (d) => `this version does not have ${d.flag}`,
  "help-or-version": (d) => `${d.flag} makes it print and exit`,
  unit: (d) => `systemd refuses kubelet.service (${String(d.reason).replaceAll("-", " ")})`
};
var rule45 = {
  code: "kubelet-does-not-start",
  severity: "error",
  undecided: false,
  title: "The kubelet does not start",
  explanation: "Systemd refuses the unit, or the kubelet exits at its command line or its configuration. A drop-in that adds an ExecStart line without emptying the list first, a configuration file without apiVersion and kind, and a --config-dir that does not exist are the usual causes.",
  help: "Mend the line that is shown; on a node, 'journalctl -u kubelet' has the message.",
  references: [
    { title: "A drop-in without a kind", url: "https://github.com/kubernetes/kubernetes/issues/124796" },
    { title: "The configuration that no unit passes on", url: "https://github.com/kubernetes/kubernetes/issues/89035" }
  ],
  example: {
    wrong: "[Service]\nExecStart=/usr/bin/kubelet --cgroup-driver=systemd\n",
    right: "[Service]\nExecStart=\nExecStart=/usr/bin/kubelet --cgroup-driver=systemd\n"
  },
  find: ({ kubelet }) => {
    const reason = kubelet?.refusesToStart ?? null;
    if (reason === null || isUnseen(reason)) return [];
    return [
      {
        message: `the kubelet does not start: ${CAUSES2[reason.kind]?.(reason.detail) ?? reason.kind.replaceAll("-", " ")}`,
        consequence: "The node never becomes Ready.",
        help: rule45.help,
        location: reason.location,
        label: "the cause",
        related: reason.related,
        edit: null,
        subject: reason.kind,
        grounds: ["kubelet-start"]
      }
    ];
  }
};

// src/verdict/rules/kubelet-driver-value.ts
var rule46 = observationRule({
  code: "kubelet-driver-value",
  side: "kubelet",
  kinds: ["driver-value-not-exact"],
  severity: "warning",
  title: "The kubelet's driver is spelt in a way that acts as cgroupfs",
  explanation: "The kubelet compares the value with systemd exactly. Systemd, SYSTEMD, or a value with quotes inside acts as cgroupfs, without a word in the log.",
  help: "Write systemd, in small letters and without quotes of its own.",
  references: [
    { title: "A quoted value travels all the way", url: "https://github.com/kubernetes/kubernetes/issues/87918" }
  ],
  example: null,
  message: (d) => `"${d.value}" is not systemd to the kubelet, and acts as cgroupfs`,
  label: "acts as cgroupfs"
});

// src/verdict/rules/kubelet-drop-in-unread.ts
var rule47 = observationRule({
  code: "kubelet-drop-in-unread",
  side: "kubelet",
  kinds: ["drop-in-not-read", "drop-in-directory-symlinked"],
  severity: "warning",
  title: "A kubelet drop-in is not read",
  explanation: "Below --config-dir the kubelet reads files whose name ends in .conf, exactly so. If the directory itself is a symlink and the path has no slash at its end, everything in it is passed over.",
  help: "Name the file *.conf, or write the directory with a slash at its end.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "drop-in-directory-symlinked" ? `nothing in ${d.path} is read: it is a symlink, and the path has no slash at its end` : `${d.path} is not read: its name does not end in .conf`,
  label: "not read"
});

// src/verdict/rules/kubelet-field-name.ts
var rule48 = observationRule({
  code: "kubelet-field-name",
  side: "kubelet",
  kinds: ["miscased-field", "unknown-field", "duplicate-field", "setting-in-second-document"],
  severity: "warning",
  title: "The kubelet does not read this setting",
  explanation: "Field names of a KubeletConfiguration are compared exactly: cgroupdriver or cgroup-driver is passed over with a warning in the log, and cgroupfs holds. Of two equal fields one loses, and of a file with several documents the first is read.",
  help: "Write cgroupDriver: systemd, once, in the first document.",
  references: [],
  example: null,
  when: (o) => o.kind !== "miscased-field" || o.detail.where === "config-file",
  message: (d, o) => o.kind === "duplicate-field" ? "cgroupDriver stands twice, and this one loses" : o.kind === "setting-in-second-document" ? "this document of the file is not read" : `${d.field} is not cgroupDriver to the kubelet, and is passed over`,
  label: "not read",
  edit: (o) => (o.kind === "miscased-field" || o.kind === "unknown-field") && o.location !== null ? { kind: "replace", title: "write cgroupDriver", location: o.location, text: "cgroupDriver" } : null
});

// src/verdict/rules/kubelet-flags.ts
var rule49 = observationRule({
  code: "kubelet-flags",
  side: "kubelet",
  kinds: ["unknown-flag", "flag-not-in-version", "swallowed-argument"],
  severity: "warning",
  title: "A flag on the kubelet's command line is not what it looks like",
  explanation: "The kubelet exits at a flag that it does not know, and a flag that wants a value takes the next word for it, even if that begins with two dashes.",
  help: "Correct the command line.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "swallowed-argument" ? `${d.value} is taken for the value of ${d.flag}` : o.kind === "flag-not-in-version" ? `this kubelet does not have ${d.flag}` : `no known kubelet has ${d.flag}`,
  label: "look here"
});

// src/verdict/rules/kubelet-gate-off.ts
var rule50 = observationRule({
  code: "kubelet-gate-off",
  side: "kubelet",
  kinds: ["gate-off"],
  severity: "warning",
  title: "The kubelet is told not to ask its runtime for the driver",
  explanation: "With the feature gate KubeletCgroupDriverFromCRI off a kubelet from 1.31 to 1.33 uses its own setting, which has to equal each handler's. From 1.34 on the gate is locked, and naming it stops the kubelet.",
  help: "Remove the gate.",
  references: [],
  example: null,
  message: () => "KubeletCgroupDriverFromCRI is off, so nothing keeps the two drivers equal",
  label: "off"
});

// src/verdict/rules/kubelet-may-not-start.ts
var rule51 = {
  code: "kubelet-may-not-start",
  severity: "error",
  undecided: true,
  title: "The kubelet may refuse to start",
  explanation: "The command line or the configuration has something that this version of the kubelet was announced to refuse, and that nobody has seen it refuse yet.",
  help: "Remove the line that is shown.",
  references: [{ title: "KEP-4033", url: "https://github.com/kubernetes/enhancements/issues/4033" }],
  example: null,
  find: ({ kubelet }) => {
    const reason = kubelet?.refusesToStart ?? null;
    if (reason === null || !isUnseen(reason)) return [];
    return [
      {
        message: `the kubelet may not start: ${CAUSES2[reason.kind]?.(reason.detail) ?? reason.kind.replaceAll("-", " ")}`,
        consequence: "",
        help: rule51.help,
        location: reason.location,
        label: "announced to be refused",
        related: reason.related,
        edit: null,
        subject: reason.kind
      }
    ];
  }
};

// src/verdict/rules/kubelet-missing.ts
var rule52 = {
  code: "kubelet-missing",
  severity: "error",
  undecided: true,
  title: "The image has a container runtime and no kubelet",
  explanation: "The runtime is there, and the kubelet comes later. Its driver depends on its version, on kubeadm and on the configuration that it will get, none of which is in the image.",
  help: "Say what the node will get: --kubelet-version v1.34.1, or --kubelet-config FILE.",
  references: [],
  example: null,
  find: ({ image, runtime, kubelet }) => kubelet === null && runtime !== "none" && image.problems.length === 0 ? [
    {
      message: "the image has a container runtime, but no kubelet",
      consequence: "",
      help: rule52.help,
      location: null,
      label: "",
      related: [],
      edit: null,
      subject: ""
    }
  ] : []
};

// src/verdict/rules/kubelet-setting-ignored.ts
var rule53 = observationRule({
  code: "kubelet-setting-ignored",
  side: "kubelet",
  kinds: ["runtime-answer-wins"],
  severity: "warning",
  title: "The kubelet takes the runtime's driver, and its own setting says another",
  explanation: "From 1.31 on a kubelet asks its runtime which driver to use, and containerd 2 answers. Flag and file count no more. What is set here was meant to do something, and does nothing.",
  help: "Make the setting say what the runtime answers, or remove it.",
  references: [],
  example: null,
  when: (o, node) => o.location !== null && node.effective.followsRuntime === true && node.kubelet !== null && node.kubelet.configured !== "unknown" && node.kubelet.configured !== node.effective.driver,
  message: () => "the kubelet's own setting is not used: it takes the driver that the runtime answers",
  label: "not used"
});

// src/verdict/rules/kubelet-setting-overridden.ts
var rule54 = observationRule({
  code: "kubelet-setting-overridden",
  side: "kubelet",
  kinds: [
    "flag-beats-file",
    "drop-in-beats-file",
    "flag-beats-drop-in",
    "flag-beats-flag",
    "drop-in-beats-drop-in",
    "drop-in-resets"
  ],
  severity: "warning",
  title: "The kubelet's driver is set twice, and this one loses",
  explanation: "The command line beats the files below --config-dir, and these beat the file that --config names; of several flags the last one wins. A null or an empty value in a drop-in goes back to cgroupfs.",
  help: "Keep one place for the setting, best the configuration file.",
  references: [],
  example: null,
  when: (o) => o.detail.agree !== true,
  message: (d, o) => o.kind === "drop-in-resets" ? "this drop-in sets the driver back to cgroupfs" : `${d.value} is overridden by ${d.winner}`,
  label: "loses"
});

// src/verdict/doubt-words.ts
var WORDS = {
  // containerd
  "file-unreadable": (d) => `${d.path} could not be read: ${d.detail || d.reason}`,
  "template-syntax": (d) => `the file is a template (${d.expression}), so another file is made of it later`,
  "random-spelling": (d) => `containerd 1.4 picks one of ${d.spellings} at random each time it starts`,
  "readers-disagree": (d) => `two TOML readers disagree on ${d.key}: ${d.ours} and ${d.theirs}`,
  "older-than-checked": (d) => `containerd ${d.version} is older than every version whose rules are known (from ${d.checked})`,
  "version-not-understood": (d) => `containerd's version "${d.version}" is not understood`,
  "too-much": (d) => `the configuration has more ${d.what} than are looked at (${d.limit})`,
  "toml-library-unknown": (d) => `it depends on the TOML library that this containerd was linked with (${d.dialects})`,
  "depends-on-host": (d) => `${d.what} depends on the host`,
  // CRI-O and dockerd
  "keys-differ-in-case": (d) => `${d.key} stands twice in different case, and either may count`,
  "too-many-files": (d) => `${d.path} has more files than are read`,
  "version-decides": (d) => `whether ${d.value} is accepted depends on a version that is not known`,
  "host-decides": () => "nothing sets it, so it depends on the host: systemd with cgroup v2, else cgroupfs",
  // the image
  "containerd-wrapped": (d) => `${d.unit} starts ${d.program}, which may pass anything to containerd`,
  "runtime-wrapped": (d) => `${d.unit} starts ${d.program}, which may pass anything to ${d.name}`,
  "program-is-script": (d) => `${d.program} is a script, which may pass anything to the real ${d.name}`,
  "program-elsewhere": (d) => `${d.unit} starts ${d.program}, which is not in the image, where ${d.found} is`,
  "endpoint-unmatched": (d) => `the kubelet's endpoint ${d.endpoint} belongs to ${d.matches === 0 ? "no" : "more than one"} containerd of the image`,
  // units
  "unit-below-run": (d) => `${d.path} lies below /run, which is empty when a node boots`,
  "comment-continued": () => "systemd versions disagree whether the line below this comment belongs to it",
  unreadable: (d) => `${d.path} could not be read: ${d.problem || d.reason}`,
  "specifier-unknown": (d) => `the value of ${d.specifier} is known on the running node only`,
  "generator-may-decide": () => "a systemd generator of the image may write this unit at boot",
  "root-directory": (d) => `the unit runs in another root (${d.value})`,
  "boot-writes-environment": (d) => `${d.path} is written when the node boots`,
  "inherited-environment": (d) => `${d.name} comes from the environment of the running systemd`,
  "quoting-differs-by-version": () => "systemd versions read the quotes inside this word differently",
  // kubelet
  "version-unknown": (d) => `it depends on the version of ${d.needs}, which is not known: ${d.why}`,
  "config-written-at-boot": (d) => `${d.path} is not in the image, and nothing in the image says who writes it`,
  "config-templated": (d) => `the setting is a placeholder: ${d.value}`,
  "config-unreadable": (d) => `${d.path} could not be read: ${d.problem}`,
  "directory-unreadable": (d) => `${d.path} could not be read: ${d.problem}`,
  "command-written-at-boot": (d) => `$${d.name} is filled by a program at boot`,
  "baked-config-disagrees": (d) => `the file says ${d.value}, and kubeadm will write ${d.becomes ?? "another one"} in its place`,
  "kubeadm-inputs-disagree": () => "several kubeadm configurations in the image set different drivers",
  "given-may-be-kubeadm-input": (d) => `${d.path} does not set cgroupDriver: the kubelet would take cgroupfs, and kubeadm would fill in systemd`,
  "kubeadm-asks-docker": () => "kubeadm before 1.21 takes over Docker's driver",
  "no-unit": () => "the image has no kubelet.service, so what the kubelet is started with is not known",
  "program-is-not-kubelet": (d) => `kubelet.service starts ${d.program}, which may pass anything to the kubelet`,
  "unit-doubtful": (d) => {
    const why = WORDS[String(d.doubt)]?.(d);
    return `the kubelet's unit could not be worked out entirely${why === void 0 ? "" : `: ${why}`}`;
  },
  "several-documents": () => "the configuration file has several YAML documents"
};
function wordDoubt(doubt) {
  return WORDS[doubt.kind]?.(doubt.detail) ?? doubt.kind.replaceAll("-", " ");
}

// src/verdict/doubt-drafts.ts
function doubtDrafts(what, doubts, help) {
  return doubts.map((doubt) => ({
    message: `${what}: ${wordDoubt(doubt)}`,
    consequence: "",
    help,
    location: doubt.location,
    label: "undecided here",
    related: doubt.related,
    edit: null,
    subject: doubt.kind
  }));
}

// src/verdict/rules/kubelet-undecided.ts
var rule55 = {
  code: "kubelet-undecided",
  severity: "error",
  undecided: true,
  title: "The kubelet's cgroup driver cannot be worked out for sure",
  explanation: "The image does not say what the kubelet will be started with: its configuration is written at boot, its unit is missing or could not be worked out, or files disagree and it is open which one wins. The answer shown is the likely one, and no pass is given on it.\n\nFrom Kubernetes 1.34 on with containerd 2 none of this matters, since the kubelet takes the driver that the runtime answers.",
  help: "Say what the node will get: --kubelet-config FILE, or --kubelet-version where kubeadm writes the configuration.",
  references: [],
  example: null,
  find: (node) => {
    const { kubelet, effective } = node;
    if (kubelet === null) return [];
    const drafts = startDrafts(node);
    if (runtimeDecidesForSure(node)) return drafts;
    drafts.push(...doubtDrafts("the kubelet's driver is not certain", kubelet.doubts, rule55.help));
    if (effective.driver === "unknown" && drafts.length === 0) {
      drafts.push({
        message: "the kubelet's driver is not known",
        consequence: "",
        help: rule55.help,
        location: kubelet.source,
        label: "",
        related: [],
        edit: null,
        subject: "kubelet"
      });
    }
    return drafts;
  }
};
var NEEDS_RUNTIME_ANSWER = "1.38.0";
function startDrafts({ kubelet, containerd, otherRuntime, effective }) {
  if (kubelet === null || kubelet.refusesToStart !== null) return [];
  const draft2 = (message, subject, location) => ({
    message,
    consequence: "",
    help: rule55.help,
    location,
    label: "undecided here",
    related: [],
    edit: null,
    subject
  });
  const drafts = kubelet.observations.filter(({ kind }) => kind === "unknown-flag").map(
    ({ detail, location }) => draft2(`the kubelet exits at ${detail.flag}, unless it is a flag of its own build`, String(detail.flag), location)
  );
  const version = kubelet.kubeletVersion === null ? null : parseVersion(kubelet.kubeletVersion);
  const needs = parseVersion(NEEDS_RUNTIME_ANSWER);
  const answers = containerd === null ? otherRuntime?.answersRuntimeConfig : effective.followsRuntime;
  if (version !== null && compareVersions(version, needs) >= 0 && answers === false) {
    const message = "this kubelet is planned to refuse a runtime that cannot tell its driver, and this one cannot";
    drafts.push(draft2(message, "runtime", null));
  }
  return drafts;
}

// src/verdict/rules/legacy-systemd-cgroup.ts
var rule56 = observationRule({
  code: "legacy-systemd-cgroup",
  side: "containerd",
  kinds: ["legacy-systemd-cgroup"],
  severity: "error",
  title: "The old plugin-level systemd_cgroup takes the CRI plugin down",
  explanation: "systemd_cgroup = true at the level of the plugin belongs to the runtime type io.containerd.runtime.v1.linux, which is gone since 2.0. With any other type containerd 1.x refuses to load its CRI plugin. The setting that is meant is SystemdCgroup in the options of a handler. The usual cause is a sed on the wrong line of the default configuration.",
  help: "Set systemd_cgroup = false, and SystemdCgroup = true in the options of each handler.",
  references: [
    { title: "systemd_cgroup = true breaks CRI", url: "https://github.com/containerd/containerd/issues/4574" }
  ],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri"]\n  systemd_cgroup = true\n',
    right: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n'
  },
  when: (o) => o.detail.effect === "breaks-cri",
  message: () => "the CRI plugin does not load: systemd_cgroup = true is for the old v1 runtime only",
  consequence: () => "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
  label: "the old key",
  edit: (o) => o.location === null ? null : { kind: "replace", title: "set systemd_cgroup = false", location: o.location, text: "false" }
});

// src/verdict/rules/legacy-systemd-cgroup-ignored.ts
var rule57 = observationRule({
  code: "legacy-systemd-cgroup-ignored",
  side: "containerd",
  kinds: ["legacy-systemd-cgroup"],
  severity: "warning",
  title: "The old plugin-level systemd_cgroup has no effect",
  explanation: "Containerd 2.x does not know systemd_cgroup at the level of the plugin any more and passes over it. The setting that is meant is SystemdCgroup in the options of a handler.",
  help: "Set SystemdCgroup = true in the options of each handler, and remove systemd_cgroup.",
  references: [{ title: "The wrong key", url: "https://github.com/containerd/containerd/issues/4203" }],
  example: null,
  when: (o) => o.detail.effect === "ignored" && o.detail.value === "true",
  message: () => "systemd_cgroup = true has no effect in this version of containerd",
  label: "no effect"
});

// src/verdict/rules/live-changed-at-boot.ts
var rule58 = observationRule({
  code: "live-changed-at-boot",
  side: "live",
  kinds: ["live-changed-at-boot", "live-setting-changed-at-boot"],
  severity: "note",
  title: "The configuration on the node is not the one in the image",
  explanation: "A program edits or writes the file when the node boots: kind, kubeadm, the entrypoint, or something unknown. The report shows what was baked and what runs.",
  help: "Nothing is wrong by itself; mend the program if the change is not meant.",
  references: [],
  example: null,
  when: (o) => o.kind === "live-setting-changed-at-boot" || o.detail.baked !== o.detail.live,
  message: (d, o) => o.kind === "live-setting-changed-at-boot" ? `${d.subject} on ${d.node} was changed at boot: ${d.baked} → ${d.live}` : `${d.path} on ${d.node} was ${d.change} at boot${d.by === "unknown" ? "" : ` by ${d.by}`}`,
  label: ""
});

// src/verdict/rules/live-cri-unavailable.ts
var rule59 = observationRule({
  code: "live-cri-unavailable",
  side: "live",
  kinds: ["live-cri-unavailable"],
  severity: "error",
  title: "The runtime of the booted node offers no CRI",
  explanation: "The daemon does not run, or runs without its CRI plugin, so that the kubelet finds no runtime.",
  help: "Mend the configuration; the static findings name the line.",
  references: [],
  example: null,
  message: (d) => `the runtime on ${d.node} offers no CRI (${String(d.cause).replaceAll("-", " ")})`,
  consequence: (d) => String(d.message),
  label: ""
});

// src/verdict/rules/live-disagrees-with-static.ts
var rule60 = observationRule({
  code: "live-disagrees-with-static",
  side: "live",
  kinds: ["live-disagrees-with-static"],
  severity: "warning",
  title: "What runs is not what the image says by itself",
  explanation: "The driver worked out from the files of the image and the one that was seen on the booted node differ. Either something changes the configuration at boot, which the report shows, or one of the two answers is wrong. What was seen counts.",
  help: "Find out what changes the setting at boot. If nothing does, please report it.",
  references: [],
  example: null,
  message: (d) => `${d.subject} on ${d.node} is ${d.live}, and the image by itself says ${d.static}`,
  label: "what the image says"
});

// src/verdict/rules/live-evidence-disagrees.ts
var rule61 = observationRule({
  code: "live-evidence-disagrees",
  side: "live",
  kinds: ["live-evidence-disagrees"],
  severity: "warning",
  title: "Two sources on the booted node disagree",
  explanation: "Each source was asked on its own, and the more trusted one counts. On Kubernetes 1.31 to 1.34 the endpoint /configz is known to show the setting from before the runtime was asked, which is no finding.",
  help: "Look at the evidence in the report.",
  references: [],
  example: null,
  when: (o) => o.detail.expected !== true,
  message: (d) => `${d.subject} on ${d.node}: ${d.stronger} says ${d.strongerSays}, ${d.weaker} says ${d.weakerSays}`,
  label: ""
});

// src/verdict/rules/live-file-edited.ts
var rule62 = observationRule({
  code: "live-file-edited",
  side: "live",
  kinds: ["live-file-edited-after-start"],
  severity: "warning",
  title: "A configuration file is newer than the daemon that read it",
  explanation: "The file was edited after the daemon had started, so the daemon does not use what it says now.",
  help: "Restart the daemon after editing its configuration.",
  references: [],
  example: null,
  when: (o) => o.detail.changesDriver !== false,
  message: (d) => `${d.path} on ${d.node} was edited ${d.secondsAfterStart} s after ${d.process} had started`,
  label: "edited later"
});

// src/verdict/rules/live-node-trouble.ts
var WORDS2 = {
  "node-not-ready": (d) => `the node of ${d.cluster} was not Ready after ${d.seconds} s`,
  "live-version-differs": (d) => `/kind/version on ${d.node} says ${d.kindVersion}, and the kubelet is ${d.kubeletVersion}`,
  "cluster-not-removed": (d) => `the cluster ${d.cluster} was not removed: ${d.message}; remove it with: ${d.command}`
};
var rule63 = observationRule({
  code: "live-node-trouble",
  side: "live",
  kinds: ["node-not-ready", "live-version-differs", "cluster-not-removed"],
  severity: "warning",
  title: "Something else about the booted cluster is not as it should be",
  explanation: "The node was not Ready in time, its kubelet is of another version than /kind/version says, or a part of the cluster could not be removed afterwards.",
  help: "See the message.",
  references: [],
  example: null,
  message: (d, o) => WORDS2[o.kind]?.(d) ?? o.kind,
  label: ""
});

// src/verdict/rules/live-pod-misplaced.ts
var rule64 = observationRule({
  code: "live-pod-misplaced",
  side: "live",
  kinds: ["live-pod-misplaced"],
  severity: "error",
  title: "A running container is outside of its pod's slice",
  explanation: "A cgroup whose name holds .slice:cri-containerd: is the mark of a kubelet on systemd with a runtime on cgroupfs: the runtime took the name of the slice for a folder. Limits of the pod do not hold for such a container, and the kubelet takes the pod for dead sooner or later.",
  help: "Set SystemdCgroup = true in the options of the handler.",
  references: [{ title: "Such paths in the wild", url: "https://github.com/containerd/containerd/issues/7276" }],
  example: null,
  message: (d) => `a container of handler ${d.handler} on ${d.node} runs outside of its pod's slice`,
  consequence: (d) => `Its cgroup is ${d.cgroup}.`,
  label: ""
});

// src/verdict/rules/live-pod-refused.ts
var rule65 = observationRule({
  code: "live-pod-refused",
  side: "live",
  kinds: ["live-pod-refused"],
  severity: "error",
  title: "The runtime refuses the cgroup that the kubelet names",
  explanation: "runc with the systemd driver wants the name of a slice, and a kubelet on cgroupfs sends a path. No pod starts.",
  help: "Set cgroupDriver: systemd in the kubelet's configuration.",
  references: [{ title: "Nothing starts after a reboot", url: "https://github.com/containerd/containerd/issues/4857" }],
  example: null,
  message: (d) => `no pod of handler ${d.handler} starts on ${d.node}: the runtime refuses the cgroup that the kubelet names`,
  consequence: (d) => String(d.message),
  label: ""
});

// src/verdict/rules/live-pods-failing.ts
var WORDS3 = {
  "live-probe-failed": (d) => `a probe pod of handler ${d.handler} does not start on ${d.node}`,
  "live-pods-restarting": (d) => `${d.pod} on ${d.node} was restarted ${d.restarts} times in ${d.seconds} s`,
  "live-sandbox-changed": (d) => `the sandbox of ${d.pod} on ${d.node} was made anew ${d.count} times (SandboxChanged)`,
  "live-sandbox-failed": (d) => `no sandbox for ${d.pod} on ${d.node}, ${d.count} times (FailedCreatePodSandBox)`
};
var rule66 = observationRule({
  code: "live-pods-failing",
  side: "live",
  kinds: ["live-probe-failed", "live-pods-restarting", "live-sandbox-changed", "live-sandbox-failed"],
  severity: "error",
  title: "Pods on the booted node do not keep running",
  explanation: "While the node was watched, pods could not be created, were restarted, or had their sandbox thrown away and made anew. With drivers that differ this is what people see first: SandboxChanged and CrashLoopBackOff.",
  help: "Look at the drivers first; the exported logs (--kind-logs) have the rest.",
  references: [
    {
      title: "kube-system pods restart with SandboxChanged",
      url: "https://github.com/kubernetes/kubernetes/issues/110177"
    }
  ],
  example: null,
  message: (d, o) => WORDS3[o.kind]?.(d) ?? o.kind,
  consequence: (d) => d.message ? String(d.message) : "",
  label: ""
});

// src/verdict/rules/live-stale-configuration.ts
var rule67 = observationRule({
  code: "live-stale-configuration",
  side: "live",
  kinds: ["live-stale-configuration"],
  severity: "error",
  title: "The node runs with another driver than its files say",
  explanation: "A file was edited after its daemon had read it. The next restart or reboot changes the driver, and running pods with it.",
  help: "Restart the daemon after editing its configuration, at build time or in the step that edits it.",
  references: [],
  example: null,
  message: (d) => `${d.subject} on ${d.node} runs with ${d.running}, and its files say ${d.file}`,
  consequence: () => "The next restart changes the driver under running pods.",
  label: ""
});

// src/verdict/rules/live-undetermined.ts
var rule68 = observationRule({
  code: "live-undetermined",
  side: "live",
  kinds: ["live-undetermined"],
  severity: "error",
  undecided: true,
  title: "A running node does not show which driver it uses",
  explanation: "The cluster came up, and no evidence on its node decides the driver: no pod of that kind ran, and neither log nor runtime tells.",
  help: "Run again with a longer --kind-watch, or keep the cluster with --retain-on-failure and look.",
  references: [],
  example: null,
  message: (d) => `${d.node} does not show the driver of ${d.subject}: ${d.reason}`,
  label: ""
});

// src/verdict/rules/misspelt-key.ts
var rule69 = observationRule({
  code: "misspelt-key",
  side: "containerd",
  kinds: ["unknown-key-near-miss"],
  severity: "warning",
  title: "A key looks like one that containerd knows, and is none",
  explanation: "Unknown keys are passed over. systemd_cgroup inside the options, SystemCgroup without its d, option for options, disable_plugins for disabled_plugins: each looks right, and none does anything.",
  help: "Write the key as containerd does.",
  references: [
    { title: "A fix that carried the typo", url: "https://github.com/southbridgeio/kubespray/commit/b667649" }
  ],
  example: null,
  message: (d) => `${d.key} has no effect${d.table ? ` in [${d.table}]` : ""}; ${d.wanted} is meant`,
  label: "no effect",
  edit: (o) => o.location === null || o.detail.isFlag !== true ? null : { kind: "replace", title: `write ${o.detail.wanted}`, location: o.location, text: String(o.detail.wanted) }
});

// src/verdict/rules/newer-than-checked.ts
var rule70 = observationRule({
  code: "newer-than-checked",
  side: "containerd",
  kinds: ["newer-than-checked"],
  severity: "note",
  title: "This containerd is newer than every release whose rules were checked",
  explanation: "The rules of the newest checked release were used. They have been stable, and may still have changed.",
  help: "Update Cgroup Gate, or boot the image to be sure: kind:IMAGE.",
  references: [],
  example: null,
  message: (d) => `containerd ${d.version} was judged by the rules of ${d.checked}, the newest that were checked`,
  label: ""
});

// src/verdict/rules/no-runtime-type.ts
var rule71 = observationRule({
  code: "no-runtime-type",
  side: "containerd",
  kinds: ["no-runtime-type"],
  severity: "error",
  title: "A runtime handler has no runtime_type",
  explanation: "Containerd 1.x builds a handler that a file mentions from nothing: what the file leaves out is empty, also for runc. A file that holds only the options table, as some guides show it, leaves runtime_type empty, and every pod fails with 'container.Runtime.Name must be set'. Containerd 2.x merges into its defaults, so there only handlers other than runc can have this.",
  help: `Add runtime_type = "io.containerd.runc.v2" to the handler's own table.`,
  references: [
    { title: "The documented snippet has no effect", url: "https://github.com/kubernetes/website/issues/38241" }
  ],
  example: {
    wrong: 'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n',
    right: 'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = true\n'
  },
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? "", demands),
  message: (d) => `every pod of the runtime handler "${d.handler}" fails: it has no runtime_type`,
  consequence: () => "Each pod stays in ContainerCreating: container.Runtime.Name must be set: invalid argument.",
  label: "no runtime_type"
});

// src/verdict/rules/not-a-node-image.ts
var rule72 = {
  code: "not-a-node-image",
  severity: "error",
  undecided: true,
  title: "The image has neither a container runtime nor a kubelet",
  explanation: "Nothing in the image belongs to a Kubernetes node: no containerd, CRI-O or dockerd with its configuration, and no kubelet. Either it is another kind of image, or the node gets both when it is provisioned.",
  help: "Point the gate at the node image itself, after the step that installs containerd and the kubelet.",
  references: [],
  example: null,
  find: ({ image, runtime, kubelet }) => runtime === "none" && kubelet === null && image.problems.length === 0 && image.generators.length === 0 ? [
    {
      message: "this is not a node image: it has neither a container runtime nor a kubelet",
      consequence: "",
      help: rule72.help,
      location: null,
      label: "",
      related: [],
      edit: null,
      subject: ""
    }
  ] : []
};

// src/verdict/rules/nothing-judged.ts
var rule73 = {
  code: "nothing-judged",
  severity: "error",
  undecided: true,
  title: "Every finding was accepted, and no driver was judged",
  explanation: "Containerd does not serve the kubelet with this configuration, or has none of the handlers that were asked for, and the finding that says so was accepted with --skip. There is no driver then that could be right, so there is nothing to pass.",
  help: "Take the --skip away, or judge what really runs: kind:IMAGE, or rootfs:/ on a booted node.",
  references: [],
  example: null,
  find: () => []
};
function judgesNothing({ runtime, containerd }, demands) {
  if (runtime !== "containerd") return false;
  return containerd === null || containerd.state !== "ok" || judgedHandlers(containerd, demands).length === 0;
}
var NOTHING_JUDGED = {
  message: "every finding was accepted, and no driver was judged",
  consequence: "",
  help: rule73.help,
  location: null,
  label: "",
  related: [],
  edit: null,
  subject: "nothing"
};

// src/verdict/rules/opaque-handler.ts
var rule74 = observationRule({
  code: "opaque-handler",
  side: "containerd",
  kinds: ["opaque-runtime"],
  severity: "note",
  title: "A runtime handler's shim takes no cgroup driver from containerd",
  explanation: "Containerd passes SystemdCgroup to the runc shim only. gVisor reads systemd-cgroup from the file that ConfigPath names, Kata follows the path that it is given, and WebAssembly shims differ by release.",
  help: "Look into the configuration of the shim itself, if pods use this handler.",
  references: [{ title: "gVisor does not detect the driver", url: "https://github.com/google/gvisor/issues/10371" }],
  example: null,
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? "", demands),
  message: (d) => `the runtime handler "${d.handler}" runs ${d.type}, whose cgroup driver containerd does not set`,
  label: "not a runc shim"
});

// src/verdict/rules/options-error.ts
var rule75 = observationRule({
  code: "options-error",
  side: "containerd",
  kinds: ["options-error", "not-a-boolean"],
  severity: "error",
  title: "A runtime handler's options have a value of the wrong type",
  explanation: 'The options of a handler are read when a pod is created, not when containerd starts. SystemdCgroup = "true", with quotes, loads, shows up in `containerd config dump`, and makes every pod of the handler fail. On 2.x the RuntimeConfig call skips the handler, so the kubelet is told what another handler or the host says.',
  help: "Write the value in the type that is wanted, without quotes: SystemdCgroup = true.",
  references: [],
  example: { wrong: 'SystemdCgroup = "true"\n', right: "SystemdCgroup = true\n" },
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? "", demands),
  message: (d, o) => `every pod of the runtime handler "${d.handler}" fails: ${o.kind === "not-a-boolean" ? `SystemdCgroup is ${d.found}, not a boolean` : `${d.key} is ${d.found}, and ${d.wanted} is wanted`}`,
  consequence: () => "Each pod stays in ContainerCreating: failed to generate runtime options.",
  label: "wrong type",
  edit: (o) => o.kind === "not-a-boolean" && o.location !== null ? { kind: "replace", title: "write it as a boolean", location: o.location, text: "true" } : null
});

// src/verdict/rules/other-runtime-refuses.ts
var CAUSES3 = {
  "file-invalid": (d) => `${d.path} cannot be parsed: ${d.message}`,
  "file-missing": (d) => `${d.path} is not in the image`,
  "value-invalid": (d) => `there is no cgroup driver "${d.value}"`,
  "type-wrong": (d) => `${d.key} has a value of the wrong type`,
  "conmon-cgroup-invalid": (d) => `conmon_cgroup "${d.value}" does not go with the ${d.driver} manager`,
  "directive-unknown": (d) => `there is no directive ${d.key}`,
  unit: (d) => `systemd refuses its unit (${String(d.reason).replaceAll("-", " ")})`,
  "set-twice": () => "exec options are set on the command line and in the file"
};
var rule76 = {
  code: "other-runtime-refuses",
  severity: "error",
  undecided: false,
  title: "CRI-O or dockerd refuses its configuration",
  explanation: "Both check their configuration when they start, and exit at a cgroup driver that does not exist, at a file that they cannot parse, and, for CRI-O, at a conmon_cgroup that does not go with the cgroup manager. Without its runtime the kubelet does not work.",
  help: "Mend the line that is shown.",
  references: [{ title: "CRI-O: crio.conf", url: "https://github.com/cri-o/cri-o/blob/main/docs/crio.conf.5.md" }],
  example: null,
  find: ({ otherRuntime }) => {
    const reason = otherRuntime?.refusal ?? null;
    if (otherRuntime === null || reason === null) return [];
    return [
      {
        message: `${otherRuntime.name} does not start: ${CAUSES3[reason.kind]?.(reason.detail) ?? reason.kind.replaceAll("-", " ")}`,
        consequence: "The kubelet finds no runtime, and the node never becomes Ready.",
        help: rule76.help,
        location: reason.location,
        label: "the cause",
        related: reason.related,
        edit: null,
        subject: otherRuntime.name,
        grounds: ["runtime"]
      }
    ];
  }
};

// src/verdict/rules/other-runtime-setting-lost.ts
var rule77 = observationRule({
  code: "other-runtime-setting-lost",
  side: "other-runtime",
  kinds: ["setting-replaced", "setting-in-wrong-table", "unlikely-drop-in"],
  severity: "warning",
  title: "A cgroup driver set for CRI-O or dockerd has no effect, or an unexpected one",
  explanation: "CRI-O reads every regular file of crio.conf.d, whatever its name, in order, and the last one wins; the setting counts in [crio.runtime] only. Of two native.cgroupdriver options dockerd takes the first.",
  help: "Keep one place for the setting.",
  references: [{ title: "CRI-O: crio.conf.d", url: "https://github.com/cri-o/cri-o/blob/main/docs/crio.conf.d.5.md" }],
  example: null,
  message: (d, o) => o.kind === "setting-replaced" ? `${d.value} is overridden by ${d.winner}` : o.kind === "setting-in-wrong-table" ? `cgroup_manager = ${d.value} is not read outside of [crio.runtime]` : `${d.path} looks like a backup, and is read`,
  label: "look here"
});

// src/verdict/rules/overridden-by-import.ts
var rule78 = observationRule({
  code: "overridden-by-import",
  side: "containerd",
  kinds: ["overridden-by-import"],
  severity: "warning",
  title: "A later file sets the driver again",
  explanation: "Imported files are merged over the main file in order, so the last one that sets a key wins, also with false.",
  help: "Change the value in the file that wins, or remove it there.",
  references: [],
  example: null,
  when: (o) => o.detail.handler !== null && String(o.detail.key).toLowerCase().includes("systemdcgroup"),
  message: (d) => `SystemdCgroup of ${d.handler} is overridden by ${d.by}`,
  label: "overridden"
});

// src/verdict/rules/plugin-id-invalid.ts
var rule79 = observationRule({
  code: "plugin-id-invalid",
  side: "containerd",
  kinds: ["short-key-in-v2", "short-plugin-id"],
  severity: "error",
  title: "A plugin is named in a way that this configuration version does not allow",
  explanation: "From version 2 on a plugin is named by its full id, io.containerd.grpc.v1.cri and not cri, also in disabled_plugins and required_plugins, and the id stands in quotes: without them its dots open nested tables. Containerd 1.x exits at anything else; 2.x checks the two lists only and passes over unknown tables.",
  help: 'Write the full id in quotes: [plugins."io.containerd.grpc.v1.cri"].',
  references: [],
  example: {
    wrong: 'version = 2\ndisabled_plugins = ["cri"]\n',
    right: 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n'
  },
  message: (d) => `containerd does not start: "${d.id}" in ${d.where} is no plugin id`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "not a plugin id"
});

// src/verdict/rules/removed-runtime-type.ts
var rule80 = observationRule({
  code: "removed-runtime-type",
  side: "containerd",
  kinds: ["removed-runtime-type"],
  severity: "error",
  title: "A runtime handler uses a shim that this containerd does not have",
  explanation: "Containerd 2.0 removed the shims io.containerd.runc.v1 and io.containerd.runtime.v1.linux. The file loads, and every pod of the handler fails.",
  help: 'Use runtime_type = "io.containerd.runc.v2".',
  references: [],
  example: null,
  when: (o, node, demands) => isJudged(String(o.detail.handler), node.containerd?.defaultHandler ?? "", demands),
  message: (d) => `every pod of the runtime handler "${d.handler}" fails: containerd 2 has no shim ${d.type}`,
  consequence: () => "Each pod stays in ContainerCreating, since the shim cannot be started.",
  label: "removed in 2.0",
  edit: (o) => o.location === null ? null : { kind: "replace", title: "use io.containerd.runc.v2", location: o.location, text: '"io.containerd.runc.v2"' }
});

// src/verdict/rules/removed-setting.ts
var rule81 = observationRule({
  code: "removed-setting",
  side: "containerd",
  kinds: ["removed-key"],
  severity: "warning",
  title: "Containerd 2 does not know this setting any more",
  explanation: "Containerd 2.0 removed the tables default_runtime and untrusted_workload_runtime and the keys runtime_engine, runtime_root, no_pivot and disable_cgroup. It passes over them without an error, so a handler that was defined by them is gone, and with it the driver that was set there.",
  help: "Define the handler below runtimes, and name the default one in default_runtime_name.",
  references: [],
  example: {
    wrong: '[plugins."io.containerd.grpc.v1.cri".containerd.default_runtime]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.default_runtime.options]\n    SystemdCgroup = true\n',
    right: '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]\n  runtime_type = "io.containerd.runc.v2"\n  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n    SystemdCgroup = true\n'
  },
  message: (d) => `${d.key} in [${d.table}] has no effect: containerd 2 removed it`,
  label: "passed over"
});

// src/verdict/rules/replaced-by-import.ts
var rule82 = observationRule({
  code: "replaced-by-import",
  side: "containerd",
  kinds: ["replaced-by-import"],
  severity: "warning",
  title: "An imported file replaces the whole CRI table",
  explanation: "In containerd 1.x a file that mentions a plugin replaces that plugin's whole table, not only the keys that it sets. A drop-in with nothing but a sandbox image silently throws away every runtime handler and its SystemdCgroup. From 2.0 on tables are merged key by key.",
  help: "Repeat the handlers in the imported file, or put its settings into the main file.",
  references: [{ title: "Drop-ins replace tables", url: "https://github.com/containerd/containerd/issues/5837" }],
  example: null,
  message: (d) => d.handler === null ? `${d.by} replaces this whole table` : `SystemdCgroup of ${d.handler} is lost: ${d.by} replaces the whole table of the CRI plugin`,
  label: "lost"
});

// src/verdict/rules/required-plugin-missing.ts
var rule83 = observationRule({
  code: "required-plugin-missing",
  side: "containerd",
  kinds: ["required-plugin-missing"],
  severity: "error",
  title: "A required plugin does not load",
  explanation: "required_plugins turns a warning into an exit: a plugin named there that is unknown, disabled, or fails to load stops containerd.",
  help: "Correct the id, or take it out of required_plugins.",
  references: [],
  example: null,
  message: (d) => `containerd does not start: the required plugin ${d.id} ${d.why === "unknown" ? "does not exist" : d.why === "disabled" ? "is disabled" : "does not load"}`,
  consequence: () => "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
  label: "required here"
});

// src/verdict/rules/runtime-config-by-other-handler.ts
var rule84 = observationRule({
  code: "runtime-config-by-other-handler",
  side: "containerd",
  kinds: ["runtime-config-answered-by-other-handler", "runtime-config-answered-by-host"],
  severity: "warning",
  title: "The kubelet is told the driver of another handler than the default one",
  explanation: "A kubelet that asks its runtime gets one answer for all handlers. Containerd takes it from the default handler if that has runc options, else from the next handler by name that has, else from the host's init. The pods of the default handler then run with another driver than the kubelet was told.",
  help: "Give the default handler an options table with SystemdCgroup = true.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "runtime-config-answered-by-host" ? `the default handler "${d.defaultHandler}" has no driver to report, so the host's init answers for it` : `the default handler "${d.defaultHandler}" has no driver to report, so "${d.handler}" (${d.driver}) answers for it`,
  label: "answers instead"
});

// src/verdict/rules/runtime-losing-support.ts
var WARNED_FROM = "1.34.0";
var REQUIRED_FROM = "1.38.0";
var rule85 = {
  code: "runtime-losing-support",
  severity: "warning",
  undecided: false,
  title: "The next kubelets will not work with this containerd",
  explanation: "From 1.34 on the kubelet expects its runtime to tell the cgroup driver (the CRI call RuntimeConfig). Containerd 1.x does not know the call and never will; the kubelet falls back to its own setting and counts that in the metric kubelet_cri_losing_support. The fallback is planned to end with 1.38, where such a kubelet will refuse to start.",
  help: "Move the image to containerd 2.",
  references: [
    { title: "KEP-4033", url: "https://github.com/kubernetes/enhancements/issues/4033" },
    { title: "The end of the fallback", url: "https://github.com/kubernetes/kubernetes/pull/139121" }
  ],
  example: null,
  find: ({ containerd, kubelet }) => {
    if (containerd?.runtimeConfig.onSystemdHost !== "unimplemented" || kubelet?.kubeletVersion == null) return [];
    const version = parseVersion(kubelet.kubeletVersion);
    const from = parseVersion(WARNED_FROM);
    if (version === null || from === null || compareVersions(version, from) < 0) return [];
    const until = parseVersion(REQUIRED_FROM);
    if (until !== null && compareVersions(version, until) >= 0) return [];
    return [
      {
        message: "this containerd cannot tell the kubelet its driver, which kubelets from 1.38 on are planned to require",
        consequence: "Nothing breaks today: the kubelet falls back to its own setting. An upgrade of Kubernetes alone will stop the node.",
        help: rule85.help,
        location: null,
        label: "",
        related: [],
        edit: null,
        subject: "containerd"
      }
    ];
  }
};

// src/verdict/rules/runtime-missing.ts
var rule86 = {
  code: "runtime-missing",
  severity: "error",
  undecided: true,
  title: "The image has a kubelet and no container runtime, or does not say which one it uses",
  explanation: "The kubelet is there, and the runtime that it will talk to is not, or there are several and nothing says which. The runtime's cgroup driver cannot be known before the node is provisioned.",
  help: "Judge the image after the step that installs the runtime, or set --container-runtime-endpoint for the kubelet.",
  references: [],
  example: null,
  find: ({ image, runtime, kubelet }) => {
    if (image.problems.length > 0) return [];
    if (runtime !== "unknown" && !(runtime === "none" && kubelet !== null)) return [];
    return [
      {
        message: messageOf(runtime, kubelet?.runtimeEndpoint ?? null),
        consequence: "",
        help: rule86.help,
        location: null,
        label: "",
        related: [],
        edit: null,
        subject: runtime
      }
    ];
  }
};
function messageOf(runtime, endpoint) {
  if (runtime === "none" && endpoint === null) return "the image has a kubelet, but no container runtime";
  return endpoint === null ? "the image has several container runtimes, and nothing says which one the kubelet uses" : `the kubelet is told to use ${endpoint}, and no container runtime of the image is known to serve that`;
}

// src/verdict/state-reasons.ts
var REASONS_WITH_OWN_RULE = /* @__PURE__ */ new Set([
  "toml-syntax",
  "duplicate-table",
  "import-missing",
  "config-missing",
  "config-is-directory",
  "import-bad-pattern",
  "unsupported-version",
  "drop-in-version-higher",
  "short-key-in-v2",
  "short-plugin-id",
  "top-level-type",
  "bad-timeout",
  "plugin-type-error",
  "migration-panic",
  "required-plugin-missing",
  "cri-disabled",
  "cri-failed-default-handler-missing",
  "cri-failed-default-handler-empty",
  "legacy-systemd-cgroup",
  "cri-failed-runtime-engine",
  "cri-failed-untrusted-conflict",
  "cri-failed-registry",
  "cri-failed-duration",
  "cri-failed-io-type",
  "cri-failed-cni-dirs",
  "cri-failed-base-runtime-spec",
  "cri-failed-setting"
]);

// src/verdict/rules/runtime-not-serving.ts
var WORDS4 = {
  "daemon-exit": {
    message: "containerd does not start with this configuration",
    consequence: "containerd.service fails, the kubelet finds no runtime, and the node never becomes Ready.",
    help: "Mend the line that is shown; 'journalctl -u containerd' on the node has the daemon's own message."
  },
  "cri-disabled": {
    message: "containerd's CRI plugin is disabled",
    consequence: "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
    help: "Take the CRI plugin out of disabled_plugins, or write a configuration of your own instead of the packaged one."
  },
  "cri-failed": {
    message: "containerd's CRI plugin does not load with this configuration",
    consequence: "The kubelet cannot talk to containerd ('unknown service runtime.v1.RuntimeService') and does not start.",
    help: "Mend the line that is shown."
  }
};
var rule87 = {
  code: "runtime-not-serving",
  severity: "error",
  undecided: false,
  title: "containerd does not serve the kubelet",
  explanation: "Containerd exits, or runs without its CRI plugin. No cgroup driver matters then, since no pod can run. The findings beside this one name the cause where it is a known mistake.\n\nDocker's own containerd.io package ships a configuration that disables the CRI plugin, which is right for Docker and wrong for a Kubernetes node.",
  help: "Mend the configuration so that containerd starts with its CRI plugin.",
  references: [
    { title: "CRI plugin disabled by a legacy key", url: "https://github.com/containerd/containerd/issues/4574" }
  ],
  example: { wrong: 'disabled_plugins = ["cri"]\n', right: "version = 2\n" },
  find: ({ containerd }) => {
    if (containerd === null || containerd.state === "ok") return [];
    const words = WORDS4[containerd.state];
    const reason = containerd.stateReason;
    if (reason !== null && REASONS_WITH_OWN_RULE.has(reason.kind)) return [];
    return [
      {
        ...words,
        location: reason?.location ?? null,
        label: containerd.state === "cri-disabled" ? "disabled here" : "the cause",
        related: reason?.related ?? [],
        edit: null,
        subject: containerd.state,
        grounds: ["runtime"]
      }
    ];
  }
};

// src/verdict/rules/runtime-undecided.ts
var rule88 = {
  code: "runtime-undecided",
  severity: "error",
  undecided: true,
  title: "The runtime's cgroup driver cannot be worked out for sure",
  explanation: "Something on the way from the configuration to the answer is not known: a file that could not be read, a template that is filled in later, spellings among which containerd picks at random, two readers that disagree. The answer shown is the likely one, and no pass is given on it.",
  help: "Remove what is in doubt, or boot the image and judge what really runs: kind:IMAGE.",
  references: [],
  example: null,
  find: ({ containerd, otherRuntime, image }) => [
    ...doubtDrafts("containerd's driver is not certain", containerd?.doubts ?? [], rule88.help),
    ...doubtDrafts(`${otherRuntime?.name}'s driver is not certain`, otherRuntime?.doubts ?? [], rule88.help),
    ...doubtDrafts("the runtime is not certain", image.doubts, rule88.help)
  ]
};

// src/verdict/rules/systemd-not-init.ts
var rule89 = {
  code: "systemd-not-init",
  severity: "error",
  undecided: false,
  title: "The systemd driver is set, and systemd is not the init",
  explanation: "The systemd driver asks systemd over D-Bus to create slices and scopes. On a node whose init is another program there is nobody to ask: every pod fails with 'systemd not running on this host, cannot use systemd cgroups manager'. Such a node (Alpine with OpenRC, Talos, a container without systemd) has to use cgroupfs on both sides, and is accepted with --require match.",
  help: "Use an image whose init is systemd, or cgroupfs on both sides with --require match.",
  references: [
    {
      title: "Kubernetes: cgroup drivers",
      url: "https://kubernetes.io/docs/setup/production-environment/container-runtimes/#systemd-cgroup-driver"
    }
  ],
  example: null,
  find: ({ image, containerd, otherRuntime, effective }) => {
    const byRuntime = containerd?.handlers.some(({ driver }) => driver === "systemd") === true || otherRuntime?.driver === "systemd";
    if (image.initSystem !== "other" || !(byRuntime || effective.driver === "systemd")) return [];
    return [
      {
        message: "the systemd driver is set, but the init of this image is not systemd",
        consequence: "Every pod fails: 'systemd not running on this host, cannot use systemd cgroups manager'.",
        help: rule89.help,
        location: null,
        label: "",
        related: [],
        edit: null,
        subject: "",
        grounds: [byRuntime ? "runtime" : "kubelet-driver"]
      }
    ];
  }
};

// src/verdict/rules/table-not-read.ts
var rule90 = observationRule({
  code: "table-not-read",
  side: "containerd",
  kinds: ["table-not-read"],
  severity: "warning",
  title: "The driver is set in a table that containerd does not read",
  explanation: "Which table holds the CRI plugin's settings depends on the version line of the file and on the release: plugins.cri in version 1, io.containerd.grpc.v1.cri in version 2, io.containerd.cri.v1.runtime in versions 3 and 4. A table of another version is passed over without an error, so the setting in it does nothing. Guides written for 1.7 that are applied to the default file of 2.x end here.",
  help: "Move the setting into the table that this version reads.",
  references: [
    { title: "The table moved in 2.x", url: "https://github.com/containerd/containerd/issues/10960" },
    { title: "Version 1 table names in a later file", url: "https://github.com/kubernetes/kubernetes/issues/107892" }
  ],
  example: {
    wrong: 'version = 3\n[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n',
    right: "version = 3\n[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]\n  SystemdCgroup = true\n"
  },
  when: (o) => o.detail.setsDriver === true,
  message: (d) => `this setting is not read: with configuration version ${d.configVersion} containerd reads [plugins."${d.wantedTable}"], not "${d.table}"`,
  label: "not read"
});

// src/verdict/rules/unit-drop-in-cut-off.ts
var rule91 = observationRule({
  code: "unit-drop-in-cut-off",
  side: "unit",
  kinds: ["drop-in-cut-off"],
  severity: "warning",
  title: "Systemd stops reading a drop-in of the kubelet's unit at a mistake",
  explanation: "A mistake that would keep a unit from starting only ends the reading of a drop-in: what stands above the line counts, what stands below it is never seen, and the unit starts as if the rest were not there.",
  help: "Mend the line that is shown: systemd-analyze verify kubelet.service.",
  references: [],
  example: {
    wrong: "[Service]\nExecStart=\nExecStart=kubelet/run\nEnvironment=KUBELET_EXTRA_ARGS=--cgroup-driver=systemd\n",
    right: "[Service]\nExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS\nEnvironment=KUBELET_EXTRA_ARGS=--cgroup-driver=systemd\n"
  },
  message: (d) => `systemd reads this drop-in no further (${String(d.problem).replaceAll("-", " ")})`,
  label: "nothing below this line counts"
});

// src/verdict/rules/unit-drop-in-hidden.ts
var rule92 = observationRule({
  code: "unit-drop-in-hidden",
  side: "unit",
  kinds: ["drop-in-shadowed", "drop-in-masked"],
  severity: "note",
  title: "A drop-in of the kubelet's unit hides another of the same name",
  explanation: "Of several drop-ins with one file name systemd reads only that in the directory of the highest priority: /etc before /run before /usr/lib. One that is empty or leads to /dev/null takes the other away without a replacement.",
  help: "Give the drop-in a name of its own if both are meant to count.",
  references: [],
  example: null,
  message: (_, o) => o.kind === "drop-in-masked" ? "this drop-in is empty and hides another of its name" : "this drop-in is not read: another of its name stands in its place",
  label: "same name"
});

// src/verdict/rules/unit-line-ignored.ts
var rule93 = observationRule({
  code: "unit-line-ignored",
  side: "unit",
  kinds: [
    "variable-inside-word",
    "assignment-outside-section",
    "assignment-in-wrong-section",
    "invalid-line",
    "exec-start-ignored"
  ],
  severity: "warning",
  title: "A line of the kubelet's unit has no effect, or not the one that is meant",
  explanation: "Systemd passes over settings outside a section or in the wrong one, and expands $NAME only where it is a word of its own; inside a word it takes ${NAME}.",
  help: "Put the line into [Service], and write ${NAME} inside a word.",
  references: [],
  example: null,
  message: (d, o) => o.kind === "variable-inside-word" ? `$${d.name} in "${d.word}" is not expanded` : o.kind === "invalid-line" ? "this line is neither a section nor a setting" : o.kind === "exec-start-ignored" ? `systemd passes over this ExecStart= for a mistake (${String(d.problem).replaceAll("-", " ")}), as its dash allows` : `${d.key}= has no effect ${o.kind === "assignment-outside-section" ? "outside of a section" : `in [${d.section}]`}`,
  label: "no effect"
});

// src/verdict/rules/upgrade-hazard.ts
var HAZARDS = {
  "versionless-v2-table": "the file has no version line",
  "versionless-v1-table": "the file has no version line, and its version 1 tables are dropped",
  "v2-table-in-v3-file": "a version 2 table in a version 3 file",
  "v3-file-on-1.x": "the file has version 3",
  spelling: "the spelling of this key counts in some releases only"
};
var rule94 = observationRule({
  code: "upgrade-hazard",
  side: "containerd",
  kinds: ["upgrade-hazard"],
  severity: "warning",
  title: "Another containerd reads this configuration differently",
  explanation: "The configuration works with the containerd of the image and will change its meaning, without an error, with the releases that are named: 2.0 to 2.2 drop the CRI table of a file without a version line, 2.x before 2.3 passes over a version 2 table in a version 3 file, and 1.x does not know version 3.",
  help: "Write the configuration for the release that comes next too: a version line, the table that belongs to it, SystemdCgroup in exactly this spelling.",
  references: [],
  example: null,
  message: (d) => `containerd ${d.versions} will not read this: ${HAZARDS[String(d.hazard)] ?? d.hazard}`,
  label: "changes its meaning"
});

// src/verdict/rules/version-changed-by-import.ts
var rule95 = observationRule({
  code: "version-changed-by-import",
  side: "containerd",
  kinds: ["version-changed-by-import"],
  severity: "warning",
  title: "An imported file changes the version of the whole configuration",
  explanation: "The last file that has a version line decides which tables are read, in all files. A drop-in of another version can switch off a main file that is right by itself.",
  help: "Give the drop-ins the version of the main file.",
  references: [{ title: "A drop-in without a version", url: "https://github.com/lima-vm/lima/issues/4185" }],
  example: null,
  message: (d) => `this import changes the configuration's version from ${d.from} to ${d.to}`,
  label: "decides for all files"
});

// src/verdict/rules/version-conflict.ts
var rule96 = observationRule({
  code: "version-conflict",
  side: "image",
  kinds: ["version-conflict"],
  severity: "warning",
  title: "Two sources in the image give different versions of one program",
  explanation: "The package list, the version files and the programs themselves should agree. Where they do not, a program was replaced by hand or an image was derived without its records, and the version that the unit's own program states was used.",
  help: "Check which program really runs, and correct the other record.",
  references: [],
  example: null,
  message: (d) => `${d.program} is ${d.chosen} by ${d.chosenSource}, and ${d.other} by ${d.otherSource}`,
  label: ""
});

// src/verdict/rules/version-decides.ts
var rule97 = {
  code: "version-decides",
  severity: "error",
  undecided: true,
  title: "The answer depends on a version that the image does not tell",
  explanation: "The same configuration means different things to different versions of containerd and the kubelet: which table is read, how imported files merge, what a missing line defaults to, whether the kubelet follows its runtime. Every version that fits was worked out, and they do not agree.",
  help: "Say which versions the node has: --containerd-version and --kubelet-version settle it.",
  references: [],
  example: null,
  find: () => []
};

// src/verdict/rules/version-not-top-level.ts
var rule98 = observationRule({
  code: "version-not-top-level",
  side: "containerd",
  kinds: ["version-not-top-level"],
  severity: "warning",
  title: "The version line stands below a table",
  explanation: "Below a [table] line every key belongs to that table, so this is not the version of the file, which counts as version 1.",
  help: "Move the version line above the first table.",
  references: [],
  example: null,
  message: (d) => `version is a key of [${d.table}] here, so the file has no version`,
  label: "belongs to the table above"
});

// src/verdict/rules/version-taken-for-2.ts
var rule99 = observationRule({
  code: "version-taken-for-2",
  side: "containerd",
  kinds: ["version-taken-for-2"],
  severity: "warning",
  title: "This containerd takes a later configuration version for 2",
  explanation: "Containerd 1.x before 1.6.32 and 1.7.17 does not check the version and reads a version 3 file as version 2: its tables are passed over. Later 1.x releases exit.",
  help: "Generate the file with the containerd of the image.",
  references: [],
  example: null,
  message: (d) => `version ${d.version} is read as version 2 by this containerd`,
  label: "read as 2"
});

// src/verdict/rules/index.ts
var VERSION_RULE = rule97;
var RULES = [
  rule5,
  rule6,
  rule87,
  rule10,
  rule23,
  rule30,
  rule9,
  rule32,
  rule13,
  rule22,
  rule79,
  rule11,
  rule83,
  rule18,
  rule20,
  rule56,
  rule19,
  rule71,
  rule80,
  rule75,
  rule17,
  rule15,
  rule45,
  rule76,
  rule89,
  rule27,
  rule33,
  rule57,
  rule90,
  rule4,
  rule82,
  rule78,
  rule26,
  rule69,
  rule37,
  rule81,
  rule8,
  rule12,
  rule98,
  rule99,
  rule95,
  rule31,
  rule34,
  rule35,
  rule21,
  rule84,
  rule74,
  rule70,
  rule94,
  rule7,
  rule25,
  rule24,
  rule93,
  rule91,
  rule92,
  rule43,
  rule46,
  rule48,
  rule54,
  rule44,
  rule47,
  rule53,
  rule50,
  rule49,
  rule42,
  rule36,
  rule96,
  rule16,
  rule14,
  rule85,
  rule77,
  rule29,
  rule72,
  rule86,
  rule52,
  rule51,
  rule88,
  rule55,
  rule28,
  rule2,
  rule97,
  rule73,
  rule,
  rule3,
  rule68,
  rule64,
  rule65,
  rule66,
  rule59,
  rule67,
  rule62,
  rule60,
  rule61,
  rule58,
  rule63,
  rule38,
  rule41,
  rule40,
  rule39
];

// src/containerd/releases.ts
function releaseOf(version) {
  return [version.major, version.minor ?? 0, version.patch ?? 0];
}
function compareReleases(a, b) {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
function isWithin(release, ranges2) {
  return parseRanges(ranges2).some(
    (range) => compareReleases(release, range.first) >= 0 && compareReleases(release, range.last) <= 0
  );
}
var parsedRanges = /* @__PURE__ */ new Map();
function parseRanges(ranges2) {
  const known = parsedRanges.get(ranges2);
  if (known !== void 0) return known;
  const parsed = ranges2.split(",").map((range) => {
    const [from = "", to = from] = range.trim().split("..");
    return { first: bound(from, 0), last: bound(to, Number.POSITIVE_INFINITY) };
  });
  parsedRanges.set(ranges2, parsed);
  return parsed;
}
function bound(text2, filler) {
  if (text2 === "") return [filler, filler, filler];
  const [major = 0, minor = filler, patch2 = filler] = text2.split(".").map(Number);
  return [major, minor, patch2];
}

// src/containerd/families.ts
var lastReleases = ["1.4.13", "1.5.18", "1.6.39", "1.7.34", "2.0.11", "2.1.9", "2.2.7", "2.3.4", "2.4.0"];
var newestChecked = "2.4.0-beta.0";
var oldestChecked = "1.4.0";
var families = [
  { name: "1.4", releases: "..1.4", newestConfigVersion: 2, decoder: "burntsushi" },
  { name: "1.5 to 1.7", releases: "1.5..1", newestConfigVersion: 2, decoder: "go-toml-1" },
  { name: "2.0.0 and 2.0.1", releases: "2.0.0..2.0.1", newestConfigVersion: 3, decoder: "go-toml-2" },
  { name: "2.0.2 to 2.2", releases: "2.0.2..2.2", newestConfigVersion: 3, decoder: "go-toml-2" },
  { name: "2.3 and later", releases: "2.3..", newestConfigVersion: 4, decoder: "go-toml-2" }
];
var dialects = [
  ["..1.4", "burntsushi-0.3"],
  ["1.5", "go-toml-1.8"],
  ["1.6..1", "go-toml-1.9"],
  ["2.0..2.3", "go-toml-2.2"],
  ["2.4..", "go-toml-2.4"]
];
var switches = {
  /** `plugins` keys of a later version merge key by key (2.x) instead of replacing the whole table (1.x). */
  mergesPlugins: "2.0..",
  /** A handler that the file mentions starts from the built-in one (2.x) or from nothing (1.x). */
  mergesHandlers: "2.0..",
  /** A `runtimes` table replaces the built-in one, so that `runc` is gone unless it is named. */
  losesBuiltInRunc: "1.5..1.7",
  /** A missing import ends the reading of further files, without an error. */
  passesOverMissingFile: "..1.4",
  /** A relative pattern in `imports` is looked up from the working directory instead of beside the file. */
  globsFromWorkingDirectory: "..1.6.28, 1.7.0..1.7.15",
  /** A `version` above the newest known one stops a 1.x daemon; earlier it counts as 2. 2.x always stops. */
  refusesLaterVersions: "1.6.32..1.6, 1.7.17..",
  /** Plugin ids must start with `io.containerd.`, not only have four parts. */
  wantsIdPrefix: "1.7",
  /** Plugin ids are checked only if the version is 2, not for every version above 1. */
  checksIdsOfVersion2Only: "..1.4",
  /** The migrated version 2 table replaces the version 3 table instead of filling its gaps. */
  version2TableWins: "2.0.0..2.0.1",
  /** Every file is migrated by itself before merging, up to the newest version. */
  migratesEachFile: "2.3..",
  /** Only `disable_tcp_service` is kept of the version 2 table's server settings. */
  dropsServerSettings: "2.0.0",
  /** `cni.bin_dir` of a version 2 table becomes `bin_dirs`, and the two exclude each other. */
  hasCniBinDirs: "2.1..",
  /** The built-in options of `runc` hold `SystemdCgroup = false`, which competes with other spellings of the key. */
  builtInOptionsHoldFlag: "1.5..1.7, 2.0.7..2.0, 2.1.5..",
  /** `registry.mirrors` beside `registry.config_path` fails the CRI plugin. */
  refusesMirrorsWithConfigPath: "1.5..",
  /** `registry.configs.*.tls` beside `registry.config_path` fails the CRI plugin. */
  refusesTlsWithConfigPath: "1.5..1.7",
  /** `registry.config_path` is set out of the box, so that any `mirrors` fail the CRI plugin. */
  setsRegistryConfigPath: "2.2.0..2.2.1",
  /** `privileged_without_host_devices_all_devices_allowed` needs its counterpart. */
  checksAllDevicesAllowed: "1.7..",
  /** `cgroup_writable` fails the CRI plugin on a host with cgroup v1. */
  checksCgroupWritable: "2.1..",
  /** Unknown runtime types get the options as text (`ConfigBody`). */
  passesConfigBody: "1.7..",
  /** The CRI call RuntimeConfig exists. */
  answersRuntimeConfig: "2.0.."
};
var checkedVersions = { oldest: oldestChecked, newest: newestChecked };
function familyOf(version) {
  const parsed = parseVersion(version);
  const known = parsed ?? parseVersion(newestChecked);
  const release = releaseOf(known);
  const debian = parsed !== null && /[~+]ds\d*/.test(version);
  const family = families.find((candidate2) => isWithin(release, candidate2.releases));
  return {
    name: family.name,
    release,
    debian,
    decoder: family.decoder,
    generation: release[0] < 2 ? 1 : 2,
    newestConfigVersion: family.newestConfigVersion,
    dialects: dialectsOf(release, debian),
    has: (name) => isWithin(release, switches[name]),
    newerThanChecked: compareReleases(release, releaseOf(parseVersion(newestChecked))) > 0,
    olderThanChecked: compareReleases(release, releaseOf(parseVersion(oldestChecked))) < 0,
    notUnderstood: parsed === null
  };
}
function dialectsOf(release, debian) {
  const upstream = dialects.find(([releases]) => isWithin(release, releases))[1];
  if (!debian || upstream !== "go-toml-2.2") return [upstream];
  return compareReleases(release, [2, 1, 9]) === 0 ? ["go-toml-2.4"] : ["go-toml-2.4", upstream];
}
function versionsThatFit(hint) {
  const known = hint === null ? null : parseVersion(hint);
  if (known !== null && known.patch !== null) return [hint];
  const fitting = stretches().filter(
    ([major, minor]) => known === null || major === known.major && (known.minor === null || minor === known.minor)
  );
  if (fitting.length > 0) return fitting.map((release) => isNewest(release) ? newestChecked : release.join("."));
  return hint === null ? [] : [hint];
}
function isNewest(release) {
  return compareReleases(release, releaseOf(parseVersion(newestChecked))) === 0;
}
function stretches() {
  const starts = [...families.map((family) => family.releases), ...dialects.map(([releases]) => releases)].concat(Object.values(switches)).flatMap((ranges2) => parseRanges(ranges2)).flatMap(({ first, last }) => [first, [last[0], last[1], last[2] + 1]]).filter((start2) => start2.every(Number.isFinite));
  return lastReleases.flatMap((last) => {
    const [major, minor, patch2] = releaseOf(parseVersion(last));
    const ends = starts.filter((start2) => start2[0] === major && start2[1] === minor && start2[2] > 0).map((s) => s[2] - 1);
    const patches = [.../* @__PURE__ */ new Set([...ends.filter((end) => end < patch2), patch2])].sort((a, b) => a - b);
    return patches.map((end) => [major, minor, end]);
  });
}

// src/text/bytewise.ts
function compareBytewise(a, b) {
  const length = Math.min(a.length, b.length);
  for (let at2 = 0; at2 < length; at2 += 1) {
    const difference = rank2(a.charCodeAt(at2)) - rank2(b.charCodeAt(at2));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
function rank2(unit) {
  return unit >= 55296 && unit <= 57343 ? unit + 65536 : unit;
}

// src/containerd/decoding/fields.ts
var simpleKinds = ["string", "bool", "int", "uint32", "uint64", "float64", "duration", "primitive", "any"];
function parseFieldType(notation) {
  const simple = simpleKinds.find((kind) => kind === notation);
  if (simple !== void 0) return { kind: simple };
  if (notation.startsWith("[]")) return { kind: "list", item: parseFieldType(notation.slice(2)) };
  if (notation.startsWith("map[string]")) return { kind: "map", item: parseFieldType(notation.slice(11)) };
  return { kind: "struct", name: notation.replace("&", ""), embedded: notation.startsWith("&") };
}
function fieldsOf(structs, name, release) {
  return (structs[name] ?? []).filter(([, , releases]) => releases === void 0 || isWithin(release, releases));
}
function isDuration(text2) {
  return /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text2);
}

// src/containerd/decoding/spellings.ts
function entriesOfField(table, field2, decoder, documentOrder) {
  if (decoder === "go-toml-1") {
    const candidates = goTomlSpellings(field2).flatMap((name) => table.entries.get(name) ?? []);
    return { applied: candidates.slice(0, 1), passedOver: candidates.slice(1), random: false };
  }
  const folded = fold(field2);
  const matching2 = [...table.entries.values()].filter(
    (entry2) => entry2.key === field2 || entry2.key.length <= 2 * field2.length && fold(entry2.key) === folded
  );
  if (matching2.length < 2) return { applied: matching2, passedOver: [], random: false };
  if (decoder === "burntsushi") {
    const exactLast = [...matching2.filter((entry2) => entry2.key !== field2), ...matching2.filter((e) => e.key === field2)];
    return { applied: exactLast, passedOver: [], random: true };
  }
  if (documentOrder) return { applied: matching2, passedOver: [], random: false };
  const sorted = matching2.toSorted((a, b) => compareBytewise(a.key, b.key));
  return { applied: sorted, passedOver: [], random: false };
}
function countsAs(key, field2, decoder) {
  return decoder === "go-toml-1" ? goTomlSpellings(field2).includes(key) : fold(key) === fold(field2);
}
function isSpellingOf(key, field2) {
  return fold(key) === fold(field2);
}
function goTomlSpellings(field2) {
  return [
    .../* @__PURE__ */ new Set([field2, field2.toLowerCase(), field2.toUpperCase(), field2.slice(0, 1).toLowerCase() + field2.slice(1)])
  ];
}
function fold(text2) {
  if (/^[ -~]*$/.test(text2)) return text2.toLowerCase();
  return Array.from(
    text2,
    (symbol) => single(single(symbol, symbol.toUpperCase()), single(symbol, symbol.toUpperCase()).toLowerCase())
  ).join("");
}
function single(symbol, changed) {
  return Array.from(changed).length === 1 ? changed : symbol;
}

// src/containerd/files/config-tree.ts
var depthLimit = 200;
function configTable(table, path, onTooDeep, depth = 0) {
  const entries = /* @__PURE__ */ new Map();
  for (const { key, keySpan, value } of table.entries) {
    if (depth >= depthLimit) {
      onTooDeep();
      break;
    }
    const converted = configValue(value, path, onTooDeep, depth + 1);
    entries.set(key, { key, keyLocation: locate(path, keySpan), value: converted });
  }
  return {
    kind: "table",
    entries,
    location: locate(path, table.span),
    explicit: table.form === "header" || table.form === "inline",
    inline: table.form === "inline"
  };
}
function configValue(value, path, onTooDeep, depth) {
  if (value.type === "table") return configTable(value, path, onTooDeep, depth);
  const location = locate(path, value.span);
  if (value.type !== "array") return { kind: "scalar", scalar: value, location };
  if (depth >= depthLimit) {
    onTooDeep();
    return { kind: "array", items: [], ofTables: value.arrayOfTables, location };
  }
  const items = value.items.map((item) => configValue(item, path, onTooDeep, depth + 1));
  return { kind: "array", items, ofTables: value.arrayOfTables, location };
}
function withEntries(table, entries) {
  return { ...table, entries };
}
function emptyTable(location) {
  return { kind: "table", entries: /* @__PURE__ */ new Map(), location, explicit: false, inline: false };
}
function valueAt(table, ...keys) {
  let value = table;
  for (const key of keys) {
    if (value.kind !== "table") return null;
    const entry2 = value.entries.get(key);
    if (entry2 === void 0) return null;
    value = entry2.value;
  }
  return value;
}
function tableAt(table, ...keys) {
  const value = valueAt(table, ...keys);
  return value?.kind === "table" ? value : null;
}
function textOf(value) {
  return value?.kind === "scalar" && value.scalar.type === "string" ? value.scalar.value : null;
}
function booleanOf(value) {
  return value?.kind === "scalar" && value.scalar.type === "boolean" ? value.scalar.value : null;
}
function typeName(value) {
  if (value.kind === "scalar") return value.scalar.type;
  if (value.kind === "table") return "table";
  return value.ofTables ? "array of tables" : "array";
}
function writtenValue(value) {
  if (value.kind !== "scalar") return typeName(value);
  const { raw } = value.scalar;
  return raw.length > 80 ? `${raw.slice(0, 79)}…` : raw;
}
function* walk(table, path = []) {
  for (const entry2 of table.entries.values()) {
    yield { path, entry: entry2, table };
    if (entry2.value.kind === "table") yield* walk(entry2.value, [...path, entry2.key]);
  }
}

// src/containerd/decoding/type-check.ts
function scalarMismatch(value, type, family, asWritten) {
  const wanted = wantedType(type);
  return fits(value, type, family, asWritten) ? null : { path: [], wanted, found: typeName(value), location: value.location };
}
function fits(value, type, family, asWritten) {
  switch (type.kind) {
    case "any":
    case "primitive":
      return true;
    case "struct":
      return value.kind === "table";
    case "map":
      return value.kind === "table" || family.decoder === "burntsushi";
    case "list":
      return value.kind === "array";
    default:
      return fitsScalar(value, type.kind, family, asWritten);
  }
}
function fitsScalar(value, kind, family, asWritten) {
  const { decoder } = family;
  const isLater = family.dialects[0] === "go-toml-2.4";
  if (value.kind === "table") {
    return decoder === "go-toml-2" && !isLater && value.entries.size === 0 && !(value.inline && asWritten);
  }
  if (value.kind !== "scalar") return false;
  const { scalar } = value;
  switch (kind) {
    case "string":
      return scalar.type === "string";
    case "bool":
      return scalar.type === "boolean";
    case "int":
      return scalar.type === "integer";
    case "uint32":
      return scalar.type === "integer" && scalar.value >= 0n && scalar.value <= 0xffffffffn;
    case "uint64":
      return scalar.type === "integer" && (scalar.value >= 0n || decoder === "burntsushi");
    case "float64":
      return scalar.type === "float" || scalar.type === "integer" && decoder === "go-toml-2";
    case "duration":
      return isDuration(String(scalar.value)) || isLater && scalar.type === "integer";
    default:
      return true;
  }
}
function wantedType(type) {
  switch (type.kind) {
    case "list":
      return `array of ${wantedType(type.item)}`;
    case "map":
    case "struct":
      return "table";
    case "bool":
      return "boolean";
    case "int":
      return "integer";
    case "uint32":
      return "integer from 0 to 4294967295";
    case "uint64":
      return "integer from 0 on";
    case "float64":
      return "float";
    case "duration":
      return "duration";
    default:
      return "string";
  }
}

// src/containerd/decoding/decode.ts
function decodeTable(table, root, structs, family, documentOrder = false) {
  const run = { structs, family, decoder: family.decoder, documentOrder, spellings: [], mismatch: null };
  const value = decodeStruct([table], root, [], run);
  return { value, mismatch: run.mismatch, spellings: run.spellings };
}
function decodeStruct(tables, name, path, run) {
  const fields = /* @__PURE__ */ new Map();
  for (const [field2, notation] of fieldsOf(run.structs, name, run.family.release)) {
    const type = parseFieldType(notation);
    const entries = tables.flatMap((table) => entriesIn(table, field2, path, run));
    const last = lastThatSets(entries, type, ({ value }) => value);
    if (last !== void 0) {
      const values = entries.map((entry2) => entry2.value);
      fields.set(field2, { entry: last, value: decodeValue(values, type, [...path, field2], run) });
    } else if (type.kind === "struct" && type.embedded && run.decoder === "go-toml-1") {
      fields.set(field2, { entry: null, value: decodeStruct(tables, type.name, path, run) });
    }
  }
  return { kind: "struct", fields, tables };
}
function lastThatSets(spelled, type, valueIn) {
  const isScalar = !["struct", "map", "list", "any", "primitive"].includes(type.kind);
  const setting = isScalar ? spelled.filter((one) => valueIn(one).kind !== "table") : spelled;
  return setting.at(-1) ?? spelled.at(-1);
}
function entriesIn(table, field2, path, run) {
  const { applied, passedOver, random } = entriesOfField(table, field2, run.decoder, run.documentOrder);
  const winner2 = applied.at(-1) ?? null;
  for (const entry2 of applied) {
    const scalar = entry2.value.kind !== "table";
    if (random) run.spellings.push({ field: field2, path, entry: entry2, fate: "random", winner: winner2 });
    else if (entry2 !== winner2 && scalar) run.spellings.push({ field: field2, path, entry: entry2, fate: "lost", winner: winner2 });
    else if (entry2.key !== field2) run.spellings.push({ field: field2, path, entry: entry2, fate: "counts", winner: winner2 });
  }
  for (const entry2 of passedOver) run.spellings.push({ field: field2, path, entry: entry2, fate: "lost", winner: winner2 });
  return applied;
}
function decodeValue(values, type, path, run) {
  const last = lastThatSets(values, type, (value) => value);
  const checked = values.filter((value) => {
    const mismatch = scalarMismatch(value, type, run.family, run.documentOrder);
    if (mismatch !== null) run.mismatch ??= { ...mismatch, path };
    return mismatch === null;
  });
  const tables = checked.filter((value) => value.kind === "table");
  if (type.kind === "struct") return decodeStruct(tables, type.name, path, run);
  if (type.kind !== "map") {
    if (type.kind === "list" && last.kind === "array") {
      for (const item of last.items) decodeValue([item], type.item, path, run);
    }
    return { kind: "plain", value: last };
  }
  const members = /* @__PURE__ */ new Map();
  for (const entry2 of tables.flatMap((table) => [...table.entries.values()])) {
    const known = members.get(entry2.key);
    members.set(entry2.key, { entry: entry2, values: [...known?.values ?? [], entry2.value] });
  }
  const decoded = /* @__PURE__ */ new Map();
  for (const [key, member] of members) {
    decoded.set(key, { entry: member.entry, value: decodeValue(member.values, type.item, [...path, key], run) });
  }
  return { kind: "map", members: decoded, tables };
}
function plainField(struct, field2) {
  const value = struct?.fields.get(field2)?.value;
  return value?.kind === "plain" ? value.value : null;
}
function structField(struct, field2) {
  const value = struct?.fields.get(field2)?.value;
  return value?.kind === "struct" ? value : null;
}
function mapField(struct, field2) {
  const value = struct?.fields.get(field2)?.value;
  return value?.kind === "map" ? value : null;
}

// src/containerd/decoding/fieldless.ts
function fieldlessIn(root, structs, family) {
  const known = /* @__PURE__ */ new Map();
  const typeOf2 = (struct, key) => {
    const fields = known.get(struct) ?? /* @__PURE__ */ new Map();
    known.set(struct, fields);
    let type = fields.get(key);
    if (type === void 0) {
      const field2 = fieldsOf(structs, struct, family.release).find(
        ([name]) => name === key || key.length <= 2 * name.length && countsAs(key, name, family.decoder)
      );
      type = field2 === void 0 ? null : parseFieldType(field2[1]);
      fields.set(key, type);
    }
    return type;
  };
  return (keys) => {
    let type = { kind: "struct", name: root, embedded: false };
    for (const key of keys) {
      if (type.kind === "map") type = type.item;
      else if (type.kind !== "struct") return false;
      else {
        const next = typeOf2(type.name, key);
        if (next === null) return true;
        type = next;
      }
    }
    return false;
  };
}

// src/containerd/notes.ts
function note(kind, location, detail, related = []) {
  return { kind, location, related, detail };
}
function relatedTo(location, role) {
  return location === null || location === void 0 ? [] : [{ location, role }];
}
function newNotes() {
  return { observations: [], doubts: [] };
}

// src/containerd/decoding/spelling-notes.ts
var flagField = "SystemdCgroup";
function isFlagField(field2) {
  return field2 === flagField;
}
function spellingNotes(spellings) {
  const observations = [];
  const random = /* @__PURE__ */ new Map();
  for (const spelling of spellings) {
    const { entry: entry2, field: field2, fate, winner: winner2, path } = spelling;
    const isFlag = isFlagField(field2);
    if (fate === "random") {
      const key = [...path, field2].join("\n");
      random.set(key, [...random.get(key) ?? [], spelling]);
      continue;
    }
    if (entry2.key !== field2) {
      const counts = fate === "counts";
      observations.push(note("odd-key-case", entry2.keyLocation, { key: entry2.key, field: field2, counts, isFlag }));
    }
    if (fate === "lost" && winner2 !== null) {
      const detail = { key: entry2.key, winner: winner2.key, isFlag };
      const related = relatedTo(winner2.value.location, "this spelling wins");
      observations.push(note("overridden-by-spelling", entry2.value.location, detail, related));
    }
  }
  const doubts = [...random.values()].map(([first, ...others]) => {
    const spellingList = [first, ...others].map(({ entry: entry2 }) => entry2.key).join(", ");
    const related = others.map(({ entry: entry2 }) => ({
      location: entry2.keyLocation,
      role: "another spelling of the same key"
    }));
    return note("random-spelling", first.entry.keyLocation, { field: first.field, spellings: spellingList }, related);
  });
  return { observations, doubts };
}

// src/containerd/fields/server-fields.ts
var serverStructs = {
  Config: [
    ["version", "int"],
    ["root", "string"],
    ["state", "string"],
    ["temp", "string", "1.6.."],
    ["plugin_dir", "string", "..2.0"],
    ["grpc", "GRPCConfig"],
    ["ttrpc", "TTRPCConfig"],
    ["debug", "Debug"],
    ["metrics", "MetricsConfig"],
    ["disabled_plugins", "[]string"],
    ["required_plugins", "[]string"],
    ["plugins", "map[string]primitive", "..1.4"],
    ["plugins", "map[string]Tree", "1.5..1.7"],
    ["plugins", "map[string]any", "2.0.."],
    ["oom_score", "int"],
    ["cgroup", "CgroupConfig"],
    ["proxy_plugins", "map[string]ProxyPlugin"],
    ["timeouts", "map[string]string"],
    ["imports", "[]string"],
    ["stream_processors", "map[string]StreamProcessor"]
  ],
  GRPCConfig: [
    ["address", "string"],
    ["tcp_address", "string"],
    ["tcp_tls_ca", "string", "1.6.."],
    ["tcp_tls_cert", "string"],
    ["tcp_tls_key", "string"],
    ["uid", "int"],
    ["gid", "int"],
    ["max_recv_message_size", "int"],
    ["max_send_message_size", "int"],
    ["tcp_tls_common_name", "string", "2.2.."]
  ],
  TTRPCConfig: [
    ["address", "string"],
    ["uid", "int"],
    ["gid", "int"]
  ],
  Debug: [
    ["address", "string"],
    ["uid", "int"],
    ["gid", "int"],
    ["level", "string"],
    ["format", "string", "1.5.."],
    ["log_trace_id", "bool", "2.3.."]
  ],
  MetricsConfig: [
    ["address", "string"],
    ["grpc_histogram", "bool"]
  ],
  CgroupConfig: [["path", "string"]],
  ProxyPlugin: [
    ["type", "string"],
    ["address", "string"],
    ["platform", "string", "1.6.32..1.6, 1.7.16.."],
    ["exports", "map[string]string", "1.6.32..1.6, 1.7.16.."],
    ["capabilities", "[]string", "1.7.23.."]
  ],
  StreamProcessor: [
    ["accepts", "[]string"],
    ["returns", "string"],
    ["path", "string"],
    ["args", "[]string"],
    ["env", "[]string", "1.5.."]
  ],
  Tree: []
};

// src/containerd/go/path.ts
function isAbsolute(path) {
  return path.startsWith("/");
}
function cleanPath(path) {
  const rooted = isAbsolute(path);
  const kept = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!rooted) kept.push(part);
  }
  return (rooted ? "/" : "") + kept.join("/") || ".";
}
function joinPath(...parts) {
  const present2 = parts.filter((part) => part !== "");
  return present2.length === 0 ? "" : cleanPath(present2.join("/"));
}
function directoryOf(path) {
  return cleanPath(path.slice(0, path.lastIndexOf("/") + 1));
}
var BadPattern = class {
  pattern;
  constructor(pattern) {
    this.pattern = pattern;
  }
};
function matchesPattern(pattern, name) {
  const chunks = splitAtStars(Array.from(pattern));
  let rest = Array.from(name);
  for (const [index, chunk] of chunks.entries()) {
    const last = index === chunks.length - 1;
    if (chunk.star && chunk.text.length === 0) return !rest.includes("/");
    const next = matchChunk(chunk, rest, last);
    if (next === "bad") return new BadPattern(pattern);
    if (next === null) {
      const remainder = chunks.slice(index + 1).some((later) => matchAt(later.text, []) === "bad");
      return remainder ? new BadPattern(pattern) : false;
    }
    rest = next;
  }
  return rest.length === 0;
}
function splitAtStars(pattern) {
  const chunks = [];
  let at2 = 0;
  while (at2 < pattern.length) {
    const start2 = at2;
    while (pattern[at2] === "*") at2 += 1;
    const star = at2 > start2;
    const begin = at2;
    let inClass = false;
    while (at2 < pattern.length && (pattern[at2] !== "*" || inClass)) {
      if (pattern[at2] === "\\" && at2 + 1 < pattern.length) at2 += 1;
      else if (pattern[at2] === "[") inClass = true;
      else if (pattern[at2] === "]") inClass = false;
      at2 += 1;
    }
    chunks.push({ star, text: pattern.slice(begin, at2) });
  }
  return chunks;
}
function matchChunk(chunk, name, last) {
  for (let skip = 0; skip <= name.length; skip += 1) {
    const rest = matchAt(chunk.text, name.slice(skip));
    if (rest === "bad") return "bad";
    if (rest !== null && (!last || rest.length === 0)) return rest;
    if (!chunk.star || name[skip] === "/") return null;
  }
  return null;
}
function matchAt(chunk, name) {
  let failed = false;
  let at2 = 0;
  let index = 0;
  while (index < chunk.length) {
    if (at2 >= name.length) failed = true;
    const symbol = chunk[index];
    if (symbol === "[") {
      const read2 = readClass(chunk, index + 1, failed ? null : name[at2]);
      if (read2 === null) return "bad";
      if (!read2.matches) failed = true;
      index = read2.end;
    } else if (symbol === "?") {
      if (!failed && name[at2] === "/") failed = true;
      index += 1;
    } else {
      if (symbol === "\\") index += 1;
      if (index >= chunk.length) return "bad";
      if (!failed && chunk[index] !== name[at2]) failed = true;
      index += 1;
    }
    at2 += 1;
  }
  return failed ? null : name.slice(at2);
}
function readClass(chunk, start2, symbol) {
  let index = start2;
  const negated = chunk[index] === "^";
  if (negated) index += 1;
  const code = symbol === null ? -1 : symbol.codePointAt(0);
  let matches2 = false;
  for (let ranges2 = 0; ; ranges2 += 1) {
    if (chunk[index] === "]" && ranges2 > 0) return { matches: matches2 !== negated, end: index + 1 };
    const low = readClassSymbol(chunk, index);
    if (low === null) return null;
    index = low.end;
    let high = low;
    if (chunk[index] === "-") {
      const upper = readClassSymbol(chunk, index + 1);
      if (upper === null) return null;
      high = upper;
      index = upper.end;
    }
    if (low.code <= code && code <= high.code) matches2 = true;
  }
}
function readClassSymbol(chunk, start2) {
  let index = start2;
  if (chunk[index] === void 0 || chunk[index] === "-" || chunk[index] === "]") return null;
  if (chunk[index] === "\\") index += 1;
  if (index + 1 >= chunk.length) return null;
  return { code: chunk[index].codePointAt(0), end: index + 1 };
}
function hasWildcard(path) {
  return /[*?[\\]/.test(path);
}

// src/containerd/files/merge.ts
function mergeEntries(earlier, later, path, overrides) {
  const merged3 = new Map(earlier);
  for (const [key, winner2] of later) {
    const loser = merged3.get(key);
    if (loser?.value.kind === "table" && winner2.value.kind === "table") {
      merged3.set(key, { ...loser, value: mergeTables(loser.value, winner2.value, [...path, key], overrides) });
      continue;
    }
    if (loser !== void 0) overrides.push({ path: [...path, key], loser, winner: winner2 });
    merged3.set(key, winner2);
  }
  return merged3;
}
function mergeTables(earlier, later, path, overrides) {
  const placed = later.explicit || !earlier.explicit ? later : earlier;
  return { ...placed, entries: mergeEntries(earlier.entries, later.entries, path, overrides) };
}

// src/containerd/files/document.ts
function listedTexts(config, field2) {
  const value = plainField(config, field2);
  if (value?.kind !== "array") return [];
  return value.items.flatMap((item) => {
    const text2 = textOf(item);
    return text2 === null ? [] : [{ text: text2, location: item.location }];
  });
}
function versionOf(config) {
  const value = plainField(config, "version");
  if (value?.kind !== "scalar" || value.scalar.type !== "integer") return { version: 0, location: null };
  return { version: Number(value.scalar.value), location: value.location };
}
function pluginEntries(config) {
  const [first, ...others] = mapField(config, "plugins")?.tables ?? [];
  const overrides = [];
  return others.reduce(
    (merged3, table) => mergeEntries(merged3, table.entries, [], overrides),
    first?.entries ?? /* @__PURE__ */ new Map()
  );
}
function timeoutsOf(config) {
  return [...mapField(config, "timeouts")?.members ?? []].map(([key, { entry: entry2 }]) => [key, entry2.value]);
}

// src/containerd/go/glob.ts
var directoryLimit = 1e3;
var depthLimit2 = 2048;
async function glob(tree, pattern, options) {
  if (options.checksPatternFirst) {
    const readable = matchesPattern(pattern, "");
    if (readable instanceof BadPattern) return readable;
  }
  const absolute = (path) => path.startsWith("/") ? path : joinPath("/", options.workingDirectory, path);
  if (!hasWildcard(pattern)) {
    const entry2 = await tree.lstat(absolute(pattern));
    if (entry2.ok) return { paths: [pattern], failures: [] };
    return { paths: [], failures: entry2.reason === "absent" ? [] : [entry2] };
  }
  if (pattern.split("/").length > depthLimit2) return { paths: [], failures: [] };
  const slash = pattern.lastIndexOf("/");
  const head = pattern.slice(0, slash + 1);
  const directory = head === "" ? "." : head === "/" ? "/" : head.slice(0, -1);
  const last = pattern.slice(slash + 1);
  let directories2 = { paths: [directory], failures: [] };
  if (hasWildcard(directory)) {
    const found = await glob(tree, directory, options);
    if (found instanceof BadPattern) return found;
    directories2 = found;
  }
  const paths = [];
  const failures = [...directories2.failures];
  for (const each of directories2.paths.slice(0, directoryLimit)) {
    const listed = await tree.list(absolute(each));
    if (!listed.ok) {
      if (listed.reason !== "absent" && listed.reason !== "not-a-directory") failures.push(listed);
      continue;
    }
    for (const name of listed.names.toSorted(compareBytewise)) {
      const matches2 = matchesPattern(last, name);
      if (matches2 instanceof BadPattern) return matches2;
      if (matches2) paths.push(joinPath(each, name));
    }
  }
  return { paths, failures };
}

// src/containerd/files/imports.ts
var longestPattern = 4096;
async function resolveImports(parent, entries, context) {
  const pending = [];
  for (const { text: text2, location } of entries) {
    const fromWorkingDirectory = context.family.has("globsFromWorkingDirectory") && text2.includes("*");
    const besideFile = isAbsolute(text2) ? cleanPath(text2) : joinPath(directoryOf(parent), cleanPath(text2));
    const path = fromWorkingDirectory ? text2 : besideFile;
    if (/^\/(?:var\/)?run\//.test(path)) {
      context.notes.doubts.push(note("depends-on-host", location, { what: `which files ${text2} imports` }));
    }
    if (!path.includes("*")) {
      pending.push({ path, importedFrom: location, entry: text2 });
      continue;
    }
    if (path.length > longestPattern) {
      const what = "characters of a pattern in imports";
      context.notes.doubts.push(note("too-much", location, { what, limit: longestPattern }));
      continue;
    }
    const options = globOptions(context);
    const found = await glob(context.tree, path, options);
    if (found instanceof BadPattern) return note("import-bad-pattern", location, { entry: text2 });
    for (const failure of found.failures) {
      const { reason, detail } = failure;
      context.notes.doubts.push(note("file-unreadable", location, { path: failure.path, reason, detail }));
    }
    for (const match of found.paths) pending.push({ path: match, importedFrom: location, entry: text2 });
    if (fromWorkingDirectory && !isAbsolute(text2)) {
      const meant = await glob(context.tree, besideFile, options);
      const matchesBesideFile = meant instanceof BadPattern ? 0 : meant.paths.length;
      const detail = { entry: text2, workingDirectory: context.workingDirectory, matchesBesideFile };
      context.notes.observations.push(note("glob-relative-to-cwd", location, detail));
    }
    if (found.paths.length === 0) {
      context.notes.observations.push(note("import-matches-nothing", location, { entry: text2, path }));
    }
  }
  return pending;
}
function globOptions({ family, workingDirectory }) {
  return { workingDirectory, checksPatternFirst: !(family.decoder === "burntsushi" && family.debian) };
}

// src/text/toml/navigate.ts
function entry(table, key) {
  return entryOf(table, key) ?? null;
}
function find(table, path) {
  const last = path.at(-1);
  if (last === void 0) return null;
  const parent = tableAt2(table, path.slice(0, -1));
  return parent && entry(parent, last);
}
function tableAt2(table, path) {
  let at2 = table;
  for (const key of path) {
    const value = entryOf(at2, key)?.value;
    if (value?.type !== "table") return null;
    at2 = value;
  }
  return at2;
}

// src/text/toml/second-opinion.ts
var import_toml = __toESM(require_toml(), 1);
function secondOpinions(document, text2, paths, secondReader = import_toml.parse) {
  const unmarked = text2.replace(/^\uFEFF/, "");
  const standard = parseToml(new TextEncoder().encode(unmarked), "toml-1.0");
  if (!standard.ok) return [{ agree: "not-applicable", reason: "the text is not TOML 1.0" }];
  if (hasDangerousKey(unmarked, standard.document)) {
    return [{ agree: "not-applicable", reason: "the second reader is not safe with a key that objects inherit" }];
  }
  const theirs = readTheirs(unmarked, secondReader);
  if (!theirs.ok) {
    const reason = knownWeakness(standard.document);
    if (reason) return [{ agree: "not-applicable", reason }];
    return [{ agree: false, path: [], ours: "a document", theirs: theirs.message }];
  }
  return paths.map(
    (path) => compare(valueAt2(document, path), valueAt2(standard.document, path), theirValueAt(theirs.value, path), path) ?? {
      agree: true
    }
  );
}
var INHERITED = Object.getOwnPropertyNames(Object.prototype);
var INHERITED_IN_TEXT = new RegExp(INHERITED.join("|"));
function hasDangerousKey(text2, document) {
  return INHERITED_IN_TEXT.test(text2) || hasInheritedKey(document);
}
function hasInheritedKey(value) {
  if (value.type === "array") return value.items.some(hasInheritedKey);
  if (value.type !== "table") return false;
  return value.entries.some((entry2) => INHERITED.includes(entry2.key) || hasInheritedKey(entry2.value));
}
function readTheirs(text2, secondReader) {
  try {
    return { ok: true, value: secondReader(text2.replaceAll("\r\n", "\n")) };
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
    return { ok: false, message };
  }
}
function knownWeakness(value) {
  switch (value.type) {
    case "datetime":
      return "the second reader refuses some dates and times";
    case "float":
      return /^0[eE]/.test(value.raw) ? "the second reader refuses exponents of 0" : null;
    case "array":
      return firstReason(value.items);
    case "table":
      return firstReason(value.entries.map((entry2) => entry2.value));
    default:
      return null;
  }
}
function firstReason(values) {
  for (const value of values) {
    const reason = knownWeakness(value);
    if (reason) return reason;
  }
  return null;
}
function valueAt2(from, path) {
  let value = from;
  for (const key of path) {
    if (value?.type === "table") value = entryOf(value, key)?.value;
    else value = value?.type === "array" ? value.items[Number(key)] : void 0;
  }
  return value;
}
function theirValueAt(from, path) {
  let value = from;
  for (const key of path) value = isTable2(value) && Object.hasOwn(value, key) ? value[key] : void 0;
  return value;
}
function isTable2(value) {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}
function compare(ours, standard, theirs, path) {
  const steps = stepsOf(ours, theirs);
  if (steps) {
    for (const step of steps) {
      const next = (value) => value && valueAt2(value, [step]);
      const difference = compare(next(ours), next(standard), theirValueAt(theirs, [step]), [...path, step]);
      if (difference) return difference;
    }
    return null;
  }
  if (sameScalar(ours, theirs)) return null;
  if (ours !== standard && compare(standard, standard, theirs, path) === null) return null;
  return { agree: false, path, ours: shownOurs(ours), theirs: shownTheirs(theirs) };
}
function stepsOf(ours, theirs) {
  if (ours?.type === "table" && isTable2(theirs) && !Array.isArray(theirs)) {
    return /* @__PURE__ */ new Set([...ours.entries.map((entry2) => entry2.key), ...Object.keys(theirs)]);
  }
  if (ours?.type === "array" && Array.isArray(theirs)) {
    return Array.from({ length: Math.max(ours.items.length, theirs.length) }, (_, at2) => String(at2));
  }
  return null;
}
function sameScalar(ours, theirs) {
  switch (ours?.type) {
    case void 0:
      return theirs === void 0;
    case "datetime":
      return theirs instanceof Date;
    case "string":
      return typeof theirs === "string" && ours.value.replaceAll("\r\n", "\n") === theirs.replaceAll("\r\n", "\n");
    case "integer":
      return typeof theirs === "bigint" ? theirs === ours.value : Number.isSafeInteger(theirs) && BigInt(theirs) === ours.value;
    case "float":
      return typeof theirs === "number" && (theirs === ours.value || Number.isNaN(theirs) && Number.isNaN(ours.value));
    case "boolean":
      return theirs === ours.value;
    default:
      return false;
  }
}
function shownOurs(value) {
  if (!value) return "nothing";
  if (value.type === "table" || value.type === "array") return value.type === "table" ? "a table" : "an array";
  return value.type === "string" ? JSON.stringify(value.value) : String(value.value);
}
function shownTheirs(value) {
  if (value === void 0) return "nothing";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Date) return "a date";
  return typeof value === "string" ? JSON.stringify(value) : isTable2(value) ? "a table" : String(value);
}

// src/containerd/fields/cri-fields.ts
var criIds = {
  /** In files of version 1. */
  short: "cri",
  /** In files of version 2. On 2.x, a few settings of the streaming server only. */
  grpc: "io.containerd.grpc.v1.cri",
  /** In files of version 3 and 4. */
  runtime: "io.containerd.cri.v1.runtime",
  images: "io.containerd.cri.v1.images"
};
var serverSettings = [
  "disable_tcp_service",
  "stream_server_address",
  "stream_server_port",
  "stream_idle_timeout",
  "enable_tls_streaming",
  "x509_key_pair_streaming"
];
var imageSettings = [
  "registry",
  "image_decryption",
  "max_concurrent_downloads",
  "image_pull_progress_timeout",
  "image_pull_with_sync_fs",
  "stats_collect_period"
];
var snapshotSettings = ["snapshotter", "disable_snapshot_annotations", "discard_unpacked_layers"];
var criStructs = {
  PluginConfig: [
    ["containerd", "&ContainerdConfig"],
    ["cni", "&CniConfig"],
    ["registry", "Registry"],
    ["image_decryption", "&ImageDecryption"],
    ["disable_tcp_service", "bool"],
    ["stream_server_address", "string"],
    ["stream_server_port", "string"],
    ["stream_idle_timeout", "string"],
    ["enable_selinux", "bool"],
    ["selinux_category_range", "int"],
    ["sandbox_image", "string"],
    ["stats_collect_period", "int"],
    ["systemd_cgroup", "bool"],
    ["enable_tls_streaming", "bool"],
    ["x509_key_pair_streaming", "&X509KeyPairStreaming"],
    ["max_container_log_line_size", "int"],
    ["disable_cgroup", "bool"],
    ["disable_apparmor", "bool"],
    ["restrict_oom_score_adj", "bool"],
    ["max_concurrent_downloads", "int"],
    ["disable_proc_mount", "bool"],
    ["unset_seccomp_profile", "string"],
    ["tolerate_missing_hugetlb_controller", "bool"],
    ["disable_hugetlb_controller", "bool"],
    ["ignore_image_defined_volumes", "bool"],
    ["netns_mounts_under_state_dir", "bool", "1.5.."],
    ["device_ownership_from_security_context", "bool", "1.6.."],
    ["enable_unprivileged_ports", "bool", "1.6.."],
    ["enable_unprivileged_icmp", "bool", "1.6.."],
    ["ignore_deprecation_warnings", "[]string", "1.6.29..1.6, 1.7.14.."],
    ["drain_exec_sync_io_timeout", "string", "1.6.29.."],
    ["enable_cdi", "bool", "1.7.."],
    ["cdi_spec_dirs", "[]string", "1.7.."],
    ["image_pull_progress_timeout", "string", "1.7.."],
    ["image_pull_with_sync_fs", "bool", "1.7.14.."]
  ],
  RuntimeConfig: [
    ["containerd", "ContainerdConfig"],
    ["cni", "CniConfig"],
    ["enable_selinux", "bool"],
    ["selinux_category_range", "int"],
    ["max_container_log_line_size", "int"],
    ["disable_apparmor", "bool"],
    ["restrict_oom_score_adj", "bool"],
    ["disable_proc_mount", "bool"],
    ["unset_seccomp_profile", "string"],
    ["tolerate_missing_hugetlb_controller", "bool"],
    ["disable_hugetlb_controller", "bool"],
    ["device_ownership_from_security_context", "bool"],
    ["ignore_image_defined_volumes", "bool"],
    ["netns_mounts_under_state_dir", "bool"],
    ["enable_unprivileged_ports", "bool"],
    ["enable_unprivileged_icmp", "bool"],
    ["enable_cdi", "bool"],
    ["cdi_spec_dirs", "[]string"],
    ["drain_exec_sync_io_timeout", "string"],
    ["ignore_deprecation_warnings", "[]string"],
    ["stats_collect_period", "string", "2.3.."],
    ["stats_retention_period", "string", "2.3.."],
    ["enable_criu", "bool", "2.2.7..2.2, 2.3.4.."],
    ["enable_experimental_restore_via_create", "bool", "2.2.7..2.2, 2.3.4..2.3"]
  ],
  ImageConfig: [
    ["snapshotter", "string"],
    ["disable_snapshot_annotations", "bool"],
    ["discard_unpacked_layers", "bool"],
    ["pinned_images", "map[string]string"],
    ["runtime_platforms", "map[string]ImagePlatform"],
    ["registry", "Registry"],
    ["image_decryption", "ImageDecryption"],
    ["max_concurrent_downloads", "int"],
    ["concurrent_layer_fetch_buffer", "int", "2.1.."],
    ["image_pull_progress_timeout", "string"],
    ["image_pull_with_sync_fs", "bool"],
    ["stats_collect_period", "int"],
    ["use_local_image_pull", "bool", "2.1.."]
  ],
  ServerConfig: [
    ["disable_tcp_service", "bool"],
    ["stream_server_address", "string"],
    ["stream_server_port", "string"],
    ["stream_idle_timeout", "string"],
    ["enable_tls_streaming", "bool"],
    ["x509_key_pair_streaming", "X509KeyPairStreaming"]
  ],
  ContainerdConfig: [
    ["snapshotter", "string", "..1.7"],
    ["default_runtime_name", "string"],
    ["default_runtime", "Runtime", "..1.7"],
    ["untrusted_workload_runtime", "Runtime", "..1.7"],
    ["runtimes", "map[string]Runtime"],
    ["no_pivot", "bool", "..1.7"],
    ["disable_snapshot_annotations", "bool", "..1.7"],
    ["discard_unpacked_layers", "bool", "..1.7"],
    ["ignore_blockio_not_enabled_errors", "bool", "1.7.."],
    ["ignore_rdt_not_enabled_errors", "bool", "1.6.."]
  ],
  Runtime: [
    ["runtime_type", "string"],
    ["runtime_path", "string", "1.6.."],
    ["runtime_engine", "string", "..1.7"],
    ["pod_annotations", "[]string"],
    ["container_annotations", "[]string"],
    ["runtime_root", "string", "..1.7"],
    ["options", "primitive", "..1.4"],
    ["options", "map[string]any", "1.5.."],
    ["privileged_without_host_devices", "bool"],
    ["privileged_without_host_devices_all_devices_allowed", "bool", "1.7.."],
    ["cgroup_writable", "bool", "2.1.."],
    ["base_runtime_spec", "string"],
    ["cni_conf_dir", "string", "1.6.."],
    ["cni_max_conf_num", "int", "1.6.."],
    ["snapshotter", "string", "1.7.."],
    ["sandbox_mode", "string", "1.7"],
    ["sandboxer", "string", "2.0.."],
    ["io_type", "string", "2.0.."],
    ["disable_pause_image_pull", "bool", "2.4.."]
  ],
  CniConfig: [
    ["bin_dir", "string"],
    ["bin_dirs", "[]string", "2.1.."],
    ["conf_dir", "string"],
    ["max_conf_num", "int"],
    ["setup_serially", "bool", "1.7.."],
    ["conf_template", "string"],
    ["ip_pref", "string", "1.6.."],
    ["use_internal_loopback", "bool", "2.0.."]
  ],
  Registry: [
    ["config_path", "string", "1.5.."],
    ["mirrors", "map[string]Mirror"],
    ["configs", "map[string]RegistryConfig"],
    ["auths", "map[string]AuthConfig"],
    ["headers", "map[string][]string"]
  ],
  Mirror: [["endpoint", "[]string"]],
  RegistryConfig: [
    ["auth", "AuthConfig"],
    ["tls", "TLSConfig", "..1.7"]
  ],
  AuthConfig: [
    ["username", "string"],
    ["password", "string"],
    ["auth", "string"],
    ["identitytoken", "string"]
  ],
  TLSConfig: [
    ["insecure_skip_verify", "bool"],
    ["ca_file", "string"],
    ["cert_file", "string"],
    ["key_file", "string"]
  ],
  ImageDecryption: [["key_model", "string"]],
  ImagePlatform: [
    ["platform", "string"],
    ["snapshotter", "string"]
  ],
  X509KeyPairStreaming: [
    ["tls_cert_file", "string"],
    ["tls_key_file", "string"]
  ]
};
var optionStructs = {
  RuncOptions: [
    ["NoPivotRoot", "bool"],
    ["NoNewKeyring", "bool"],
    ["ShimCgroup", "string"],
    ["IoUid", "uint32"],
    ["IoGid", "uint32"],
    ["BinaryName", "string"],
    ["Root", "string"],
    ["CriuPath", "string", "..1.7"],
    ["SystemdCgroup", "bool"],
    ["CriuImagePath", "string"],
    ["CriuWorkPath", "string"],
    ["TaskApiAddress", "string", "2.0.."],
    ["TaskApiVersion", "uint32", "2.0.."]
  ],
  LegacyOptions: [
    ["Runtime", "string"],
    ["RuntimeRoot", "string"],
    ["CriuPath", "string"],
    ["SystemdCgroup", "bool"]
  ],
  OtherOptions: [
    ["TypeUrl", "string"],
    ["ConfigPath", "string"]
  ]
};

// src/containerd/files/second-opinion-notes.ts
var decidingPaths = [
  ["version"],
  ["imports"],
  ["disabled_plugins"],
  ["required_plugins"],
  ...[criIds.short, criIds.grpc, criIds.runtime].flatMap((id) => [
    ["plugins", id, "containerd"],
    ["plugins", id, "systemd_cgroup"]
  ])
];
var lengthLimit = 256 * 1024;
function secondOpinionNotes(document, text2, path) {
  if (text2.length > lengthLimit) return [];
  return secondOpinions(document, text2, decidingPaths).flatMap((opinion) => {
    if (opinion.agree !== false) return [];
    const { path: keys, ours, theirs } = opinion;
    const detail = { key: keys.join(".").slice(0, 200), ours: ours.slice(0, 80), theirs: theirs.slice(0, 80) };
    return [note("readers-disagree", placeOf2(document, keys, path), detail)];
  });
}
function placeOf2(document, keys, path) {
  let value = document;
  for (const key of keys) {
    const next = value.type === "table" ? entry(value, key)?.value : void 0;
    if (next === void 0) break;
    value = next;
  }
  return value === document ? startOfFile(path) : locate(path, value.span);
}

// src/text/edit-distance.ts
function editDistance(a, b) {
  if (Math.abs(a.length - b.length) > 3) return 4;
  let beforeLast = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(last[j] + 1, current[j - 1] + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2] + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length];
}

// src/containerd/notices/flags.ts
var borrowedNames = [
  "cgroupdriver",
  "cgroupmanager",
  "nativecgroupdriver",
  "systemdcgroupdriver",
  "usesystemdcgroup"
];
function likenessToFlag(key) {
  if (isSpellingOf(key, flagField)) return "field";
  if (key.length > 40) return null;
  const letters = key.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (letters === "systemdcgroup") return "same";
  return borrowedNames.includes(letters) || editDistance(letters, "systemdcgroup") <= 2 ? "near" : null;
}
function flagLines(table, path = []) {
  return [...walk(table, path)].flatMap(({ path: at2, entry: entry2 }) => {
    const likeness = likenessToFlag(entry2.key);
    return likeness === null ? [] : [{ path: at2, entry: entry2, handler: handlerOfOptions(at2), likeness }];
  });
}
function driverLines(table, path = []) {
  return flagLines(table, path).flatMap(
    (line) => line.likeness === "field" && line.handler !== null ? [{ ...line, handler: line.handler }] : []
  );
}
function handlerOfOptions(path) {
  const [before, name, last] = path.slice(-3).map((key) => key.toLowerCase());
  if (last !== "options") return null;
  if (before === "runtimes") return path.at(-2) ?? null;
  if (name === "default_runtime") return "default";
  return name === "untrusted_workload_runtime" ? "untrusted" : null;
}

// src/containerd/files/syntax-notes.ts
function syntaxNote(error, text2, path, dialect) {
  const { line } = error.position;
  const lines = text2.split(/\r?\n/);
  const written = lines[line - 1] ?? "";
  const location = locate(path, { start: error.position, end: error.position });
  if (!/twice/.test(error.message) || !/^\s*\[/.test(written)) {
    return note("toml-syntax", location, { message: error.message, dialect });
  }
  const header = headerText(written);
  const first = lines.findIndex((candidate2, index) => index < line - 1 && headerText(candidate2) === header);
  const at2 = (index) => {
    const source = lines[index] ?? "";
    const start2 = source.length - source.trimStart().length;
    const end = start2 + source.trimStart().search(/\]+[^\]]*$/) + (source.trimStart().match(/\]+/)?.[0].length ?? 1);
    return {
      path,
      startLine: index + 1,
      startColumn: start2 + 1,
      endLine: index + 1,
      endColumn: Math.max(end, start2) + 1
    };
  };
  const related = first < 0 ? [] : [{ location: at2(first), role: "the same table is here already" }];
  return note("duplicate-table", at2(line - 1), { table: header.replace(/^\[+|\]+$/g, ""), dialect }, related);
}
function headerText(line) {
  const header = /^\s*(\[+(?:"[^"]*"|'[^']*'|[^"'\]#])*\]+)/.exec(line)?.[1] ?? "";
  return header.replace(/'([^']*)'/g, '"$1"').replace(/\s*([.[\]])\s*/g, "$1");
}
var expression = /\{\{[^\n]{0,200}?\}\}|\{%[^\n]{0,200}?%\}|\$\{[A-Za-z_][^\n}]{0,200}\}|<%[^\n]{0,200}?%>/;
function templateNote(parsed, text2, path) {
  if (parsed.ok) return templateInTable(parsed.document, [], path);
  for (const [index, line] of text2.split(/\r?\n/).entries()) {
    const match = expression.exec(line);
    if (match === null || /^\s*#/.test(line)) continue;
    const startColumn = match.index + 1;
    const endColumn = startColumn + match[0].length;
    const location = { path, startLine: index + 1, startColumn, endLine: index + 1, endColumn };
    return note("template-syntax", location, { expression: match[0].slice(0, 80) });
  }
  return null;
}
function templateInTable(table, keys, path) {
  for (const { key, keySpan, value } of table.entries) {
    const inKey = expression.exec(key);
    if (inKey !== null && keyDecides(keys)) {
      return note("template-syntax", locate(path, keySpan), { expression: inKey[0].slice(0, 80) });
    }
    const inValue = value.type === "table" || !valueDecides(keys, key) ? null : expression.exec(textsOf(value));
    if (inValue !== null)
      return note("template-syntax", locate(path, value.span), { expression: inValue[0].slice(0, 80) });
    const deeper = value.type === "table" ? templateInTable(value, [...keys, key], path) : null;
    if (deeper !== null) return deeper;
  }
  return null;
}
function keyDecides(keys) {
  return keys.length < 2 || keys.some((key) => key.toLowerCase() === "runtimes");
}
var decidingKeys = ["version", "imports", "disabled_plugins", "required_plugins", "default_runtime_name"];
function valueDecides(keys, key) {
  const name = key.toLowerCase();
  if (decidingKeys.includes(name) || name === "runtime_type") return true;
  return likenessToFlag(key) !== null && keys[0]?.toLowerCase() === "plugins";
}
function textsOf(value) {
  if (value.type === "string") return value.value;
  return value.type === "array" ? value.items.map(textsOf).join("\n") : "";
}

// src/containerd/files/load.ts
var fileLimit = 500;
var byteLimit = 4 * 1024 * 1024;
var importLimit = 1e3;
async function loadFiles(context, options) {
  const { notes } = context;
  const documents = [];
  const pending = [{ path: options.configPath, importedFrom: null, entry: options.configPath }];
  const seen = /* @__PURE__ */ new Set([options.configPath]);
  let imported = 0;
  const end = (failure, stoppedEarly = false) => ({ documents, failure, stoppedEarly });
  for (const next of pending) {
    if (documents.length >= fileLimit) {
      notes.doubts.push(note("too-much", next.importedFrom, { what: "files", limit: fileLimit }));
      break;
    }
    const absolute = joinPath("/", next.path.startsWith("/") ? "" : context.workingDirectory, next.path);
    const read2 = await context.tree.read(absolute, byteLimit);
    if (!read2.ok) {
      const outcome = await onUnreadable(read2, absolute, next, context, options);
      if (outcome === "skip") continue;
      return end(outcome === "stop" ? null : outcome, true);
    }
    const document = understand(read2, next, context);
    if ("kind" in document) return end(document);
    documents.push(document);
    const refused2 = options.onDocument(document);
    if (refused2 !== null) return end(refused2);
    const entries = listedTexts(document.config, "imports");
    imported += entries.length;
    if (imported > importLimit) {
      notes.doubts.push(note("too-much", entries[0]?.location ?? null, { what: "imports", limit: importLimit }));
      break;
    }
    const imports = await resolveImports(next.path, entries, context);
    if ("kind" in imports) return end(imports);
    for (const file of imports) {
      if (seen.has(file.path)) continue;
      seen.add(file.path);
      pending.push(file);
    }
  }
  return end(null);
}
async function onUnreadable(failure, absolute, file, context, options) {
  const { notes, family, tree } = context;
  const { path, importedFrom, entry: entry2 } = file;
  const passesOver = family.has("passesOverMissingFile");
  if (failure.reason === "absent") {
    if (importedFrom !== null) {
      const missing = note("import-missing", importedFrom, { entry: entry2, path, fatal: !passesOver });
      if (!passesOver) return missing;
      notes.observations.push(missing);
      return "stop";
    }
    if (options.configGiven && !passesOver) return note("config-missing", null, { path });
    notes.observations.push(note("config-absent", null, { path }));
    return "stop";
  }
  const found = await tree.stat(absolute);
  if (found.ok && found.entry.kind === "directory") return note("config-is-directory", importedFrom, { path });
  notes.doubts.push(note("file-unreadable", importedFrom, { path, reason: failure.reason, detail: failure.detail }));
  return "skip";
}
function understand(read2, file, { family, notes }) {
  const { path } = read2.entry;
  const { text: text2 } = decodeUtf8(read2.bytes);
  const [dialect, ...others] = family.dialects;
  const hasNoField = fieldlessIn("Config", serverStructs, family);
  const parsed = parseToml(read2.bytes, dialect, hasNoField);
  const disagreeing = others.find((other) => parseToml(read2.bytes, other, hasNoField).ok !== parsed.ok);
  if (disagreeing !== void 0) {
    const location2 = locatePosition(path, parsed.ok ? parseToml(read2.bytes, disagreeing, hasNoField) : parsed);
    notes.doubts.push(note("toml-library-unknown", location2, { dialects: family.dialects.join(", ") }));
  }
  const template = templateNote(parsed, text2, path);
  if (template !== null) notes.doubts.push(template);
  if (!parsed.ok) return syntaxNote(parsed.error, text2, path, dialect);
  notes.doubts.push(...secondOpinionNotes(parsed.document, text2, path));
  const tooDeep = () => notes.doubts.push(note("too-much", null, { what: "levels of tables", limit: 200 }));
  const root = configTable(parsed.document, path, tooDeep);
  const { value, mismatch, spellings } = decodeTable(root, "Config", serverStructs, family, true);
  noteSpellings(spellings, notes);
  if (mismatch !== null) {
    const { wanted, found, location: location2 } = mismatch;
    return note("top-level-type", location2, { key: mismatch.path.join("."), wanted, found });
  }
  const { version, location } = versionOf(value);
  return {
    file: {
      path: file.path,
      resolvedPath: path,
      version: location === null ? null : version,
      importedFrom: file.importedFrom
    },
    text: text2,
    root,
    config: value,
    version,
    versionLocation: location
  };
}
function noteSpellings(spellings, notes) {
  const { observations, doubts } = spellingNotes(spellings);
  notes.observations.push(...observations);
  notes.doubts.push(...doubts);
}
function locatePosition(path, result) {
  return result.ok ? null : locate(path, { start: result.error.position, end: result.error.position });
}

// src/containerd/files/migrate.ts
var Crash = class {
  key;
  value;
  constructor(key, value) {
    this.key = key;
    this.value = value;
  }
};
function migrateCri(plugins, family, skipped) {
  const original = plugins.get(criIds.grpc);
  if (original === void 0) return { plugins, clashes: [], panic: null };
  const migrated = new Map(plugins);
  const clashes = [];
  try {
    if (!skipped.has(criIds.images)) migrateImages(migrated, original);
    if (!skipped.has(criIds.runtime)) migrateRuntime(migrated, original, family, clashes);
    if (!skipped.has(criIds.grpc)) migrateServer(migrated, original, family);
  } catch (crash) {
    if (!(crash instanceof Crash)) throw crash;
    const detail = { plugin: criIds.grpc, key: crash.key, found: typeName(crash.value) };
    return { plugins, clashes, panic: note("migration-panic", crash.value.location, detail) };
  }
  return { plugins: migrated, clashes, panic: null };
}
function mustBeTable(entry2, key = entry2.key) {
  if (entry2.value.kind !== "table") throw new Crash(key, entry2.value);
  return entry2.value;
}
function putTable(plugins, id, entries, from) {
  const known = plugins.get(id);
  const table = known?.value.kind === "table" ? known.value : emptyTable(from.value.location);
  plugins.set(id, { key: id, keyLocation: known?.keyLocation ?? from.keyLocation, value: { ...table, entries } });
}
function migrateImages(plugins, original) {
  const source = mustBeTable(original);
  const known = plugins.get(criIds.images);
  const entries = new Map(known === void 0 ? [] : mustBeTable(known).entries);
  const pinned = entries.get("pinned_images");
  const sandbox = source.entries.get("sandbox_image");
  if (pinned !== void 0) mustBeTable(pinned);
  if (sandbox !== void 0) {
    const table = pinned?.value.kind === "table" ? pinned.value : emptyTable(sandbox.keyLocation);
    const images = new Map(table.entries).set("sandbox", { ...sandbox, key: "sandbox" });
    entries.set("pinned_images", { ...sandbox, key: "pinned_images", value: { ...table, entries: images } });
  }
  for (const key of imageSettings) {
    const entry2 = source.entries.get(key);
    if (entry2 !== void 0) entries.set(key, entry2);
  }
  const containerd = source.entries.get("containerd");
  if (containerd !== void 0) migrateSnapshots(entries, mustBeTable(containerd));
  putTable(plugins, criIds.images, entries, original);
}
function migrateSnapshots(entries, containerd) {
  const runtimes = containerd.entries.get("runtimes");
  if (runtimes === void 0) return;
  for (const runtime of mustBeTable(runtimes).entries.values()) mustBeTable(runtime, `runtimes.${runtime.key}`);
  for (const key of snapshotSettings) {
    const entry2 = containerd.entries.get(key);
    if (entry2 !== void 0) entries.set(key, entry2);
  }
}
function migrateRuntime(plugins, original, family, clashes) {
  const known = plugins.get(criIds.runtime);
  if (family.has("version2TableWins")) {
    const source2 = mustBeTable(original);
    if (known !== void 0) clashes.push(clash("", known, original, criIds.runtime, criIds.grpc));
    const containerd2 = source2.entries.get("containerd");
    const runtimes = containerd2 === void 0 ? void 0 : mustBeTable(containerd2).entries.get("runtimes");
    const entries2 = new Map(source2.entries);
    if (containerd2 !== void 0 && runtimes !== void 0) {
      entries2.set("containerd", withRuntimes(containerd2, mustBeTable(containerd2).entries, runtimes));
    }
    plugins.delete(criIds.runtime);
    putTable(plugins, criIds.runtime, entries2, original);
    return;
  }
  if (original.value.kind !== "table") return;
  const source = original.value;
  const entries = new Map(known?.value.kind === "table" ? known.value.entries : []);
  const elsewhere = ["cni", "containerd", ...imageSettings, "sandbox_image", ...serverSettings];
  const restFamily = new Map(
    [...source.entries].filter(([key]) => !elsewhere.includes(key) || cniGoesAlong(key, family))
  );
  fillGaps(entries, restFamily, "", clashes);
  const cni = source.entries.get("cni");
  if (family.has("hasCniBinDirs") && cni?.value.kind === "table")
    entries.set("cni", migrateCni(entries.get("cni"), cni));
  const containerd = source.entries.get("containerd");
  if (containerd?.value.kind === "table") entries.set("containerd", migrateContainerd(entries, containerd, clashes));
  putTable(plugins, criIds.runtime, entries, original);
}
function cniGoesAlong(key, family) {
  return key === "cni" && !family.has("hasCniBinDirs");
}
function fillGaps(entries, source, prefix, clashes) {
  for (const [key, entry2] of source) {
    const winner2 = entries.get(key);
    if (winner2 === void 0) entries.set(key, entry2);
    else clashes.push(clash(prefix + key, entry2, winner2, criIds.grpc, criIds.runtime));
  }
}
function clash(key, loser, winner2, loserId, winnerId) {
  return { key, loser, winner: winner2, loserId, winnerId };
}
function migrateCni(known, cni) {
  const entries = new Map(known?.value.kind === "table" ? known.value.entries : []);
  const table = mustBeTable(cni);
  for (const [key, entry2] of table.entries) {
    if (key === "bin_dir") {
      if (entry2.value.kind !== "scalar" || entry2.value.scalar.type !== "string")
        throw new Crash("cni.bin_dir", entry2.value);
      const list = {
        kind: "array",
        items: [entry2.value],
        ofTables: false,
        location: entry2.value.location
      };
      entries.set("bin_dirs", { ...entry2, key: "bin_dirs", value: list });
    } else if (!entries.has(key)) entries.set(key, entry2);
  }
  return { ...known ?? cni, value: { ...table, entries } };
}
function migrateContainerd(runtimeEntries, containerd, clashes) {
  const source = mustBeTable(containerd);
  const known = runtimeEntries.get("containerd");
  const target = known?.value.kind === "table" ? known : containerd;
  const entries = new Map(known?.value.kind === "table" ? known.value.entries : []);
  const moved = snapshotSettings;
  const kept = new Map([...source.entries].filter(([key]) => !moved.includes(key)));
  fillGaps(entries, kept, "containerd.", clashes);
  const runtimes = entries.get("runtimes");
  if (runtimes === void 0) return { ...target, value: { ...mustBeTable(target), entries } };
  return withRuntimes(target, entries, runtimes);
}
function withRuntimes(containerd, entries, runtimes) {
  const renamed = /* @__PURE__ */ new Map();
  for (const [name, runtime] of mustBeTable(runtimes).entries) {
    const table = mustBeTable(runtime, `runtimes.${name}`);
    const mode = table.entries.get("sandbox_mode");
    if (mode === void 0 || table.entries.has("sandboxer")) {
      renamed.set(name, runtime);
      continue;
    }
    const settings = new Map(table.entries).set("sandboxer", { ...mode, key: "sandboxer" });
    settings.delete("sandbox_mode");
    renamed.set(name, { ...runtime, value: { ...table, entries: settings } });
  }
  const value = { ...mustBeTable(runtimes), entries: renamed };
  const all = new Map(entries).set("runtimes", { ...runtimes, value });
  return { ...containerd, value: { ...mustBeTable(containerd), entries: all } };
}
function migrateServer(plugins, original, family) {
  const kept = family.has("dropsServerSettings") ? ["disable_tcp_service"] : serverSettings;
  if (original.value.kind !== "table") {
    if (family.has("dropsServerSettings")) throw new Crash(criIds.grpc, original.value);
    return;
  }
  const entries = new Map([...original.value.entries].filter(([key]) => kept.includes(key)));
  if (entries.size === 0 && family.has("dropsServerSettings")) plugins.delete(criIds.grpc);
  else plugins.set(criIds.grpc, { ...original, value: { ...original.value, entries } });
}

// src/containerd/files/plugin-ids.ts
var shortNames = {
  cri: "io.containerd.grpc.v1.cri",
  cgroups: "io.containerd.monitor.v1.cgroups",
  linux: "io.containerd.runtime.v1.linux",
  scheduler: "io.containerd.gc.v1.scheduler",
  bolt: "io.containerd.metadata.v1.bolt",
  task: "io.containerd.runtime.v2.task",
  opt: "io.containerd.internal.v1.opt",
  restart: "io.containerd.internal.v1.restart",
  tracing: "io.containerd.internal.v1.tracing",
  otlp: "io.containerd.tracing.processor.v1.otlp",
  aufs: "io.containerd.snapshotter.v1.aufs",
  btrfs: "io.containerd.snapshotter.v1.btrfs",
  devmapper: "io.containerd.snapshotter.v1.devmapper",
  native: "io.containerd.snapshotter.v1.native",
  overlayfs: "io.containerd.snapshotter.v1.overlayfs",
  zfs: "io.containerd.snapshotter.v1.zfs",
  windows: "io.containerd.snapshotter.v1.windows",
  "windows-lcow": "io.containerd.snapshotter.v1.windows-lcow"
};
function fullPluginId(id) {
  if (id.includes(".")) return id;
  if (Object.hasOwn(shortNames, id)) return shortNames[id];
  return id.endsWith("-service") ? `io.containerd.service.v1.${id}` : `io.containerd.grpc.v1.${id}`;
}
function migrateIds(plugins, preferShort = false) {
  const renamed = /* @__PURE__ */ new Map();
  const collisions = [];
  for (const [id, entry2] of plugins) {
    const full = fullPluginId(id);
    const other = renamed.get(full);
    if (other !== void 0) collisions.push(other, entry2);
    if (other === void 0 || id === full !== preferShort) renamed.set(full, entry2);
  }
  return { plugins: renamed, collisions };
}

// src/containerd/files/proxy-plugins.ts
var proxyTypes = {
  snapshot: "io.containerd.snapshotter.v1",
  content: "io.containerd.content.v1",
  sandbox: "io.containerd.sandbox.controller.v1",
  diff: "io.containerd.differ.v1"
};
function proxyPluginIds(proxies) {
  return [...proxies?.members ?? []].flatMap(([name, { value }]) => {
    const type = value.kind === "struct" ? textOf(plainField(value, "type")) : null;
    const known = type !== null && Object.hasOwn(proxyTypes, type) ? proxyTypes[type] : void 0;
    return known === void 0 ? [] : [`${known}.${name}`];
  });
}

// src/containerd/files/server-config.ts
function newServerConfig(family) {
  return {
    version: family.generation === 1 ? 0 : family.newestConfigVersion,
    versionLocation: null,
    plugins: /* @__PURE__ */ new Map(),
    disabled: [],
    required: [],
    timeouts: /* @__PURE__ */ new Map(),
    proxies: /* @__PURE__ */ new Set(),
    replacements: [],
    overrides: [],
    clashes: [],
    collisions: [],
    rootVersion: null
  };
}
function addDocument(config, document, family, notes) {
  let plugins = pluginEntries(document.config);
  let version = document.version;
  const lists = { disabled_plugins: config.disabled, required_plugins: config.required };
  const fullIds = family.generation === 2 && version >= 0 && version < 2;
  if (family.has("migratesEachFile")) {
    const gate = gateVersion(config, document);
    if (gate !== null) return gate;
    const migrated = migrateDocument(plugins, document, config, family, notes);
    if ("kind" in migrated) return migrated;
    plugins = migrated.plugins;
    version = Math.max(version, config.version);
  } else if (family.generation === 2 && (version === 0 || version === 1) && config.version > version) {
    if (config.version > family.newestConfigVersion) return tooNew(config, family);
    plugins = renameIds(plugins, config);
    version = config.version;
  }
  noteVersionChange(config, document, family, notes);
  if (version !== 0) config.version = version;
  if (document.version !== 0) config.versionLocation = document.versionLocation;
  mergePlugins(config, plugins, family);
  for (const [field2, list] of Object.entries(lists)) {
    const known = new Set(list.map(({ text: text2 }) => text2));
    for (const listed of listedTexts(document.config, field2)) {
      const text2 = fullIds ? fullPluginId(listed.text) : listed.text;
      if (!known.has(text2)) list.push({ ...listed, text: text2 });
      known.add(text2);
    }
  }
  for (const [key, value] of timeoutsOf(document.config)) config.timeouts.set(key, value);
  for (const id of proxyPluginIds(mapField(document.config, "proxy_plugins"))) config.proxies.add(id);
  return null;
}
function mergePlugins(config, plugins, family) {
  if (family.has("mergesPlugins")) {
    config.plugins = mergeEntries(config.plugins, plugins, [], config.overrides);
    return;
  }
  const merged3 = new Map(config.plugins);
  for (const [id, winner2] of plugins) {
    const loser = merged3.get(id);
    if (loser !== void 0) config.replacements.push({ id, loser, winner: winner2 });
    merged3.set(id, winner2);
  }
  config.plugins = merged3;
}
function renameIds(plugins, config) {
  const renamed = migrateIds(plugins);
  config.collisions.push(...renamed.collisions);
  return renamed.plugins;
}
function collisionNote(collisions) {
  const [first, ...others] = collisions;
  if (first === void 0) return null;
  const spellings = collisions.map((entry2) => entry2.key).join(", ");
  const related = others.map((entry2) => ({ location: entry2.keyLocation, role: "the same plugin by another name" }));
  return note("random-spelling", first.keyLocation, { field: "plugins", spellings }, related);
}
function gateVersion(config, document) {
  const { version, versionLocation } = document;
  const { rootVersion } = config;
  if (rootVersion === null) {
    if (version !== 0 && versionLocation !== null) config.rootVersion = { version, location: versionLocation };
    return null;
  }
  if (version <= rootVersion.version) return null;
  const related = relatedTo(rootVersion.location, "the version of the first file that has one");
  return note("drop-in-version-higher", versionLocation, { version, rootVersion: rootVersion.version }, related);
}
function migrateDocument(plugins, document, config, family, notes) {
  if (document.version < 0) {
    const detail = { version: document.version, newest: family.newestConfigVersion };
    return note("unsupported-version", document.versionLocation, detail);
  }
  if (document.version < config.version && config.version > family.newestConfigVersion) return tooNew(config, family);
  const migrated = migrateSteps(plugins, document.version, config.version, family, false);
  if (migrated.panic !== null) return migrated.panic;
  if (migrated.collisions.length > 0) {
    const otherwise = migrateSteps(plugins, document.version, config.version, family, true);
    const same = sameValue(containerdOf(migrated.plugins), containerdOf(otherwise.plugins));
    const doubt = same && otherwise.panic === null ? null : collisionNote(migrated.collisions);
    if (doubt !== null) notes.doubts.push(doubt);
  }
  config.clashes.push(...migrated.clashes);
  return migrated;
}
function migrateSteps(plugins, from, to, family, preferShort) {
  let migrated = plugins;
  let collisions = [];
  const clashes = [];
  for (let version = from; version < to; version += 1) {
    if (version === 1) {
      const renamed = migrateIds(migrated, preferShort);
      migrated = renamed.plugins;
      collisions = renamed.collisions;
    }
    const step = migrateCri(migrated, family, /* @__PURE__ */ new Set());
    clashes.push(...step.clashes);
    if (step.panic !== null) return { ...step, clashes, collisions };
    migrated = step.plugins;
  }
  return { plugins: migrated, clashes, panic: null, collisions };
}
function containerdOf(plugins) {
  const runtime = plugins.get(criIds.runtime)?.value;
  return runtime?.kind === "table" ? runtime.entries.get("containerd") : void 0;
}
function sameValue(a, b) {
  if (a === void 0 || b === void 0) return a === b;
  if (a.value.kind !== "table" || b.value.kind !== "table") return a.value.location === b.value.location;
  const entries = b.value.entries;
  return a.value.entries.size === entries.size && [...a.value.entries].every(([key, entry2]) => sameValue(entry2, entries.get(key)));
}
function tooNew(config, family) {
  const detail = { version: config.version, newest: family.newestConfigVersion };
  return note("unsupported-version", config.versionLocation, detail);
}
function noteVersionChange(config, document, family, notes) {
  if (document.version === 0 || document.file.importedFrom === null) return;
  const from = config.versionLocation === null ? 1 : config.version;
  if (from === document.version || family.has("migratesEachFile")) return;
  if (family.generation === 2 && document.version === 1) return;
  const related = relatedTo(config.versionLocation, "the version before");
  const detail = { from, to: document.version };
  notes.observations.push(note("version-changed-by-import", document.versionLocation, detail, related));
}

// src/containerd/linked-library.ts
var DIALECTS = [
  ["github.com/BurntSushi/toml", "..0.3", "burntsushi-0.3"],
  ["github.com/pelletier/go-toml", "..1.8", "go-toml-1.8"],
  ["github.com/pelletier/go-toml", "1.9", "go-toml-1.9"],
  ["github.com/pelletier/go-toml/v2", "2.0..2.3", "go-toml-2.2"],
  ["github.com/pelletier/go-toml/v2", "2.4..", "go-toml-2.4"]
];
function dialectOf({ module: module2, version }) {
  const release = [version.major, version.minor ?? 0, version.patch ?? 0];
  return DIALECTS.find(([name, releases]) => name === module2 && isWithin(release, releases))?.[2] ?? null;
}

// src/containerd/notices/comments.ts
var commentedFlag = /^(\s*)(#[#\s]*["']?systemd_?cgroup["']?\s*=\s*([^\s#]+)[^\r]*?)\s*$/i;
function noticeComments({ handlers, documents, notes }) {
  const seen = /* @__PURE__ */ new Set();
  for (const { name, origin, driver } of handlers) {
    if (origin.by !== "default" || driver !== "cgroupfs" || origin.nearest === null) continue;
    const { nearest } = origin;
    const document = documents.find(({ file }) => file.resolvedPath === nearest.path);
    if (document === void 0) continue;
    const lines = document.text.split("\n");
    const [first, last] = stretch(lines, nearest);
    for (let index = first; index < last; index += 1) {
      const match = commentedFlag.exec(lines[index] ?? "");
      if (match === null || seen.has(`${nearest.path}:${index}`)) continue;
      seen.add(`${nearest.path}:${index}`);
      const [, indent = "", comment = "", value = ""] = match;
      const startColumn = indent.length + 1;
      const endColumn = startColumn + comment.length;
      const location = { path: nearest.path, startLine: index + 1, startColumn, endLine: index + 1, endColumn };
      notes.observations.push(note("commented-out-flag", location, { handler: name, value: value.slice(0, 40) }));
    }
  }
}
function stretch(lines, { startLine }) {
  const isHeader = (line) => /^\s*\[/.test(line ?? "");
  if (!isHeader(lines[startLine - 1])) return [0, lines.length];
  let last = startLine;
  while (last < lines.length && !isHeader(lines[last])) last += 1;
  return [startLine, last];
}

// src/containerd/notices/context.ts
function criTables({ documents, config, family }) {
  const ids = [criIds.short, criIds.grpc, criIds.runtime];
  return documents.flatMap(
    (document) => [...pluginEntries(document.config)].flatMap(([id, entry2]) => {
      if (!ids.includes(id) || id === criIds.grpc && isServerTable(entry2, family)) return [];
      return [
        { document, id, entry: entry2, read: isRead(id, document, config, family), wanted: wantedId(document, config, family) }
      ];
    })
  );
}
function isServerTable({ value }, family) {
  const kept = serverSettings;
  return family.generation === 2 && value.kind === "table" && [...value.entries.keys()].every((key) => kept.includes(key));
}
function isRead(id, document, config, family) {
  if (family.generation === 1) return id === (isVersion1(config.version) ? criIds.short : criIds.grpc);
  if (id === criIds.runtime) return true;
  if (id === criIds.short && !isVersion1(document.version)) return false;
  return family.has("migratesEachFile") ? document.version < 4 : config.version < 3;
}
function wantedId(document, config, family) {
  if (family.generation === 1) return isVersion1(config.version) ? criIds.short : criIds.grpc;
  return family.has("migratesEachFile") && document.version === 2 ? criIds.grpc : criIds.runtime;
}
function isVersion1(version) {
  return version === 0 || version === 1;
}

// src/containerd/plugins/handlers.ts
var builtInType = "io.containerd.runc.v2";
var builtInFlag = builtInEntry();
function builtInEntry() {
  const location = startOfFile("");
  const position = { line: 1, column: 1, offset: 0 };
  const scalar = { type: "boolean", value: false, raw: "false", span: { start: position, end: position } };
  return { key: flagField, keyLocation: location, value: { kind: "scalar", scalar, location } };
}
function runtimeSettings(plugin, family) {
  const containerd = structField(plugin, "containerd");
  const runtimes = mapField(containerd, "runtimes");
  const handlers = /* @__PURE__ */ new Map();
  const keepsBuiltIn = runtimes === null || !family.has("losesBuiltInRunc");
  if (keepsBuiltIn) handlers.set("runc", handlerOf("runc", null, null, true, family));
  for (const [name, { entry: entry2, value }] of runtimes?.members ?? []) {
    const settings = value.kind === "struct" ? value : null;
    handlers.set(name, handlerOf(name, settings, entry2, name === "runc" && family.has("mergesHandlers"), family));
  }
  const defaultNameValue = plainField(containerd, "default_runtime_name");
  return {
    plugin,
    containerd,
    defaultName: textOf(defaultNameValue) ?? "runc",
    defaultNameValue,
    handlers,
    builtInLost: !keepsBuiltIn && !handlers.has("runc")
  };
}
function handlerOf(name, settings, entry2, overBuiltIn, family) {
  const typeValue = plainField(settings, "runtime_type");
  const given = settings?.fields.get("options") ?? null;
  const value = given?.value ?? null;
  let options = null;
  let badOptions = null;
  if (value?.kind === "map") options = mergedOptions(value.tables);
  else if (value?.kind === "plain" && value.value.kind === "table") options = value.value;
  else if (value?.kind === "plain") badOptions = value.value;
  if (family.has("mergesHandlers") && options?.entries.size === 0 && !overBuiltIn) options = null;
  return {
    name,
    type: textOf(typeValue) ?? (overBuiltIn ? builtInType : ""),
    typeValue,
    settings,
    definition: entry2?.value.location ?? null,
    options: overBuiltIn ? withBuiltInFlag(options, family) : options,
    badOptions
  };
}
function mergedOptions(tables) {
  const [first, ...others] = tables;
  if (first === void 0) return null;
  const overrides = [];
  return others.reduce(
    (merged3, table) => withEntries(table, mergeEntries(merged3.entries, table.entries, [], overrides)),
    first
  );
}
function withBuiltInFlag(options, family) {
  const table = options ?? {
    kind: "table",
    entries: /* @__PURE__ */ new Map(),
    location: builtInFlag.keyLocation,
    explicit: false,
    inline: false
  };
  if (!family.has("builtInOptionsHoldFlag") || family.generation === 1) return table;
  const given = table.entries.get(flagField)?.value;
  const isVoid = given?.kind === "table" && given.entries.size === 0 && family.dialects[0] === "go-toml-2.2";
  if (given !== void 0 && !isVoid) return table;
  return withEntries(table, new Map([...table.entries, [flagField, builtInFlag]]));
}
function isBuiltIn(location) {
  return location.path === "";
}

// src/containerd/plugins/drivers.ts
var runcTypes = { current: "io.containerd.runc.v2", older: "io.containerd.runc.v1" };
var legacyType = "io.containerd.runtime.v1.linux";
var removedTypes = [runcTypes.older, legacyType];
function driverOf(handler, settings, family) {
  const typeLine = handler.typeValue?.location ?? null;
  const runc = handler.type === runcTypes.current || family.generation === 1 && handler.type === runcTypes.older;
  const legacy = family.generation === 1 && handler.type === legacyType;
  if (handler.badOptions !== null) {
    const { location } = handler.badOptions;
    const mismatch2 = { path: ["options"], wanted: "table", found: typeName(handler.badOptions), location };
    return { ...decision("options-error", location), mismatch: mismatch2 };
  }
  if (handler.options === null) {
    if (handler.type === "") return decision("no-runtime-type", typeLine);
    if (runc) return decision("cgroupfs", null);
    if (!legacy) return decision("opaque", typeLine);
    const flag2 = plainField(settings.plugin, "systemd_cgroup");
    return decision(booleanOf(flag2) === true ? "systemd" : "cgroupfs", flag2?.location ?? null);
  }
  const mixed = family.decoder === "go-toml-1" ? mixedArray(handler.options) : null;
  if (mixed !== null) return { ...decision("options-error", mixed.location), mismatch: mixed };
  const struct = runc ? "RuncOptions" : legacy ? "LegacyOptions" : "OtherOptions";
  const checked = handler.type !== "io.containerd.runhcs.v1";
  const { value, mismatch, spellings } = decodeTable(handler.options, struct, optionStructs, family);
  if (mismatch !== null && checked) {
    return { ...decision("options-error", mismatch.location), mismatch, spellings };
  }
  if (handler.type === "") return decision("no-runtime-type", typeLine);
  if (!runc && !legacy) return decision("opaque", typeLine);
  const flag = value.fields.get(flagField)?.entry ?? null;
  const line = flag === null || flag === builtInFlag ? null : flag.value.location;
  const driver = booleanOf(plainField(value, flagField)) === true ? "systemd" : "cgroupfs";
  return { driver, line, mismatch: null, spellings, answersRuntimeConfig: handler.type === runcTypes.current };
}
function mixedArray(options) {
  for (const { path, entry: entry2 } of walk(options)) {
    const { value } = entry2;
    if (value.kind !== "array") continue;
    const [first] = value.items;
    const other = value.items.find((item) => first !== void 0 && typeName(item) !== typeName(first));
    if (first === void 0 || other === void 0) continue;
    const wanted = `array of one type (${typeName(first)})`;
    return { path: [...path, entry2.key], wanted, found: typeName(other), location: other.location };
  }
  return null;
}
function decision(driver, line) {
  return { driver, line, mismatch: null, spellings: [], answersRuntimeConfig: false };
}

// src/containerd/notices/handlers.ts
function noticeHandlers(context) {
  const { handlers, settings, decisions, notes, family } = context;
  for (const { name, driver } of handlers) {
    const handler = settings.handlers.get(name);
    const decision2 = decisions.get(name);
    const spellings = spellingNotes(decision2.spellings);
    notes.observations.push(...spellings.observations);
    notes.doubts.push(...spellings.doubts);
    if (driver === "no-runtime-type") {
      const location = handler.typeValue?.location ?? handler.definition;
      notes.observations.push(note("no-runtime-type", location, { handler: name }));
    } else if (driver === "options-error") {
      notes.observations.push(badOption(name, context));
    } else if (driver === "opaque") {
      notes.observations.push(opaque(handler, family.generation === 2));
    }
  }
  noticeRuntimeConfig(context);
}
function badOption(name, { decisions, settings }) {
  const { path = [], wanted = "", found = "", location = null } = decisions.get(name)?.mismatch ?? {};
  const key = path.at(-1) ?? "";
  if (key !== flagField) return note("options-error", location, { handler: name, key, wanted, found });
  const options = settings.handlers.get(name)?.options;
  const entry2 = [...options?.entries.values() ?? []].find(({ value: value2 }) => value2.location === location);
  const value = entry2 === void 0 ? found : writtenValue(entry2.value);
  return note("not-a-boolean", location, { handler: name, value, found });
}
var shims = [
  ["gvisor", /runsc|gvisor/i],
  ["kata", /kata/i],
  ["wasm", /spin|wasm|slight|lunatic|wws|youki\.wasm/i],
  ["runhcs", /runhcs/i],
  ["path", /^\//]
];
function opaque({ name, type, typeValue, options, definition }, isSecond) {
  const location = typeValue?.location ?? definition;
  const shown = type.slice(0, 200);
  if (isSecond && removedTypes.includes(type)) return note("removed-runtime-type", location, { handler: name, type });
  const shim = shims.find(([, pattern]) => pattern.test(type))?.[0] ?? "other";
  const configPath = options === null ? null : textOf(valueAt(options, "ConfigPath"));
  const flag = [...options?.entries.values() ?? []].find(({ key }) => isSpellingOf(key, flagField));
  const detail = { handler: name, type: shown, shim, configPath, flag: booleanOf(flag?.value) };
  return note("opaque-runtime", location, detail);
}
function noticeRuntimeConfig({ runtimeConfig, settings, handlers, family, outcome, notes }) {
  if (!family.has("answersRuntimeConfig") || outcome.state !== "ok") return;
  const { handler, onSystemdHost } = runtimeConfig;
  const defaultHandler2 = settings.defaultName;
  if (handler === null) {
    notes.observations.push(note("runtime-config-answered-by-host", null, { defaultHandler: defaultHandler2 }));
    return;
  }
  if (handler === defaultHandler2 || onSystemdHost !== "systemd" && onSystemdHost !== "cgroupfs") return;
  const origin = handlers.find(({ name }) => name === handler)?.origin;
  const location = origin === void 0 ? null : origin.by === "line" ? origin.location : origin.nearest;
  const detail = { defaultHandler: defaultHandler2, handler, driver: onSystemdHost };
  notes.observations.push(note("runtime-config-answered-by-other-handler", location, detail));
}

// src/containerd/notices/keys.ts
function noticeKeys(context, tables) {
  for (const { root, config } of context.documents) {
    for (const line of flagLines(root)) noticeFlag(line, root, context);
    noticeUnknown(root, "Config", "the top level", context);
    noticeStrangeIds(config.tables, context);
  }
  for (const { entry: entry2, id, read: read2 } of tables) {
    if (read2 && entry2.value.kind === "table") noticeLevels(entry2.value, id, context);
  }
  noticeLegacyFlag(context, tables);
  noticeUnmatchedIds(context);
}
function noticeFlag({ path, entry: entry2, handler, likeness }, root, { notes }) {
  const [plugins, id = ""] = path;
  const inCri = plugins?.toLowerCase() === "plugins" && isCriId(id);
  const table = path.join(".").slice(0, 200);
  const key = entry2.key.slice(0, 80);
  if (handler !== null) {
    if (likeness !== "field") {
      notes.observations.push(
        note("unknown-key-near-miss", entry2.keyLocation, { key, wanted: flagField, table, isFlag: true })
      );
    }
    return;
  }
  const isLegacy = inCri && path.length === 2 && entry2.key === "systemd_cgroup";
  if (isLegacy || likeness === "near" && !inCri) return;
  const options = [...walk(root)].find(
    ({ path: at2, entry: { key: name } }) => name === "options" && at2.at(-2) === "runtimes"
  );
  const related = relatedTo(options?.entry.value.location, "the options of a runtime");
  const detail = { key, table, value: writtenValue(entry2.value) };
  notes.observations.push(note("flag-outside-options", entry2.keyLocation, detail, related));
}
function isCriId(id) {
  return id === criIds.short || id === criIds.grpc || id === criIds.runtime;
}
function noticeStrangeIds(roots, { notes, family, config }) {
  const wanted = family.generation === 2 && config.version >= 3 ? criIds.runtime : criIds.grpc;
  for (const [, plugins] of roots.flatMap((root) => [...root.entries])) {
    if (!isSpellingOf(plugins.key, "plugins") || plugins.value.kind !== "table") continue;
    for (const entry2 of plugins.value.entries.values()) {
      if (entry2.value.kind !== "table" || isCriId(entry2.key)) continue;
      const sets = driverLines(entry2.value).length > 0;
      const near = editDistance(entry2.key, criIds.grpc) <= 2 || editDistance(entry2.key, criIds.runtime) <= 2;
      if (!sets && !near) continue;
      const detail = { key: entry2.key.slice(0, 80), wanted, table: "plugins", isFlag: sets };
      notes.observations.push(note("unknown-key-near-miss", entry2.keyLocation, detail));
    }
  }
}
function noticeLevels(table, id, context) {
  const { family } = context;
  noticeUnknown(
    table,
    family.generation === 1 || id !== criIds.runtime ? "PluginConfig" : "RuntimeConfig",
    id,
    context
  );
  noticeRemoved(table, id, ["systemd_cgroup"], context);
  const containerd = tableAt(table, "containerd");
  if (containerd === null) return;
  const path = `${id}.containerd`;
  noticeUnknown(containerd, "ContainerdConfig", path, context);
  noticeRemoved(containerd, path, [], context);
  for (const [name, { value }] of tableAt(containerd, "runtimes")?.entries ?? []) {
    if (value.kind !== "table") continue;
    const handler = `${path}.runtimes.${name}`.slice(0, 200);
    noticeUnknown(value, "Runtime", handler, context);
    noticeRemoved(value, handler, [], context);
    const options = tableAt(value, "options");
    if (options !== null) noticeUnknown(options, "RuncOptions", `${handler}.options`, context);
  }
}
function noticeUnknown(table, struct, path, { notes, family }) {
  const fields = (criStructs[struct] ?? serverStructs[struct] ?? optionStructs[struct] ?? []).map(([name]) => name);
  for (const entry2 of table.entries.values()) {
    if (fields.includes(entry2.key)) continue;
    const otherCase = fields.find((field2) => isSpellingOf(entry2.key, field2));
    const key = entry2.key.slice(0, 80);
    if (otherCase !== void 0) {
      if (countsAs(entry2.key, otherCase, family.decoder)) continue;
      const detail = { key, field: otherCase, counts: false, isFlag: otherCase === flagField };
      notes.observations.push(note("odd-key-case", entry2.keyLocation, detail));
      continue;
    }
    const wanted = fields.find((field2) => field2 !== flagField && isSlipOf(entry2.key, field2));
    if (wanted === void 0) continue;
    notes.observations.push(
      note("unknown-key-near-miss", entry2.keyLocation, { key, wanted, table: path, isFlag: false })
    );
  }
}
function isSlipOf(key, field2) {
  const allowed = field2.length < 6 ? 0 : field2.length < 10 ? 1 : 2;
  return allowed > 0 && editDistance(key.toLowerCase().trim(), field2.toLowerCase()) <= allowed;
}
var removedKeys = [
  "default_runtime",
  "untrusted_workload_runtime",
  "no_pivot",
  "disable_cgroup",
  "runtime_engine",
  "runtime_root"
];
function noticeRemoved(table, path, except, { notes, family }) {
  if (family.generation === 1) return;
  for (const key of removedKeys) {
    const entry2 = table.entries.get(key);
    if (entry2 === void 0 || except.includes(key) || !doesSomething(entry2.value)) continue;
    notes.observations.push(note("removed-key", entry2.keyLocation, { key, table: path }));
  }
}
function doesSomething(value) {
  if (value.kind === "table") return (textOf(valueAt(value, "runtime_type")) ?? "") !== "";
  return booleanOf(value) !== false && textOf(value) !== "";
}
function noticeLegacyFlag({ family, notes, outcome }, tables) {
  for (const { entry: entry2, read: read2 } of tables) {
    const flag = entry2.value.kind === "table" ? entry2.value.entries.get("systemd_cgroup") : void 0;
    if (flag === void 0 || !read2 || outcome.reason?.location === flag.value.location) continue;
    const on = booleanOf(flag.value) === true;
    if (family.generation === 2 && !doesSomething(flag.value)) continue;
    const effect = family.generation === 2 ? "ignored" : on ? "honoured" : "harmless";
    const detail = { value: writtenValue(flag.value), effect };
    notes.observations.push(note("legacy-systemd-cgroup", flag.value.location, detail));
  }
}
function noticeUnmatchedIds({ config, family, notes, outcome }) {
  if (outcome.state === "cri-disabled" || outcome.state === "daemon-exit") return;
  const versionOne = config.version === 0 || config.version === 1;
  const names2 = family.generation === 1 ? [versionOne ? criIds.short : criIds.grpc] : [criIds.grpc, criIds.runtime, criIds.images];
  for (const { text: text2, location } of config.disabled) {
    if (names2.includes(text2) || !/(?:^|[.\s])cri\b/i.test(text2) || text2.length > 80) continue;
    notes.observations.push(note("disabled-id-unmatched", location, { id: text2 }));
  }
}

// src/containerd/fields/plugin-fields.ts
var rootPath = [["root_path", "string", "1.5.."]];
var pluginTables = [
  {
    id: "io.containerd.gc.v1.scheduler",
    releases: "..",
    fields: [
      ["pause_threshold", "float64"],
      ["deletion_threshold", "int"],
      ["mutation_threshold", "int"],
      ["schedule_delay", "duration"],
      ["startup_delay", "duration"]
    ]
  },
  { id: "io.containerd.internal.v1.restart", releases: "..1.7", fields: [["interval", "duration"]] },
  { id: "io.containerd.monitor.container.v1.restart", releases: "2.0..", fields: [["interval", "duration"]] },
  {
    id: "io.containerd.metadata.v1.bolt",
    releases: "..",
    fields: [
      ["content_sharing_policy", "string"],
      ["no_sync", "bool", "2.1.."]
    ]
  },
  { id: "io.containerd.monitor.v1.cgroups", releases: "..1.7", fields: [["no_prometheus", "bool"]] },
  { id: "io.containerd.monitor.task.v1.cgroups", releases: "2.0..", fields: [["no_prometheus", "bool"]] },
  {
    id: "io.containerd.runtime.v1.linux",
    releases: "..1.7",
    fields: [
      ["shim", "string"],
      ["runtime", "string"],
      ["runtime_root", "string"],
      ["no_shim", "bool"],
      ["shim_debug", "bool"]
    ]
  },
  {
    id: "io.containerd.runtime.v2.task",
    releases: "..",
    fields: [
      ["platforms", "[]string"],
      ["sched_core", "bool", "1.6..1.7"]
    ]
  },
  {
    id: "io.containerd.shim.v1.manager",
    releases: "2.0..",
    fields: [
      ["env", "[]string"],
      ["socket_dir", "string", "2.3.."]
    ]
  },
  { id: "io.containerd.internal.v1.opt", releases: "..", fields: [["path", "string"]] },
  {
    id: "io.containerd.service.v1.diff-service",
    releases: "..",
    fields: [
      ["default", "[]string"],
      ["sync_fs", "bool", "1.7.26.."]
    ]
  },
  {
    id: "io.containerd.service.v1.tasks-service",
    releases: "1.6..",
    fields: [
      ["rdt_config_file", "string"],
      ["blockio_config_file", "string", "1.7.."]
    ]
  },
  {
    id: "io.containerd.snapshotter.v1.overlayfs",
    releases: "1.5..",
    fields: [
      ...rootPath,
      ["upperdir_label", "bool", "1.6.."],
      ["sync_remove", "bool", "1.6.24..1.6, 1.7.4.."],
      ["mount_options", "[]string", "1.6.24..1.6, 1.7.4.."],
      ["slow_chown", "bool", "2.0.."]
    ]
  },
  { id: "io.containerd.snapshotter.v1.native", releases: "1.5..", fields: rootPath },
  { id: "io.containerd.snapshotter.v1.btrfs", releases: "1.5..", fields: rootPath },
  {
    id: "io.containerd.snapshotter.v1.devmapper",
    releases: "..",
    fields: [
      ["root_path", "string"],
      ["pool_name", "string"],
      ["base_image_size", "string"],
      ["async_remove", "bool"],
      ["discard_blocks", "bool", "1.6.."],
      ["fs_type", "string", "1.6.."],
      ["fs_options", "string", "1.6.."]
    ]
  },
  {
    id: "io.containerd.snapshotter.v1.blockfile",
    releases: "1.7.4..",
    fields: [
      ...rootPath,
      ["scratch_file", "string"],
      ["fs_type", "string"],
      ["mount_options", "[]string"],
      ["recreate_scratch", "bool", "2.0.."]
    ]
  },
  {
    id: "io.containerd.transfer.v1.local",
    releases: "1.7.1..",
    fields: [
      ["max_concurrent_downloads", "int"],
      ["max_concurrent_uploaded_layers", "int"],
      ["config_path", "string"],
      ["concurrent_layer_fetch_buffer", "int", "2.1.."],
      ["check_platform_supported", "bool", "2.1.."],
      ["max_concurrent_unpacks", "int", "2.2.."]
    ]
  },
  {
    id: "io.containerd.image-verifier.v1.bindir",
    releases: "2.0..",
    fields: [
      ["bin_dir", "string"],
      ["max_verifiers", "int"],
      ["per_verifier_timeout", "duration"]
    ]
  },
  {
    id: "io.containerd.nri.v1.nri",
    releases: "1.7..",
    fields: [
      ["disable", "bool"],
      ["socket_path", "string"],
      ["plugin_path", "string"],
      ["plugin_config_path", "string"],
      ["plugin_registration_timeout", "duration", "2.0.."],
      ["plugin_request_timeout", "duration", "2.0.."],
      ["disable_connections", "bool"]
    ]
  },
  {
    id: "io.containerd.tracing.processor.v1.otlp",
    releases: "1.6..",
    fields: [
      ["endpoint", "string"],
      ["protocol", "string"],
      ["insecure", "bool"]
    ]
  },
  {
    id: "io.containerd.internal.v1.tracing",
    releases: "1.6..",
    fields: [
      ["service_name", "string"],
      ["sampling_ratio", "float64"]
    ]
  },
  ...["grpc", "ttrpc", "debug"].map(
    (name) => ({
      id: `io.containerd.server.v1.${name}`,
      releases: "2.3..",
      fields: [
        ["address", "string"],
        ["uid", "int"],
        ["gid", "int"],
        ...name === "grpc" ? [
          ["max_recv_message_size", "int"],
          ["max_send_message_size", "int"]
        ] : []
      ]
    })
  ),
  { id: "io.containerd.server.v1.metrics", releases: "2.3..", fields: [["address", "string"]] },
  { id: "io.containerd.metrics.v1.grpc-prometheus", releases: "2.3..", fields: [["grpc_histogram", "bool"]] }
];
var otherPlugins = [
  ["io.containerd.content.v1.content", ".."],
  ["io.containerd.differ.v1.walking", ".."],
  ["io.containerd.event.v1.exchange", "1.6.."],
  ...["containers", "content", "diff", "events", "healthcheck", "images", "introspection", "leases", "namespaces"].concat("snapshots", "tasks", "version").map((name) => [`io.containerd.grpc.v1.${name}`, ".."]),
  ...["sandbox-controllers", "sandboxes", "streaming", "transfer"].map(
    (name) => [`io.containerd.grpc.v1.${name}`, "1.7.."]
  ),
  ...["containers", "content", "images", "introspection", "namespaces", "snapshots", "tasks"].map(
    (name) => [`io.containerd.service.v1.${name}-service`, ".."]
  ),
  ["io.containerd.service.v1.leases-service", "..1.6"],
  ["io.containerd.snapshotter.v1.overlayfs", "..1.4"],
  ["io.containerd.snapshotter.v1.native", "..1.4"],
  ["io.containerd.lease.v1.manager", "1.7.."],
  ["io.containerd.streaming.v1.manager", "1.7.."],
  ["io.containerd.sandbox.store.v1.local", "1.7.."],
  ["io.containerd.sandbox.controller.v1.local", "1.7"],
  ["io.containerd.sandbox.controller.v1.shim", "2.0.."],
  ["io.containerd.podsandbox.controller.v1.podsandbox", "2.0.."],
  ["io.containerd.runtime.v2.shim", "1.7"],
  ["io.containerd.grpc.v1.cri", ".."],
  ["io.containerd.cri.v1.runtime", "2.0.."],
  ["io.containerd.cri.v1.images", "2.0.."],
  ["io.containerd.grpc.v1.mounts", "2.2.."],
  ["io.containerd.mount-manager.v1.bolt", "2.2.."],
  ["io.containerd.metrics.v1.grpc-otel", "2.3.."]
];
var knownPlugins = [
  ...pluginTables.map(({ id, releases }) => [id, releases]),
  ...otherPlugins
];
var hostDependentPlugins = ["aufs", "blockfile", "btrfs", "devmapper", "erofs", "zfs"].map(
  (name) => `io.containerd.snapshotter.v1.${name}`
);
function shortId(id) {
  return id.slice(id.lastIndexOf(".") + 1);
}

// src/containerd/plugins/daemon.ts
function versionFailure(config, family, notes) {
  const { version, versionLocation } = config;
  const newest = family.newestConfigVersion;
  if (family.generation === 2) {
    if (version > newest || version < 0) return note("unsupported-version", versionLocation, { version, newest });
    return listFailure(config, (id) => !id.includes("."), "short-plugin-id");
  }
  if (version > newest) {
    if (family.has("refusesLaterVersions")) return note("unsupported-version", versionLocation, { version, newest });
    notes.observations.push(note("version-taken-for-2", versionLocation, { version }));
  }
  if (version < 2 || version > 2 && family.has("checksIdsOfVersion2Only")) return null;
  const isBad = (id) => id.split(".").length < 4 || family.has("wantsIdPrefix") && !id.startsWith("io.containerd.");
  const listed = listFailure(config, isBad, "short-key-in-v2");
  if (listed !== null) return listed;
  for (const [id, entry2] of config.plugins) {
    if (isBad(id)) return note("short-key-in-v2", entry2.keyLocation, { id: id.slice(0, 80), where: "plugins" });
  }
  return null;
}
function listFailure({ disabled, required }, isBad, kind) {
  const lists = [
    ["disabled_plugins", disabled],
    ["required_plugins", required]
  ];
  for (const [where, list] of lists) {
    const bad = list.find(({ text: text2 }) => isBad(text2));
    if (bad !== void 0) return note(kind, bad.location, { id: bad.text.slice(0, 80), where });
  }
  return null;
}
function migrateMerged(config, family, notes) {
  if (family.generation === 1 || family.has("migratesEachFile") || config.version >= 3) return null;
  const doubt = collisionNote(config.collisions);
  if (doubt !== null) notes.doubts.push(doubt);
  const migrated = migrateCri(config.plugins, family, new Set(config.disabled.map(({ text: text2 }) => text2)));
  config.plugins = migrated.plugins;
  config.clashes.push(...migrated.clashes);
  return migrated.panic;
}
function timeoutFailure({ timeouts }) {
  for (const [key, value] of timeouts) {
    const text2 = textOf(value) ?? "";
    if (!isDuration(text2)) return note("bad-timeout", value.location, { key, value: writtenValue(value) });
  }
  return null;
}
function idIn(config, family, id) {
  return family.generation === 1 && (config.version === 0 || config.version === 1) ? shortId(id) : id;
}
function disabledBy(config, family, id) {
  const name = idIn(config, family, id);
  return config.disabled.find(({ text: text2 }) => text2 === name) ?? null;
}
function decodePlugin(config, family, id, root, structs) {
  const entry2 = disabledBy(config, family, id) === null ? config.plugins.get(idIn(config, family, id)) : void 0;
  if (entry2 === void 0) return { value: null, failure: null, spellings: [] };
  if (entry2.value.kind !== "table") {
    const detail2 = { plugin: entry2.key, key: "", wanted: "table", found: typeName(entry2.value) };
    return { value: null, failure: note("plugin-type-error", entry2.value.location, detail2), spellings: [] };
  }
  const table = entry2.value;
  const { value, mismatch, spellings } = decodeTable(table, root, structs, family);
  if (mismatch === null) return { value, failure: null, spellings };
  const { wanted, found, location, path } = mismatch;
  const detail = { plugin: entry2.key, key: path.join(".").slice(0, 200), wanted, found };
  return { value, failure: note("plugin-type-error", location, detail), spellings };
}
function decodeCriPlugin(config, family, id, root) {
  return decodePlugin(config, family, id, root, criStructs);
}
function otherPluginFailure(config, family) {
  for (const { id, releases, fields } of pluginTables) {
    if (!isWithin(family.release, releases)) continue;
    const { failure } = decodePlugin(config, family, id, "Root", { Root: fields });
    if (failure !== null) return failure;
  }
  return null;
}
function requiredFailure(config, family, failed, notes) {
  const known = knownPlugins.filter(([, releases]) => isWithin(family.release, releases)).map(([id]) => [idIn(config, family, id), id]);
  for (const { text: text2, location } of config.required) {
    const ids = known.filter(([name]) => name === text2).map(([, id2]) => id2);
    if (ids.length === 0 && config.proxies.has(text2)) continue;
    if (hostDependentPlugins.some((id2) => idIn(config, family, id2) === text2)) {
      notes.doubts.push(note("depends-on-host", location, { what: `whether the plugin ${text2} loads` }));
      continue;
    }
    const id = text2.slice(0, 80);
    if (ids.length === 0) return note("required-plugin-missing", location, { id, why: "unknown" });
    if (config.disabled.some((disabled) => disabled.text === text2)) {
      return note("required-plugin-missing", location, { id, why: "disabled" });
    }
    if (ids.some((each) => failed.has(each))) return note("required-plugin-missing", location, { id, why: "failed" });
  }
  return null;
}

// src/containerd/notices/tables.ts
function noticeTables(context, tables) {
  noticeUnread(context, tables);
  noticeClashes(context);
  noticeReplaced(context);
  noticeOverridden(context);
  const runtimes = context.settings.containerd?.fields.get("runtimes")?.entry;
  if (context.settings.builtInLost && runtimes != null) {
    context.notes.observations.push(note("default-runc-lost", runtimes.value.location, {}));
  }
}
function noticeUnread({ config, notes, family }, tables) {
  for (const { id, entry: entry2, read: read2, wanted, document } of tables) {
    if (read2) continue;
    const configVersion = family.generation === 1 ? config.version || 1 : document.version || 1;
    const detail = { table: id, configVersion, wantedTable: wanted, setsDriver: flagOf(entry2) !== null };
    notes.observations.push(note("table-not-read", flagOf(entry2) ?? entry2.value.location, detail));
  }
}
function flagOf({ value }, path = []) {
  const [line] = value.kind === "table" ? driverLines(value, path) : [];
  return line?.entry.value.location ?? null;
}
function noticeClashes({ config, notes }) {
  for (const { key, loser, winner: winner2, loserId, winnerId } of config.clashes) {
    const flag = flagOf(loser, key.split("."));
    const detail = { loser: loserId, winner: winnerId, key, setsDriver: flag !== null };
    const related = relatedTo(winner2.value.location, "this table wins");
    notes.observations.push(note("both-tables", flag ?? loser.value.location, detail, related));
  }
}
function noticeReplaced({ config, family, notes }) {
  for (const { id, loser, winner: winner2 } of config.replacements) {
    if (id !== idIn(config, family, criIds.grpc)) continue;
    const by = winner2.value.location.path;
    const related = relatedTo(winner2.value.location, "replaces the whole table");
    const lines = loser.value.kind === "table" ? driverLines(loser.value) : [];
    for (const { handler, entry: entry2 } of lines) {
      notes.observations.push(note("replaced-by-import", entry2.value.location, { plugin: id, handler, by }, related));
    }
    if (lines.length > 0) continue;
    notes.observations.push(
      note("replaced-by-import", loser.value.location, { plugin: id, handler: null, by }, related)
    );
  }
}
function noticeOverridden({ config, notes }) {
  const ids = [criIds.runtime, criIds.grpc];
  for (const { path, loser, winner: winner2 } of config.overrides) {
    const [id, containerd, runtimes, handler = null] = path;
    if (id === void 0 || !ids.includes(id) || containerd?.toLowerCase() !== "containerd") continue;
    if (loser.value.kind === "scalar" && writtenValue(loser.value) === writtenValue(winner2.value)) continue;
    const detail = {
      key: path.slice(1).join(".").slice(0, 200),
      handler: runtimes?.toLowerCase() === "runtimes" ? handler : null,
      by: winner2.value.location.path
    };
    const related = relatedTo(winner2.value.location, "set again here");
    notes.observations.push(note("overridden-by-import", loser.value.location, detail, related));
  }
}

// src/containerd/notices/unread-files.ts
var directoryNames = ["conf.d", "config.d", "config.toml.d"];
var fileLimit2 = 100;
async function noticeUnreadFiles({ tree, documents, configPath, family, notes }) {
  const loaded2 = new Set(documents.map(({ file }) => file.resolvedPath));
  const [main] = documents;
  const imports = main === void 0 ? null : valueAt(main.root, "imports");
  for (const name of directoryNames) {
    const directory = joinPath(directoryOf(configPath), name);
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    const files = listed.names.filter((file) => file.endsWith(".toml")).sort(compareBytewise);
    for (const file of files.slice(0, fileLimit2)) {
      const read2 = await tree.read(joinPath(directory, file));
      if (!read2.ok || loaded2.has(read2.entry.path)) continue;
      const { path } = read2.entry;
      const parsed = parseToml(read2.bytes, family.dialects[0]);
      const [line] = parsed.ok ? driverLines(configTable(parsed.document, path, () => {
      })) : [];
      const location = line?.entry.value.location ?? startOfFile(path);
      const related = relatedTo(imports?.location, "these are the files that are imported");
      notes.observations.push(note("import-not-read", location, { path, setsDriver: line !== void 0 }, related));
    }
  }
}

// src/containerd/notices/versions.ts
function noticeVersions(context, tables) {
  const { documents, notes } = context;
  const [main] = documents;
  if (main !== void 0 && main.versionLocation === null) {
    const harmful = tables.some(({ document, read: read2 }) => document === main && !read2);
    const location = startOfFile(main.file.resolvedPath);
    notes.observations.push(note("missing-version", location, { readAs: 1, harmful }));
  }
  for (const document of documents) {
    if (document.versionLocation === null) noticeMisplacedVersion(document, context);
    if (context.family.generation === 2) noticeMisplacedImports(document, context);
  }
  noticeHazards(context, tables);
}
var misplacedLimit = 5;
function noticeMisplacedVersion({ root }, { notes }) {
  let found = 0;
  for (const { path, entry: entry2, table } of walk(root)) {
    const isVersion = entry2.value.kind === "scalar" && entry2.value.scalar.type === "integer" && entry2.key === "version";
    if (!isVersion || path.length === 0 || found >= misplacedLimit) continue;
    found += 1;
    const detail = { table: path.join(".").slice(0, 200), value: writtenValue(entry2.value) };
    const related = relatedTo(table.location, "it belongs to this table");
    notes.observations.push(note("version-not-top-level", entry2.keyLocation, detail, related));
  }
}
function noticeMisplacedImports({ root }, { notes }) {
  for (const { path, entry: entry2 } of walk(root)) {
    if (path.length === 0 || path.length > 2 || entry2.key !== "imports" || entry2.value.kind !== "array") continue;
    notes.observations.push(note("imports-not-top-level", entry2.keyLocation, { table: path.join(".").slice(0, 200) }));
  }
}
var before23 = "2.0 to 2.2";
function noticeHazards({ family, notes }, tables) {
  const hazard = (kind, { entry: entry2 }, versions) => notes.observations.push(note("upgrade-hazard", entry2.value.location, { hazard: kind, versions }));
  for (const table of tables) {
    if (!table.read) continue;
    const { version } = table.document;
    const passesOver = family.generation === 1 || family.has("migratesEachFile");
    if (passesOver && isVersion1(version)) {
      if (table.id === criIds.short) hazard("versionless-v1-table", table, before23);
      if (table.id === criIds.grpc) hazard("versionless-v2-table", table, before23);
    }
    if (table.id === criIds.grpc && version >= 3) {
      if (family.generation === 2) hazard("v2-table-in-v3-file", table, before23);
      else hazard("v3-file-on-1.x", table, "1.6.32 and later, 1.7.17 and later");
    }
    if (table.entry.value.kind !== "table") continue;
    for (const { entry: entry2, handler, likeness } of flagLines(table.entry.value)) {
      const sure = ["SystemdCgroup", "systemdCgroup", "systemdcgroup"].includes(entry2.key);
      if (handler === null || likeness !== "field" || sure) continue;
      const detail = { hazard: "spelling", versions: "2.0.7 and later, 2.1.5 and later" };
      notes.observations.push(note("upgrade-hazard", entry2.keyLocation, detail));
    }
  }
}

// src/containerd/notices/everything.ts
async function noticeEverything(context) {
  const tables = criTables(context);
  noticeVersions(context, tables);
  noticeTables(context, tables);
  noticeKeys(context, tables);
  noticeHandlers(context);
  noticeComments(context);
  await noticeUnreadFiles(context);
}

// src/containerd/plugins/built-in-flag.ts
function tableOverBuiltInFlag(settings, family) {
  if (!family.has("builtInOptionsHoldFlag") || family.dialects[0] !== "go-toml-2.2") return null;
  const value = settings.handlers.get("runc")?.options?.entries.get(flagField)?.value;
  if (value === void 0 || value.kind === "scalar") return null;
  const tables = value.kind === "table" ? value.entries.size : value.items.length;
  if (tables === 0 || value.kind === "array" && value.items.some((item) => item.kind !== "table")) return null;
  const key = `containerd.runtimes.runc.options.${flagField}`;
  const detail = { plugin: criIds.runtime, key, wanted: "boolean", found: typeName(value) };
  return note("plugin-type-error", value.location, detail);
}

// src/containerd/plugins/dependencies.ts
var neededByCri = [
  ["io.containerd.gc.v1.scheduler", ".."],
  ["io.containerd.metadata.v1.bolt", ".."],
  ["io.containerd.content.v1.content", ".."],
  ["io.containerd.differ.v1.walking", ".."],
  ["io.containerd.runtime.v2.task", ".."],
  ...["containers", "content", "diff", "images", "introspection", "namespaces", "snapshots", "tasks"].map(
    (name) => [`io.containerd.service.v1.${name}-service`, ".."]
  ),
  ["io.containerd.runtime.v1.linux", "..1"],
  ["io.containerd.service.v1.leases-service", "..1.6"],
  ["io.containerd.event.v1.exchange", "1.6.."],
  ["io.containerd.lease.v1.manager", "1.7.."],
  ["io.containerd.sandbox.store.v1.local", "1.7.."],
  ["io.containerd.sandbox.controller.v1.local", "1.7"],
  ["io.containerd.runtime.v2.shim", "1.7"],
  ["io.containerd.warning.v1.deprecations", "1.6.25..1.6, 1.7.9..1.7, 2.3.."],
  ["io.containerd.shim.v1.manager", "2.0.."],
  ["io.containerd.sandbox.controller.v1.shim", "2.0.."],
  ["io.containerd.podsandbox.controller.v1.podsandbox", "2.0.."],
  ["io.containerd.transfer.v1.local", "2.1.."],
  ["io.containerd.image-verifier.v1.bindir", "2.1.."],
  ["io.containerd.mount-manager.v1.bolt", "2.2.."]
];
function disabledDependency(config, family, cri) {
  if (config.disabled.length === 0) return null;
  const needed = neededByCri.filter(([, releases]) => isWithin(family.release, releases)).map(([id]) => id);
  const owner = family.generation === 1 ? cri.runtime.containerd : cri.images;
  const snapshotter = textOf(plainField(owner, "snapshotter")) ?? "overlayfs";
  for (const id of [...needed, `io.containerd.snapshotter.v1.${snapshotter}`]) {
    const entry2 = disabledBy(config, family, id);
    if (entry2 !== null) return { entry: entry2, id };
  }
  return null;
}

// src/containerd/plugins/legacy-runtimes.ts
var legacyTables = [
  { table: "untrusted_workload_runtime", handler: "untrusted" },
  { table: "default_runtime", handler: "default" }
];
function addLegacyRuntimes(settings, family, notes) {
  if (family.generation === 2) return settings;
  const handlers = new Map(settings.handlers);
  let { defaultName, defaultNameValue } = settings;
  for (const { table, handler: name } of legacyTables) {
    const struct = structField(settings.containerd, table);
    const entry2 = settings.containerd?.fields.get(table)?.entry ?? null;
    if (struct === null || entry2 === null) continue;
    const handler = handlerOf(name, struct, entry2, false, family);
    if (handler.type === "") continue;
    if (name === "untrusted" && handlers.has(name)) {
      return note("cri-failed-untrusted-conflict", entry2.value.location, {});
    }
    const replaces = name === "default" ? defaultName : null;
    notes.observations.push(note("legacy-runtime-table", entry2.value.location, { table, handler: name, replaces }));
    handlers.set(name, handler);
    if (name === "default") {
      defaultName = name;
      defaultNameValue = null;
    }
  }
  return { ...settings, handlers, defaultName, defaultNameValue };
}

// src/containerd/go/json-prefix.ts
function isJsonObject(text2) {
  const start2 = text2.search(/[^ \t\r\n]/);
  if (start2 < 0) return false;
  if (text2.startsWith("null", start2)) return true;
  if (text2[start2] !== "{") return false;
  let depth = 0;
  let quoted = false;
  for (let at2 = start2; at2 < text2.length; at2 += 1) {
    const symbol = text2[at2];
    if (quoted) {
      if (symbol === "\\") at2 += 1;
      else if (symbol === '"') quoted = false;
    } else if (symbol === '"') quoted = true;
    else if (symbol === "{" || symbol === "[") depth += 1;
    else if (symbol === "}" || symbol === "]") {
      depth -= 1;
      if (depth === 0) return isJson(text2.slice(start2, at2 + 1));
    }
  }
  return false;
}
function isJson(text2) {
  try {
    JSON.parse(text2);
    return true;
  } catch {
    return false;
  }
}

// src/containerd/plugins/validate.ts
var durations = [
  ["runtime", "drain_exec_sync_io_timeout", "1.6.29.."],
  ["runtime", "stats_collect_period", "2.3.."],
  ["runtime", "stats_retention_period", "2.3.."],
  ["images", "image_pull_progress_timeout", "1.7.."],
  ["server", "stream_idle_timeout", ".."]
];
async function runtimeFailure(settings, family, host, notes) {
  const { runtime } = settings;
  return defaultHandlerFailure(runtime) ?? (family.generation === 1 ? legacyFailure(runtime) : cniFailure(runtime, family)) ?? handlersFailure(runtime, family, host, notes) ?? durationFailure("runtime", runtime.plugin, family) ?? await baseSpecFailure(runtime, host, notes);
}
function defaultHandlerFailure({ defaultName, defaultNameValue, handlers, builtInLost, containerd }) {
  const line = defaultNameValue?.location ?? null;
  if (defaultName === "") return note("cri-failed-default-handler-empty", line, {});
  if (handlers.has(defaultName)) return null;
  const runtimes = mapField(containerd, "runtimes")?.tables.at(-1)?.location ?? null;
  const lost = builtInLost && defaultName === "runc";
  return note("cri-failed-default-handler-missing", line ?? runtimes, { handler: defaultName, builtInLost: lost });
}
function legacyFailure({ plugin, containerd, handlers, defaultName }) {
  const defaultIsLegacy = handlers.get(defaultName)?.type === legacyType;
  const systemdCgroup = plainField(plugin, "systemd_cgroup");
  if (booleanOf(systemdCgroup) === true && !defaultIsLegacy) {
    const detail = { value: "true", effect: "breaks-cri" };
    return note("legacy-systemd-cgroup", systemdCgroup.location, detail);
  }
  const noPivot = plainField(containerd, "no_pivot");
  if (booleanOf(noPivot) === true && !defaultIsLegacy) {
    return note("cri-failed-setting", noPivot.location, { key: "no_pivot", why: `needs runtime type ${legacyType}` });
  }
  for (const handler of handlers.values()) {
    for (const key of ["runtime_engine", "runtime_root"]) {
      const value = plainField(handler.settings, key);
      if ((textOf(value) ?? "") === "" || handler.type === legacyType) continue;
      return note("cri-failed-runtime-engine", value.location, { key, handler: handler.name });
    }
  }
  return null;
}
function cniFailure({ plugin }, family) {
  if (!family.has("hasCniBinDirs")) return null;
  const cni = structField(plugin, "cni");
  const single3 = plainField(cni, "bin_dir");
  const list = plainField(cni, "bin_dirs");
  if ((textOf(single3) ?? "") === "" || list?.kind !== "array" || list.items.length === 0) return null;
  const only = list.items.length === 1 ? textOf(list.items[0]) : null;
  return only === "/opt/cni/bin" ? null : note("cri-failed-cni-dirs", single3.location, {});
}
function handlersFailure({ handlers }, family, host, notes) {
  for (const handler of handlers.values()) {
    const failure = handlerFailure(handler, family, host, notes);
    if (failure !== null) return failure;
  }
  return null;
}
function handlerFailure({ name, settings }, family, host, notes) {
  const writable = plainField(settings, "cgroup_writable");
  if (family.has("checksCgroupWritable") && booleanOf(writable) === true && host.cgroups !== "v2") {
    const failed = note("cgroup-writable-needs-v2", writable.location, { handler: name });
    if (host.cgroups === "v1") return failed;
    notes.observations.push(failed);
    notes.doubts.push(note("depends-on-host", writable.location, { what: "whether cgroup_writable is accepted" }));
  }
  const allDevices = plainField(settings, "privileged_without_host_devices_all_devices_allowed");
  const withoutDevices = plainField(settings, "privileged_without_host_devices");
  if (family.has("checksAllDevicesAllowed") && booleanOf(allDevices) === true && booleanOf(withoutDevices) !== true) {
    const key = "privileged_without_host_devices_all_devices_allowed";
    return note("cri-failed-setting", allDevices.location, { key, why: "needs privileged_without_host_devices" });
  }
  const ioType = plainField(settings, "io_type");
  if (family.generation === 2 && !["", "fifo", "streaming"].includes(textOf(ioType) ?? "")) {
    return note("cri-failed-io-type", ioType.location, { handler: name, value: textOf(ioType) ?? "" });
  }
  return null;
}
function durationFailure(part, struct, family) {
  for (const [owner, key, releases] of durations) {
    if (owner !== part || !isWithin(family.release, releases)) continue;
    const value = plainField(struct, key);
    const text2 = textOf(value);
    if (text2 !== null && text2 !== "" && !isDuration(text2)) {
      return note("cri-failed-duration", value.location, { key, value: text2.slice(0, 80) });
    }
  }
  return null;
}
function imagesFailure({ images }, family) {
  return registryFailure(structField(images, "registry"), family) ?? durationFailure("images", images, family);
}
function registryFailure(registry, family) {
  const configPath = plainField(registry, "config_path");
  const path = textOf(configPath) ?? (family.has("setsRegistryConfigPath") ? "built in" : "");
  if (path === "") return null;
  const mirrors = mapField(registry, "mirrors");
  if (family.has("refusesMirrorsWithConfigPath") && mirrors !== null && mirrors.members.size > 0) {
    return note("cri-failed-registry", mirrors.tables.at(-1)?.location ?? configPath?.location ?? null, {});
  }
  const configs = [...mapField(registry, "configs")?.members.values() ?? []];
  const tls = configs.find(({ value }) => value.kind === "struct" && value.fields.has("tls"));
  if (family.has("refusesTlsWithConfigPath") && tls !== void 0) {
    return note("cri-failed-registry", tls.entry.value.location, {});
  }
  return null;
}
function serverFailure({ server }, family) {
  const failure = durationFailure("server", server, family);
  if (failure !== null) return failure;
  const pair = structField(server, "x509_key_pair_streaming");
  const keys = ["tls_cert_file", "tls_key_file"];
  const given = keys.filter((key2) => (textOf(plainField(pair, key2)) ?? "") !== "");
  const [key] = given;
  if (key === void 0) return null;
  const { location } = plainField(pair, key);
  if (booleanOf(plainField(server, "enable_tls_streaming")) !== true) {
    return note("cri-failed-setting", location, { key, why: "needs enable_tls_streaming" });
  }
  const missing = keys.find((other) => !given.includes(other));
  return missing === void 0 ? null : note("cri-failed-setting", location, { key, why: `needs ${missing}` });
}
var specLimit = 4 * 1024 * 1024;
async function baseSpecFailure({ handlers }, host, notes) {
  for (const { name, settings } of handlers.values()) {
    const value = plainField(settings, "base_runtime_spec");
    const path = textOf(value);
    if (value === null || path === null || path === "") continue;
    const absolute = path.startsWith("/") ? path : joinPath("/", host.workingDirectory, path);
    const read2 = await host.tree.read(absolute, specLimit);
    if (!read2.ok && read2.reason !== "absent" && read2.reason !== "not-a-file") {
      const { reason, detail } = read2;
      notes.doubts.push(note("file-unreadable", value.location, { path, reason, detail }));
      continue;
    }
    const why = read2.ok ? "not-json" : "missing";
    if (read2.ok && isJsonObject(new TextDecoder().decode(read2.bytes))) continue;
    return note("cri-failed-base-runtime-spec", value.location, { handler: name, path, why });
  }
  return null;
}

// src/containerd/plugins/cri.ts
async function startCri(config, family, host, notes) {
  const decoded = family.generation === 1 ? { runtime: decodeCriPlugin(config, family, criIds.grpc, "PluginConfig"), images: null, server: null } : {
    runtime: decodeCriPlugin(config, family, criIds.runtime, "RuntimeConfig"),
    images: decodeCriPlugin(config, family, criIds.images, "ImageConfig"),
    server: decodeCriPlugin(config, family, criIds.grpc, "ServerConfig")
  };
  const spellings = spellingNotes(decoded.runtime.spellings);
  notes.observations.push(...spellings.observations);
  notes.doubts.push(...spellings.doubts);
  const base = runtimeSettings(decoded.runtime.value, family);
  const parts = [decoded.runtime, decoded.images, decoded.server];
  const broken = parts.find((part) => part !== null && part.failure !== null)?.failure ?? tableOverBuiltInFlag(base, family) ?? otherPluginFailure(config, family);
  if (broken !== null) return { state: "daemon-exit", reason: broken, settings: base };
  const withLegacy = addLegacyRuntimes(base, family, notes);
  const conflict = "kind" in withLegacy ? withLegacy : null;
  const settings = "kind" in withLegacy ? base : withLegacy;
  const cri = {
    runtime: settings,
    images: family.generation === 1 ? settings.plugin : decoded.images?.value ?? null,
    server: family.generation === 1 ? settings.plugin : decoded.server?.value ?? null
  };
  const outcome = await loadParts(config, family, cri, conflict, host, notes);
  const required = requiredFailure(config, family, outcome.failed, notes);
  if (required !== null) return { state: "daemon-exit", reason: required, settings };
  return { state: outcome.state, reason: outcome.reason, settings };
}
async function loadParts(config, family, cri, conflict, host, notes) {
  const failed = /* @__PURE__ */ new Set();
  const disabled = disabledBy(config, family, criIds.grpc);
  const dependency = disabledDependency(config, family, cri);
  const withoutDependency = dependency === null ? null : cutOff(dependency.entry, dependency.id);
  if (family.generation === 1) {
    if (disabled !== null) return { state: "cri-disabled", reason: cutOff(disabled, criIds.grpc), failed };
    const failure = conflict ?? await runtimeFailure(cri, family, host, notes) ?? imagesFailure(cri, family) ?? serverFailure(cri, family) ?? withoutDependency;
    if (failure === null) return { state: "ok", reason: null, failed };
    return { state: "cri-failed", reason: failure, failed: failed.add(criIds.grpc) };
  }
  const runtimeOff = disabledBy(config, family, criIds.runtime);
  const imagesOff = disabledBy(config, family, criIds.images);
  const runtime = runtimeOff === null ? await runtimeFailure(cri, family, host, notes) : null;
  const images = imagesOff === null ? imagesFailure(cri, family) : null;
  if (runtime !== null) failed.add(criIds.runtime);
  if (images !== null) failed.add(criIds.images);
  if (disabled !== null) return { state: "cri-disabled", reason: cutOff(disabled, criIds.grpc), failed };
  const reason = (runtimeOff === null ? runtime : cutOff(runtimeOff, criIds.runtime)) ?? (imagesOff === null ? images : cutOff(imagesOff, criIds.images)) ?? serverFailure(cri, family) ?? withoutDependency;
  if (reason === null) return { state: "ok", reason: null, failed };
  return { state: "cri-failed", reason, failed: failed.add(criIds.grpc) };
}
function cutOff(entry2, id) {
  return note("cri-disabled", entry2.location, { id });
}

// src/containerd/plugins/origins.ts
function originOf(handler, decision2, context) {
  if (decision2.line !== null) return { by: "line", location: decision2.line };
  if (decision2.driver === "no-runtime-type" || decision2.driver === "opaque") {
    return { by: "default", nearest: nearestTo(handler, false, context), missing: "runtime_type" };
  }
  return { by: "default", nearest: nearestTo(handler, true, context), missing: `${flagField} = true` };
}
function nearestTo(handler, inOptions, context) {
  const { config, family, documents, settings } = context;
  if (inOptions && handler.options !== null && !isBuiltIn(handler.options.location)) return handler.options.location;
  if (handler.definition !== null) return handler.definition;
  const containerd = settings.containerd?.tables.at(-1) ?? null;
  const runtimes = mapField(settings.containerd, "runtimes")?.tables.at(-1) ?? null;
  if (containerd !== null) return (runtimes?.explicit === true ? runtimes : containerd).location;
  const plugin = config.plugins.get(idIn(config, family, family.generation === 1 ? criIds.grpc : criIds.runtime));
  if (plugin?.value.kind === "table") return plugin.value.location;
  if (config.versionLocation !== null) return config.versionLocation;
  const [main] = documents;
  return main === void 0 ? null : startOfFile(main.file.resolvedPath);
}

// src/containerd/plugins/runtime-config.ts
function answerRuntimeConfig(state, defaultHandler2, decisions, family) {
  if (state !== "ok") return { onSystemdHost: "no-cri", elsewhere: "no-cri", handler: null };
  if (!family.has("answersRuntimeConfig")) {
    return { onSystemdHost: "unimplemented", elsewhere: "unimplemented", handler: null };
  }
  const others = [...decisions.keys()].filter((name) => name !== defaultHandler2).sort(compareBytewise);
  const handler = [defaultHandler2, ...others].find((name) => decisions.get(name)?.answersRuntimeConfig === true);
  const driver = handler === void 0 ? void 0 : decisions.get(handler)?.driver;
  if (handler === void 0 || driver !== "systemd" && driver !== "cgroupfs") {
    return { onSystemdHost: "systemd", elsewhere: "cgroupfs", handler: null };
  }
  return { onSystemdHost: driver, elsewhere: driver, handler };
}

// src/containerd/resolve.ts
async function resolveContainerd(tree, options) {
  const family = withLibrary(familyOf(options.version), options.tomlLibrary);
  const notes = newNotes();
  noteVersion(options.version, family, notes);
  const workingDirectory = options.workingDirectory ?? "/";
  const config = newServerConfig(family);
  const loading = await loadFiles(
    { tree, family, workingDirectory, notes },
    {
      configPath: options.configPath,
      configGiven: options.configGiven,
      onDocument: (document) => addDocument(config, document, family, notes)
    }
  );
  const host = { tree, workingDirectory, cgroups: options.hostCgroups ?? "unknown" };
  const outcome = await start(loading, config, family, host, notes);
  const settings = outcome.settings;
  const decisions = /* @__PURE__ */ new Map();
  const decoded = outcome.state === "ok" || outcome.state === "cri-failed";
  const names2 = decoded ? [...settings.handlers.keys()].sort(compareBytewise) : [];
  for (const name of names2) decisions.set(name, driverOf(settings.handlers.get(name), settings, family));
  const { documents } = loading;
  const context = { config, family, documents, settings };
  const handlers = names2.map((name) => {
    const handler = settings.handlers.get(name);
    const decision2 = decisions.get(name);
    const origin = originOf(handler, decision2, context);
    return { name, type: handler.type, driver: decision2.driver, origin, definition: handler.definition };
  });
  const runtimeConfig = answerRuntimeConfig(outcome.state, settings.defaultName, decisions, family);
  await noticeEverything({
    ...context,
    tree,
    configPath: options.configPath,
    outcome,
    decisions,
    handlers,
    runtimeConfig,
    notes
  });
  return {
    containerdVersion: options.version,
    family: family.name,
    state: outcome.state,
    stateReason: outcome.reason,
    configVersion: documents.length === 0 ? null : config.versionLocation === null ? 1 : config.version,
    files: documents.map((document) => document.file),
    defaultHandler: settings.defaultName,
    handlers,
    runtimeConfig,
    observations: notes.observations,
    doubts: notes.doubts
  };
}
async function start(loading, config, family, host, notes) {
  const failure = loading.failure ?? (loading.stoppedEarly ? null : versionFailure(config, family, notes)) ?? migrateMerged(config, family, notes) ?? timeoutFailure(config);
  if (failure === null) return startCri(config, family, host, notes);
  return { state: "daemon-exit", reason: failure, settings: noSettings(family) };
}
function noSettings(family) {
  return runtimeSettings(null, family);
}
function noteVersion(version, family, notes) {
  const text2 = version.slice(0, 80);
  const { newest, oldest } = checkedVersions;
  if (family.notUnderstood) notes.doubts.push(note("version-not-understood", null, { version: text2 }));
  if (family.newerThanChecked) {
    notes.observations.push(note("newer-than-checked", null, { version: text2, checked: newest }));
  }
  if (family.olderThanChecked) notes.doubts.push(note("older-than-checked", null, { version: text2, checked: oldest }));
}
function withLibrary(family, library) {
  const dialect = library === void 0 ? null : dialectOf(library);
  return dialect === null ? family : { ...family, dialects: [dialect] };
}

// src/systemd/traced-text.ts
var emptyText = { text: "", marks: [] };
function sourceFile(path, bytes) {
  const { text: text2, invalidAt } = decodeUtf8(bytes);
  return { path, text: text2, validUtf8: invalidAt === null, lines: new LineIndex(text2) };
}
function locateRange(file, start2, end) {
  return locate(file.path, file.lines.span(start2, end));
}
function locateText(traced) {
  const first = traced.marks[0];
  if (first === void 0) return null;
  let start2 = first.offset;
  let end = first.offset;
  for (const mark of traced.marks) {
    if (mark.file !== first.file) continue;
    start2 = Math.min(start2, mark.offset);
    end = Math.max(end, mark.offset);
  }
  return locateRange(first.file, start2, end + 1);
}
function slice(traced, start2, end) {
  return { text: traced.text.slice(start2, end), marks: traced.marks.slice(start2, end) };
}
function concat(...parts) {
  return { text: parts.map((part) => part.text).join(""), marks: parts.flatMap((part) => part.marks) };
}
function at(mark, text2) {
  return { text: text2, marks: Array.from({ length: text2.length }, () => mark) };
}

// src/systemd/environment-file.ts
var whitespace = " 	\n\r";
var newline = "\n\r";
var needsEscape = '"\\`$';
function parseEnvironmentFile(file, commentsContinue) {
  const { text: text2 } = file;
  if (text2.includes("\0")) return { ok: false, problem: "nul-byte" };
  const assignments = [];
  const escapedComments = [];
  let state = "before-key";
  let lineStart = 0;
  let key = "";
  let value = "";
  let marks = [];
  let quoted = false;
  let blanksFrom = -1;
  let valueEnd = 0;
  let hash = null;
  const put = (character, offset) => {
    value += character;
    marks.push({ file, offset });
    valueEnd = offset + 1;
  };
  const finish = () => {
    const kept = blanksFrom === -1 ? value.length : blanksFrom;
    const name = withoutTrailingBlanks(key);
    assignments.push({
      name,
      value: { text: value.slice(0, kept), marks: marks.slice(0, kept) },
      location: locateRange(file, lineStart, Math.max(valueEnd, lineStart + 1)),
      validName: /^[A-Za-z_][A-Za-z0-9_]*$/.test(name),
      hash
    });
    state = "before-key";
  };
  for (let at2 = 0; at2 < text2.length; at2 += 1) {
    const character = text2[at2];
    switch (state) {
      case "before-key":
        if (character === "#" || character === ";") state = "comment";
        else if (!whitespace.includes(character)) {
          state = "key";
          key = character;
          lineStart = at2;
        }
        break;
      case "key":
        if (newline.includes(character)) state = "before-key";
        else if (character === "=") {
          state = "before-value";
          value = "";
          marks = [];
          quoted = false;
          blanksFrom = -1;
          valueEnd = at2 + 1;
          hash = null;
        } else key += character;
        break;
      case "before-value":
        if (newline.includes(character)) finish();
        else if (character === "'" || character === '"') {
          state = character === "'" ? "single" : "double";
          quoted = true;
          valueEnd = at2 + 1;
        } else if (character === "\\") {
          state = "value";
          at2 = takeEscaped(text2, at2, put);
        } else if (!whitespace.includes(character)) {
          if (character === "#") hash = hashAt(file, at2, quoted);
          state = "value";
          put(character, at2);
        }
        break;
      case "value":
        if (newline.includes(character)) finish();
        else if (character === "\\") {
          blanksFrom = -1;
          at2 = takeEscaped(text2, at2, put);
        } else {
          if (character === "#" && blanksFrom !== -1) hash ??= hashAt(file, at2, false);
          if (!whitespace.includes(character)) blanksFrom = -1;
          else if (blanksFrom === -1) blanksFrom = value.length;
          const end = valueEnd;
          put(character, at2);
          if (blanksFrom !== -1) valueEnd = end;
        }
        break;
      case "single":
        if (character === "'") {
          state = "before-value";
          valueEnd = at2 + 1;
        } else put(character, at2);
        break;
      case "double":
        if (character === '"') {
          state = "before-value";
          valueEnd = at2 + 1;
        } else if (character === "\\") {
          const next = text2[at2 + 1];
          if (next !== void 0 && needsEscape.includes(next)) put(next, at2);
          else if (next !== void 0 && next !== "\n") {
            put("\\", at2);
            put(next, at2 + 1);
          }
          at2 += 1;
        } else put(character, at2);
        break;
      case "comment":
        if (newline.includes(character)) state = "before-key";
        else if (character === "\\") {
          const next = text2[at2 + 1];
          if (next !== void 0 && newline.includes(next)) {
            escapedComments.push(locateRange(file, at2, at2 + 1));
            if (!commentsContinue) state = "before-key";
          }
          at2 += 1;
        }
        break;
    }
  }
  if (state === "before-value" || state === "value" || state === "single" || state === "double") finish();
  const broken = !file.validUtf8 && assignments.some((one) => `${one.name}${one.value.text}`.includes("�"));
  return broken ? { ok: false, problem: "invalid-utf8" } : { ok: true, assignments, escapedComments };
}
function withoutTrailingBlanks(text2) {
  let end = text2.length;
  while (end > 0 && whitespace.includes(text2[end - 1])) end -= 1;
  return text2.slice(0, end);
}
function takeEscaped(text2, at2, put) {
  const next = text2[at2 + 1];
  if (next !== void 0 && !newline.includes(next)) put(next, at2 + 1);
  return at2 + 1;
}
function hashAt(file, at2, quoted) {
  const end = file.text.slice(at2).search(/[\n\r]/);
  const location = locateRange(file, at2, end === -1 ? file.text.length : at2 + end);
  return { after: quoted ? "quotes" : "text", location };
}

// src/systemd/glob.ts
var mostMatches = 1e3;
function isGlob(path) {
  return /[*?[]/.test(path);
}
async function expandGlob(tree, path) {
  let paths = ["/"];
  for (const part of path.split("/").filter((one) => one !== "")) {
    const next = [];
    const matchesPart = partMatcher(part);
    for (const directory of paths) {
      const base = directory === "/" ? "" : directory;
      if (!isGlob(part)) {
        const plain = part.replace(/\\(.)/g, "$1");
        if ((await tree.lstat(`${base}/${plain}`)).ok) next.push(`${base}/${plain}`);
        continue;
      }
      const listed = await tree.list(directory);
      if (!listed.ok) continue;
      for (const name of listed.names) {
        if (matchesPart(name) && next.length < mostMatches) next.push(`${base}/${name}`);
      }
    }
    paths = next;
  }
  return paths;
}
function partMatcher(pattern) {
  const tests = compile(pattern);
  return (name) => (pattern.startsWith(".") || !name.startsWith(".")) && matches(name, tests);
}
function matches(name, tests) {
  let nameAt = 0;
  let testAt = 0;
  let starAt = -1;
  let starName = 0;
  while (nameAt < name.length) {
    const test = tests[testAt];
    if (test === null) {
      starAt = testAt;
      starName = nameAt;
      testAt += 1;
    } else if (test?.(name[nameAt])) {
      nameAt += 1;
      testAt += 1;
    } else if (starAt !== -1) {
      starName += 1;
      nameAt = starName;
      testAt = starAt + 1;
    } else {
      return false;
    }
  }
  while (tests[testAt] === null) testAt += 1;
  return testAt === tests.length;
}
function compile(pattern) {
  const tests = [];
  const lastClose = pattern.lastIndexOf("]");
  for (let at2 = 0; at2 < pattern.length; at2 += 1) {
    let symbol = pattern[at2];
    const set = symbol === "[" && at2 < lastClose ? readSet(pattern, at2) : null;
    if (symbol === "*") tests.push(null);
    else if (symbol === "?") tests.push(() => true);
    else if (set !== null) {
      tests.push(set.test);
      at2 = set.end;
    } else {
      if (symbol === "\\" && at2 + 1 < pattern.length) {
        at2 += 1;
        symbol = pattern[at2];
      }
      const wanted = symbol;
      tests.push((character) => character === wanted);
    }
  }
  return tests;
}
function readSet(pattern, at2) {
  let index = at2 + 1;
  const negated = pattern[index] === "!" || pattern[index] === "^";
  if (negated) index += 1;
  const ranges2 = [];
  for (let first = true; first || pattern[index] !== "]"; first = false) {
    const low = pattern[index];
    if (low === void 0) return null;
    const high = pattern[index + 1] === "-" && pattern[index + 2] !== "]" ? pattern[index + 2] : void 0;
    ranges2.push([low, high ?? low]);
    index += high === void 0 ? 1 : 3;
  }
  const answers = /* @__PURE__ */ new Map();
  const test = (character) => {
    let answer2 = answers.get(character);
    if (answer2 === void 0) {
      answer2 = ranges2.some(([low, high]) => low <= character && character <= high) !== negated;
      answers.set(character, answer2);
    }
    return answer2;
  };
  return { test, end: index };
}

// src/systemd/environment.ts
var mostFiles = 200;
var longestPath = 4096;
var mostBytes = 15e5;
async function serviceEnvironment(tree, settings, manager, systemdVersion, notes) {
  const variables = new Map(manager.forServices);
  for (const passed of settings.passEnvironment) {
    const variable = manager.forManager.get(passed.name);
    if (variable !== void 0) variables.set(passed.name, variable);
  }
  const fromUnit = /* @__PURE__ */ new Map();
  for (const { name, value, location } of settings.environment) {
    noteOverridden(fromUnit.get(name), { name, value, origin: location }, notes);
    fromUnit.set(name, { name, value, origin: location });
  }
  const fromFiles = /* @__PURE__ */ new Map();
  const filesRead = [];
  let bytesLeft = mostBytes;
  for (const [index, setting] of settings.environmentFiles.entries()) {
    if (index >= mostFiles || bytesLeft < 0) {
      const detail = { path: setting.path, reason: "too-many", problem: "too many environment files" };
      notes.doubt("unreadable", setting.location, detail);
      break;
    }
    const loaded2 = await loadFiles2(tree, setting, systemdVersion, notes);
    if (!loaded2.ok) return { variables, filesRead, refusal: loaded2.refusal };
    filesRead.push(...loaded2.paths);
    bytesLeft -= loaded2.bytes;
    for (const assignment of loaded2.assignments) {
      const variable = { name: assignment.name, value: assignment.value, origin: assignment.location };
      noteOverridden(fromFiles.get(assignment.name), variable, notes);
      fromFiles.set(assignment.name, variable);
    }
  }
  for (const variable of fromUnit.values()) {
    const winner2 = fromFiles.get(variable.name);
    if (winner2 !== void 0 && winner2.value.text !== variable.value.text) {
      notes.observe(
        "environment-nullified-by-file",
        variable.origin,
        { name: variable.name, value: variable.value.text, winner: winner2.value.text },
        winner2.origin === null ? [] : [{ location: winner2.origin, role: "this file wins" }]
      );
    }
  }
  for (const [name, variable] of [...fromUnit, ...fromFiles]) variables.set(name, variable);
  for (const unset of settings.unsetEnvironment) {
    const equals = unset.indexOf("=");
    const name = equals === -1 ? unset : unset.slice(0, equals);
    if (equals === -1 || variables.get(name)?.value.text === unset.slice(equals + 1)) variables.delete(name);
  }
  return { variables, filesRead, refusal: null };
}
async function loadFiles2(tree, setting, systemdVersion, notes) {
  const { path, optional, location } = setting;
  if (path.length > longestPath) {
    const detail = { path: `${path.slice(0, 80)}…`, reason: "too-large", problem: "the path is longer than any" };
    notes.doubt("unreadable", location, detail);
    return { ok: true, paths: [], assignments: [], bytes: 0 };
  }
  const paths = isGlob(path) ? await expandGlob(tree, path) : [path];
  if (paths.length === 0) return absent(setting, notes);
  const read2 = [];
  let bytes = 0;
  const assignments = [];
  for (const [index, one] of paths.entries()) {
    if (index >= mostFiles) {
      notes.doubt("unreadable", location, { path: one, reason: "too-many", problem: "too many environment files" });
      break;
    }
    const file = await tree.read(one);
    if (!file.ok) {
      const result = unread(setting, file, notes);
      if (!result.ok) return result;
      continue;
    }
    bytes += file.bytes.length;
    if (bytes > mostBytes) {
      const detail = { path: one, reason: "too-large", problem: "too much in environment files" };
      notes.doubt("unreadable", location, detail);
      break;
    }
    const parsed = parseEnvironmentFile(sourceFile(file.entry.path, file.bytes), (systemdVersion ?? 252) < 254);
    if (!parsed.ok) {
      const detail = { path: file.entry.path, problem: parsed.problem, optional };
      const observation = notes.observe("environment-file-invalid", location, detail);
      if (optional) continue;
      return { ok: false, refusal: observation };
    }
    if (systemdVersion === null) {
      for (const place2 of parsed.escapedComments) notes.doubt("comment-continued", place2, { path: file.entry.path });
    }
    read2.push(file.entry.path);
    for (const assignment of parsed.assignments) {
      noteAssignment(assignment, notes);
      if (assignment.validName) assignments.push(assignment);
    }
  }
  return { ok: true, paths: read2, assignments, bytes };
}
function unread(setting, failure, notes) {
  if (failure.reason === "absent") return absent(setting, notes);
  const detail = { path: failure.path, reason: failure.reason, problem: failure.detail };
  if (failure.reason === "not-a-file" || failure.reason === "not-a-directory" || failure.reason === "loop") {
    const observation = notes.observe("environment-file-invalid", setting.location, {
      ...detail,
      optional: setting.optional
    });
    return setting.optional ? { ok: true, paths: [], assignments: [], bytes: 0 } : { ok: false, refusal: observation };
  }
  notes.doubt("unreadable", setting.location, detail);
  return { ok: true, paths: [], assignments: [], bytes: 0 };
}
function absent({ path, optional, location }, notes) {
  if (path.startsWith("/run/") || path.startsWith("/var/run/")) {
    notes.doubt("boot-writes-environment", location, { path, optional });
    return { ok: true, paths: [], assignments: [], bytes: 0 };
  }
  if (optional) {
    notes.observe("optional-environment-file-absent", location, { path });
    return { ok: true, paths: [], assignments: [], bytes: 0 };
  }
  return { ok: false, refusal: notes.observe("environment-file-missing", location, { path }) };
}
function noteAssignment(assignment, notes) {
  const { name, value, location, validName, hash } = assignment;
  const exported = /^export\s+(.*)$/.exec(name)?.[1];
  if (exported !== void 0)
    notes.observe("export-in-environment-file", location, { name: exported, value: value.text });
  else if (!validName) notes.observe("invalid-name-in-environment-file", location, { name });
  if (validName && hash !== null) {
    const kind = hash.after === "quotes" ? "comment-after-quoted-value" : "comment-in-unquoted-value";
    notes.observe(kind, hash.location, { name, value: value.text });
  }
}
function noteOverridden(loser, winner2, notes) {
  if (loser === void 0 || loser.value.text === winner2.value.text) return;
  notes.observe(
    "environment-overridden",
    loser.origin,
    { name: loser.name, value: loser.value.text, winner: winner2.value.text },
    winner2.origin === null ? [] : [{ location: winner2.origin, role: "this later one wins" }]
  );
}
async function noteUnreadFiles(tree, stem, filesRead, notes) {
  for (const path of [`/etc/default/${stem}`, `/etc/sysconfig/${stem}`]) {
    const file = await tree.read(path);
    if (!file.ok || filesRead.includes(file.entry.path)) continue;
    const parsed = parseEnvironmentFile(sourceFile(file.entry.path, file.bytes), true);
    const set = parsed.ok ? parsed.assignments.filter((one) => one.value.text !== "") : [];
    if (set.length === 0) continue;
    notes.observe("environment-file-not-named", set[0]?.location ?? startOfFile(path), {
      path: file.entry.path,
      names: set.map((one) => one.name).join(","),
      mentionsDriver: set.some((one) => /cgroup[-_]driver/i.test(one.value.text))
    });
  }
}

// src/systemd/c-escape.ts
var single2 = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'",
  s: " "
};
function decodeEscape(text2, position) {
  const first = text2[position];
  if (first === void 0) return null;
  const plain = single2[first];
  if (plain !== void 0) return { decoded: plain, length: 1 };
  if (first === "x") return numbered(text2, position + 1, /^[0-9a-fA-F]{2}/, 16, 1);
  if (first === "u") return numbered(text2, position + 1, /^[0-9a-fA-F]{4}/, 16, 1);
  if (first === "U") return numbered(text2, position + 1, /^[0-9a-fA-F]{8}/, 16, 1);
  const octal = numbered(text2, position, /^[0-7]{3}/, 8, 0);
  return octal !== null && octal.decoded.charCodeAt(0) <= 255 ? octal : null;
}
function numbered(text2, position, digits, base, before) {
  const found = digits.exec(text2.slice(position, position + 8))?.[0];
  if (found === void 0) return null;
  const code = Number.parseInt(found, base);
  if (code === 0 || code > 1114111 || code >= 55296 && code <= 57343) return null;
  return { decoded: String.fromCodePoint(code), length: before + found.length };
}

// src/systemd/words.ts
var whitespace2 = " 	\n\r";
function extractWord(text2, position, rules2) {
  const strict = scan(text2, position, rules2, false);
  if (strict !== "invalid") return { ok: true, word: strict };
  if (rules2.escapes !== "lenient") return { ok: false };
  const lenient = scan(text2, position, rules2, true);
  return lenient === "invalid" ? { ok: false } : { ok: true, word: lenient };
}
function splitWords(text2, rules2) {
  const words = [];
  let position = 0;
  for (; ; ) {
    const result = extractWord(text2, position, rules2);
    if (!result.ok) return { words, broken: true };
    if (result.word === null) return { words, broken: false };
    words.push(result.word);
    position = result.word.next;
  }
}
function skipBlanks(text2, position) {
  let at2 = position;
  while (at2 < text2.length && whitespace2.includes(text2[at2])) at2 += 1;
  return at2;
}
function isBlank(character) {
  return character !== void 0 && whitespace2.includes(character);
}
function scan(source, position, rules2, keepUnknown) {
  const { text: text2, marks } = source;
  const start2 = skipBlanks(text2, position);
  if (start2 >= text2.length) return null;
  let out = "";
  const outMarks = [];
  const put = (characters, from) => {
    out += characters;
    for (let count = 0; count < characters.length; count += 1) outMarks.push(marks[from]);
  };
  let quote = "";
  let quotedInside = false;
  let at2 = start2;
  while (at2 < text2.length) {
    const character = text2[at2];
    if (character === "\\") {
      const length = takeEscape(text2, at2, rules2, keepUnknown, quote, put);
      if (length === "invalid") return "invalid";
      at2 += length;
    } else if (quote !== "") {
      if (character === quote) {
        quote = "";
        if (at2 + 1 < text2.length && !isBlank(text2[at2 + 1])) quotedInside = true;
      } else put(character, at2);
      at2 += 1;
    } else if (character === '"' || character === "'") {
      quote = character;
      if (at2 > start2) quotedInside = true;
      at2 += 1;
    } else if (isBlank(character)) {
      break;
    } else {
      put(character, at2);
      at2 += 1;
    }
  }
  if (quote !== "" && !rules2.relaxed) return "invalid";
  const next = skipBlanks(text2, at2);
  return { text: out, marks: outMarks, start: start2, end: at2, next, quotedInside };
}
function takeEscape(text2, at2, rules2, keepUnknown, quote, put) {
  const next = text2[at2 + 1];
  if (next === void 0) {
    if (keepUnknown && quote === "") {
      put("\\", at2);
      return 1;
    }
    return rules2.relaxed ? 1 : "invalid";
  }
  if (rules2.escapes === "none") {
    put(next, at2 + 1);
    return 2;
  }
  const decoded = decodeEscape(text2, at2 + 1);
  if (decoded !== null) {
    put(decoded.decoded, at2);
    return 1 + decoded.length;
  }
  if (!keepUnknown) return "invalid";
  put(`\\${next}`, at2);
  return 2;
}

// src/systemd/expand-variables.ts
var longestShown = 200;
var longestArgument = 131072;
var longestCommand = 2097152;
function expandVariables(command, environment) {
  const uses2 = [];
  const expanded = [];
  let length = 0;
  for (const word of command.words) {
    const next = command.expandsVariables ? expandWord(word, environment, uses2) : [literal(word)];
    if (next === "too-long") return { arguments: [], uses: uses2, tooLong: true };
    for (const argument of next) length += argument.text.length;
    if (length > longestCommand) return { arguments: [], uses: uses2, tooLong: true };
    expanded.push(...next);
  }
  return { arguments: command.namesItself ? expanded.slice(1) : expanded, uses: uses2, tooLong: false };
}
function expandWord(word, environment, uses2) {
  const { text: text2 } = word.value;
  if (text2.startsWith("$") && text2[1] !== "{" && text2[1] !== "$") {
    const name = text2.slice(1);
    uses2.push({ name, form: "word", location: word.location, word: text2.slice(0, longestShown) });
    const variable = environment.get(name);
    if (variable === void 0) return [];
    return splitWords(variable.value, { escapes: "none", relaxed: true }).words.map((part) => ({
      text: part.text,
      origins: distinct2([locateText(part) ?? variable.origin, word.location])
    }));
  }
  const replaced2 = replaceParts(word, environment, uses2);
  return replaced2 === "too-long" ? replaced2 : [replaced2];
}
function replaceParts(word, environment, uses2) {
  const { text: text2 } = word.value;
  if (!text2.includes("$")) return literal(word);
  const parts = [];
  const origins = [];
  let length = 0;
  let from = 0;
  let at2 = text2.indexOf("$");
  while (at2 !== -1) {
    const next = text2[at2 + 1];
    if (next === "{") {
      const end = firstOf(text2, "}:", at2 + 2);
      if (end !== -1 && text2[end] === "}") {
        const name2 = text2.slice(at2 + 2, end);
        uses2.push({ name: name2, form: "part", location: word.location, word: text2.slice(0, longestShown) });
        const variable = environment.get(name2);
        parts.push(slice(word.value, from, at2), variable?.value ?? emptyText);
        length += variable?.value.text.length ?? 0;
        if (length > longestArgument) return "too-long";
        if (variable !== void 0) origins.push(locateText(variable.value) ?? variable.origin);
        from = end + 1;
        at2 = text2.indexOf("$", from);
        continue;
      }
      if (end === -1) break;
      parts.push(slice(word.value, from, at2));
      from = at2;
      at2 = text2.indexOf("$", end + 1);
      continue;
    }
    if (next === "$") {
      parts.push(slice(word.value, from, at2 + 1));
      from = at2 + 2;
      at2 = text2.indexOf("$", from);
      continue;
    }
    const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(text2.slice(at2 + 1))?.[0];
    if (name !== void 0)
      uses2.push({ name, form: "literal", location: word.location, word: text2.slice(0, longestShown) });
    at2 = text2.indexOf("$", at2 + 2);
  }
  parts.push(slice(word.value, from));
  return { text: concat(...parts).text, origins: distinct2([...origins, word.location]) };
}
function literal(word) {
  return { text: word.value.text, origins: [word.location] };
}
function firstOf(text2, characters, from) {
  for (let at2 = from; at2 < text2.length; at2 += 1) if (characters.includes(text2[at2])) return at2;
  return -1;
}
function distinct2(locations) {
  const byPlace = /* @__PURE__ */ new Map();
  for (const location of locations) {
    const key = JSON.stringify(location);
    if (location !== null && !byPlace.has(key)) byPlace.set(key, location);
  }
  return [...byPlace.values()];
}

// src/systemd/mask.ts
async function isMask(tree, path) {
  let at2 = path;
  for (let hop = 0; hop < 40; hop += 1) {
    const entry2 = await tree.lstat(at2);
    if (!entry2.ok) return at2 === "/dev/null";
    if (entry2.entry.kind === "other") return true;
    if (entry2.entry.kind === "file") return entry2.entry.size === 0;
    const target = entry2.entry.linkTarget;
    if (target === null) return false;
    at2 = target.startsWith("/") ? target : `${entry2.entry.path.slice(0, entry2.entry.path.lastIndexOf("/"))}/${target}`;
    if (plainPath(at2) === "/dev/null") return true;
  }
  return false;
}
function plainPath(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

// src/systemd/unit-name.ts
var longestName = 255;
function parseServiceName(name) {
  if (name.length > longestName) return null;
  const match = /^([A-Za-z0-9:\-_.\\]+)(?:@([A-Za-z0-9:\-_.\\@]*))?\.service$/.exec(name);
  if (match === null) return null;
  return { full: name, prefix: match[1], instance: match[2] ?? null, type: "service" };
}
function templateOf(name) {
  return `${name.prefix}@.${name.type}`;
}
function withInstance(template, instance) {
  return `${template.prefix}@${instance}.${template.type}`;
}
function dropInNames(name) {
  const names2 = [name.full];
  if (name.instance) names2.push(...dropInNames({ ...name, full: templateOf(name), instance: "" }));
  const shorter = shorterPrefix(name.prefix);
  if (shorter !== null) {
    const full = name.instance ? `${shorter}@${name.instance}.${name.type}` : `${shorter}.${name.type}`;
    names2.push(...dropInNames({ ...name, full, prefix: shorter, instance: name.instance || null }));
  }
  return names2;
}
function shorterPrefix(prefix) {
  let dash = prefix.lastIndexOf("-");
  if (dash <= 0) return null;
  if (dash < prefix.length - 1) return prefix.slice(0, dash + 1);
  dash = prefix.slice(0, dash).lastIndexOf("-");
  return dash <= 0 ? null : prefix.slice(0, dash + 1);
}
function lastComponent(prefix) {
  return prefix.slice(prefix.lastIndexOf("-") + 1);
}
function unescapeName(text2) {
  if (/\\(?!x[0-9a-fA-F]{2})/.test(text2)) return null;
  return text2.replace(
    /-|\\x([0-9a-fA-F]{2})/g,
    (_, hex) => hex === void 0 ? "/" : String.fromCharCode(Number.parseInt(hex, 16))
  );
}

// src/systemd/find-drop-ins.ts
async function findDropIns(tree, path, unit, notes) {
  const winners = /* @__PURE__ */ new Map();
  for (const directory of await dropInDirectories(tree, path, unit)) {
    const listed = await tree.list(directory);
    if (!listed.ok) {
      notes.doubt("unreadable", startOfFile(directory), {
        path: directory,
        reason: listed.reason,
        problem: listed.detail
      });
      continue;
    }
    for (const name of listed.names) {
      const full = `${directory}/${name}`;
      if (!name.endsWith(".conf") || name.startsWith(".")) {
        notes.observe("drop-in-not-read", startOfFile(full), { name });
        continue;
      }
      const winner2 = winners.get(name);
      if (winner2 === void 0) winners.set(name, full);
      else await noteShadowed(tree, full, winner2, notes);
    }
  }
  return [...winners.keys()].sort(compareBytewise).map((name) => winners.get(name));
}
async function dropInDirectories(tree, path, unit) {
  const wanted = [];
  for (const name of [unit.name.full, ...unit.aliases]) {
    const parsed = parseServiceName(name);
    if (parsed === null) continue;
    for (const directory of path.directories) {
      for (const variant of dropInNames(parsed)) wanted.push(`${directory}/${variant}.d`);
    }
  }
  for (const directory of path.directories) wanted.push(`${directory}/service.d`);
  const found = [];
  for (const directory of wanted) {
    const entry2 = await tree.stat(directory);
    if (entry2.ok && entry2.entry.kind === "directory" && !found.includes(entry2.entry.path)) found.push(entry2.entry.path);
  }
  return found;
}
async function noteShadowed(tree, loser, winner2, notes) {
  if (await isMask(tree, winner2)) {
    notes.observe("drop-in-masked", startOfFile(winner2), {}, [{ location: startOfFile(loser), role: "hidden by it" }]);
  } else {
    notes.observe("drop-in-shadowed", startOfFile(loser), {}, [
      { location: startOfFile(winner2), role: "read in its place" }
    ]);
  }
}

// src/systemd/load-path.ts
var unitDirectories = [
  "/etc/systemd/system.control",
  "/run/systemd/system.control",
  "/run/systemd/transient",
  "/run/systemd/generator.early",
  "/etc/systemd/system",
  "/etc/systemd/system.attached",
  "/run/systemd/system",
  "/run/systemd/system.attached",
  "/run/systemd/generator",
  "/usr/local/lib/systemd/system",
  "/usr/lib/systemd/system",
  "/lib/systemd/system",
  "/run/systemd/generator.late"
];
var generatorDirectories = [
  "/etc/systemd/system-generators",
  "/usr/local/lib/systemd/system-generators",
  "/usr/lib/systemd/system-generators",
  "/lib/systemd/system-generators"
];
var programDirectories = [
  "/usr/local/sbin",
  "/usr/local/bin",
  "/usr/sbin",
  "/usr/bin",
  "/sbin",
  "/bin"
];

// src/systemd/find-unit.ts
var mostHops = 8;
async function findLoadPath(tree) {
  const directories2 = [];
  for (const directory of unitDirectories) {
    const found = await tree.stat(directory);
    if (found.ok && found.entry.kind === "directory" && !directories2.includes(found.entry.path)) {
      directories2.push(found.entry.path);
    }
  }
  return { directories: directories2 };
}
async function findUnit(tree, path, name, notes) {
  const targets = await mapNames(tree, path, notes);
  const fragmentOf = (wanted) => followNames(targets, wanted);
  let fragment = fragmentOf(name.full);
  if (fragment === null && name.instance) fragment = fragmentOf(templateOf(name));
  noteShadowed2(targets, fragment, notes);
  const main = fragment !== null && mainName(fragment, name) || name;
  const aliases = /* @__PURE__ */ new Set([name.full, ...await aliasesOf(tree, targets, name, fragment)]);
  aliases.delete(main.full);
  const fits2 = [...aliases].filter((alias) => parseServiceName(alias)?.instance === main.instance);
  return { name: main, aliases: fits2.sort(), fragment };
}
async function aliasesOf(tree, targets, name, fragment) {
  const own = fragment === null ? null : baseName(fragment);
  const found = [];
  for (const source of targets.keys()) {
    const file = followNames(targets, source);
    if (file === null) continue;
    const parsed = parseServiceName(source);
    const target = parseServiceName(baseName(file));
    if (parsed === null || target === null) continue;
    const leadsTo = target.instance === "" && parsed.instance ? withInstance(target, parsed.instance) : target.full;
    if (leadsTo !== name.full && leadsTo !== own || await isMask(tree, file)) continue;
    if (parsed.instance !== "" || !name.instance) {
      found.push(source);
      continue;
    }
    const instance = withInstance(parsed, name.instance);
    const elsewhere = followNames(targets, instance);
    if (elsewhere === null || baseName(elsewhere) === own) found.push(instance);
  }
  return found;
}
function baseName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}
async function mapNames(tree, path, notes) {
  const targets = /* @__PURE__ */ new Map();
  for (const directory of path.directories) {
    const listed = await tree.list(directory);
    if (!listed.ok) {
      notes.doubt("unreadable", startOfFile(directory), {
        path: directory,
        reason: listed.reason,
        problem: listed.detail
      });
      continue;
    }
    for (const name of listed.names) {
      if (parseServiceName(name) === null) continue;
      const full = `${directory}/${name}`;
      const seen = targets.get(name);
      if (seen !== void 0) {
        seen.shadowed.push(full);
        continue;
      }
      const entry2 = await tree.lstat(full);
      if (!entry2.ok || entry2.entry.kind === "directory" || entry2.entry.kind === "other") continue;
      const target = entry2.entry.kind === "file" ? full : await aliasTarget(tree, path, directory, name, entry2.entry.linkTarget ?? "");
      if (target !== null) targets.set(name, { target, shadowed: [] });
    }
  }
  return targets;
}
async function aliasTarget(tree, path, directory, name, written) {
  const absolute = written.startsWith("/") ? written : `${directory}/${written}`;
  const slash = absolute.replace(/\/+$/, "").lastIndexOf("/");
  const targetName = absolute.slice(slash + 1).replace(/\/+$/, "");
  const parent = await tree.stat(absolute.slice(0, slash) || "/");
  const resolved = parent.ok ? parent.entry.path : plainPath(absolute.slice(0, slash));
  const inside = [...path.directories, ...unitDirectories].some(
    (one) => resolved === one || resolved.startsWith(`${one}/`)
  );
  if (!inside) return `${directory}/${name}`;
  const source = parseServiceName(name);
  const target = parseServiceName(targetName);
  if (source === null || target === null || name === targetName) return null;
  const sameForm = nameForm(source) === nameForm(target) || nameForm(source) === "instance" && nameForm(target) === "template";
  if (!sameForm) return null;
  return nameForm(target) === "instance" && source.instance !== target.instance ? null : targetName;
}
function nameForm(name) {
  if (name.instance === null) return "plain";
  return name.instance === "" ? "template" : "instance";
}
function followNames(targets, wanted) {
  let name = wanted;
  for (let hop = 0; hop < mostHops; hop += 1) {
    let found = targets.get(name);
    const parsed = parseServiceName(name);
    if (found === void 0 && hop > 0 && parsed?.instance) found = targets.get(templateOf(parsed));
    if (found === void 0) return null;
    if (found.target.startsWith("/")) return found.target;
    name = found.target;
  }
  return null;
}
function mainName(fragment, asked) {
  const own = parseServiceName(baseName(fragment));
  if (own === null) return null;
  if (own.instance !== "") return own;
  return asked.instance ? parseServiceName(withInstance(own, asked.instance)) : own;
}
function noteShadowed2(targets, fragment, notes) {
  if (fragment === null) return;
  const winner2 = { location: startOfFile(fragment), role: "this file counts" };
  for (const entry2 of targets.values()) {
    if (entry2.target !== fragment) continue;
    for (const path of entry2.shadowed) notes.observe("fragment-shadowed", startOfFile(path), { path }, [winner2]);
  }
}

// src/systemd/unit-file.ts
var whitespace3 = " 	\n\r";
var sections = ["Unit", "Service", "Install"];
function parseUnitFile(file) {
  const lines = [];
  let section = null;
  let insideSection = false;
  for (const logical of logicalLines(file)) {
    const { start: start2, end } = stripped(logical.text);
    if (start2 === end) continue;
    const text2 = logical.text.slice(start2, end);
    const place2 = (from2, to2) => locateRange(file, logical.offsets[start2 + from2], logical.offsets[start2 + to2 - 1] + 1);
    const location = place2(0, text2.length);
    if (!file.validUtf8 && text2.includes("�")) {
      lines.push({ type: "fatal", problem: "invalid-utf8", location });
      return lines;
    }
    if (text2.startsWith("[")) {
      if (!text2.endsWith("]")) {
        lines.push({ type: "fatal", problem: "section-header", location });
        return lines;
      }
      section = text2.slice(1, -1);
      insideSection = true;
      continue;
    }
    const equals = text2.indexOf("=");
    if (equals <= 0) {
      if (insideSection && section !== null && sections.includes(section)) lines.push({ type: "malformed", location });
      continue;
    }
    const value = stripped(text2.slice(equals + 1));
    const from = start2 + equals + 1 + value.start;
    const to = start2 + equals + 1 + value.end;
    lines.push({
      type: "assignment",
      section: isKnown(section) ? section : null,
      insideSection,
      sectionName: section,
      key: text2.slice(0, stripped(text2.slice(0, equals)).end),
      value: {
        text: logical.text.slice(from, to),
        marks: logical.offsets.slice(from, to).map((offset) => ({ file, offset }))
      },
      location
    });
  }
  return lines;
}
function isKnown(section) {
  return section !== null && sections.includes(section);
}
function* logicalLines(file) {
  let pieces = [];
  let offsets = [];
  let byteOrderMarkSeen = false;
  for (const [lineStart, end] of physicalLines(file.text)) {
    if (isComment(file.text, lineStart, end)) continue;
    let start2 = lineStart;
    if (!byteOrderMarkSeen && file.text.startsWith("\uFEFF", start2) && start2 < end) {
      byteOrderMarkSeen = true;
      start2 += 1;
    }
    const piece = file.text.slice(start2, end);
    for (let offset = start2; offset < end; offset += 1) offsets.push(offset);
    if (endsInBackslash(piece)) {
      pieces.push(`${piece.slice(0, -1)} `);
      continue;
    }
    yield { text: [...pieces, piece].join(""), offsets };
    pieces = [];
    offsets = [];
  }
  if (pieces.length > 0) yield { text: pieces.join(""), offsets };
}
function* physicalLines(text2) {
  let start2 = 0;
  while (start2 < text2.length) {
    let end = start2;
    while (end < text2.length && !isLineEnd(text2[end])) end += 1;
    yield [start2, end];
    let next = end;
    const seen = /* @__PURE__ */ new Set();
    while (next < text2.length && isLineEnd(text2[next]) && !seen.has(text2[next]) && !seen.has("\0")) {
      seen.add(text2[next]);
      next += 1;
    }
    start2 = next;
  }
}
function isComment(text2, start2, end) {
  let at2 = start2;
  while (at2 < end && whitespace3.includes(text2[at2])) at2 += 1;
  return at2 < end && (text2[at2] === "#" || text2[at2] === ";");
}
function isLineEnd(character) {
  return character === "\n" || character === "\r" || character === "\0";
}
function endsInBackslash(text2) {
  let backslashes = 0;
  while (text2[text2.length - 1 - backslashes] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
function stripped(text2) {
  let start2 = 0;
  let end = text2.length;
  while (start2 < end && whitespace3.includes(text2[start2])) start2 += 1;
  while (end > start2 && whitespace3.includes(text2[end - 1])) end -= 1;
  return { start: start2, end };
}

// src/systemd/manager-environment.ts
var directories = ["/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd", "/lib/systemd"];
async function readManagerEnvironment(tree) {
  const forServices = /* @__PURE__ */ new Map();
  const forManager = /* @__PURE__ */ new Map();
  for (const path of await configurationFiles(tree)) {
    const file = await tree.read(path);
    if (!file.ok) continue;
    for (const line of parseUnitFile(sourceFile(file.entry.path, file.bytes))) {
      if (line.type !== "assignment" || line.sectionName !== "Manager") continue;
      const variables = line.key === "DefaultEnvironment" ? forServices : line.key === "ManagerEnvironment" ? forManager : null;
      if (variables === null) continue;
      if (line.value.text === "") variables.clear();
      for (const word of splitWords(line.value, { escapes: "strict", relaxed: false }).words) {
        const equals = word.text.indexOf("=");
        const name = word.text.slice(0, Math.max(equals, 0));
        if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue;
        const origin = locateText(slice(line.value, word.start, word.end)) ?? line.location;
        variables.set(name, { name, value: slice(word, equals + 1), origin });
      }
    }
  }
  return { forServices, forManager };
}
async function configurationFiles(tree) {
  const main = [];
  const dropIns = /* @__PURE__ */ new Map();
  for (const directory of directories) {
    if (main.length === 0 && (await tree.stat(`${directory}/system.conf`)).ok) main.push(`${directory}/system.conf`);
    const listed = await tree.list(`${directory}/system.conf.d`);
    if (!listed.ok) continue;
    for (const name of listed.names) {
      if (name.endsWith(".conf") && !name.startsWith(".") && !dropIns.has(name)) {
        dropIns.set(name, `${listed.path}/${name}`);
      }
    }
  }
  return [...main, ...[...dropIns.keys()].sort(compareBytewise).map((name) => dropIns.get(name))];
}

// src/text/observation.ts
function observe(kind, location, detail = {}, related = []) {
  return { kind, location, related, detail };
}
var MOST_NOTES = 1e3;
function noteInto(list, common3 = {}) {
  return (kind, location, detail, related) => {
    const observation = observe(kind, location, { ...common3, ...detail }, related);
    if (list.length < MOST_NOTES) list.push(observation);
    return observation;
  };
}

// src/systemd/notes.ts
function notesFor(unit) {
  const observations = [];
  const doubts = [];
  return { observations, doubts, observe: noteInto(observations, { unit }), doubt: noteInto(doubts, { unit }) };
}

// src/systemd/specifiers.ts
var runningSystem = "abHlqmvcrRsD";
function expandSpecifiers(text2, scope) {
  if (!text2.text.includes("%")) return { ok: true, text: text2, unknown: [] };
  const parts = [];
  const unknown2 = [];
  let from = 0;
  for (let index = text2.text.indexOf("%"); index !== -1; index = text2.text.indexOf("%", from)) {
    const letter = text2.text[index + 1];
    parts.push(slice(text2, from, index));
    from = index + 2;
    if (letter === void 0) {
      parts.push(slice(text2, index));
      break;
    }
    const value = letter === "%" ? "%" : lookUp(letter, scope);
    if (value !== void 0) {
      scope.budget -= value.length;
      if (scope.budget < 0) return { ok: false, specifier: `%${letter}` };
      parts.push(at(text2.marks[index], value));
    } else if (runningSystem.includes(letter)) {
      unknown2.push(`%${letter}`);
      parts.push(slice(text2, index, index + 2));
    } else if (/[A-Za-z0-9]/.test(letter)) {
      return { ok: false, specifier: `%${letter}` };
    } else {
      parts.push(slice(text2, index, index + 2));
    }
  }
  parts.push(slice(text2, from));
  return { ok: true, text: concat(...parts), unknown: unknown2 };
}
function lookUp(letter, scope) {
  const { name, fragment, osRelease: osRelease2 } = scope;
  const instance = name.instance ?? "";
  switch (letter) {
    case "n":
      return name.full;
    case "N":
      return name.full.slice(0, -`.${name.type}`.length);
    case "p":
      return name.prefix;
    case "P":
      return unescapeName(name.prefix) ?? void 0;
    case "i":
      return instance;
    case "I":
      return unescapeName(instance) ?? void 0;
    case "j":
      return lastComponent(name.prefix);
    case "J":
      return unescapeName(lastComponent(name.prefix)) ?? void 0;
    case "f": {
      const path = unescapeName(name.instance || name.prefix);
      return path === null ? void 0 : `/${path.replace(/^\/+/, "")}`;
    }
    case "y":
      return fragment;
    case "Y":
      return fragment.slice(0, fragment.lastIndexOf("/")) || "/";
    case "d":
      return `/run/credentials/${name.full}`;
    case "o":
      return osRelease2.get("ID") ?? "linux";
    case "w":
      return osRelease2.get("VERSION_ID") ?? "";
    case "W":
      return osRelease2.get("VARIANT_ID") ?? "";
    case "B":
      return osRelease2.get("BUILD_ID") ?? "";
    case "M":
      return osRelease2.get("IMAGE_ID") ?? "";
    case "A":
      return osRelease2.get("IMAGE_VERSION") ?? "";
    default:
      return systemManager[letter];
  }
}
var systemManager = {
  C: "/var/cache",
  E: "/etc",
  L: "/var/log",
  S: "/var/lib",
  t: "/run",
  T: "/tmp",
  V: "/var/tmp",
  h: "/root",
  u: "root",
  g: "root",
  U: "0",
  G: "0"
};

// src/systemd/exec-line.ts
var rules = { escapes: "lenient", relaxed: false };
function parseExecLine(value, line, scope) {
  const commands = [];
  let position = 0;
  for (; ; ) {
    const first = extractWord(value, position, rules);
    if (!first.ok) return { commands, problem: "unbalanced-quotes", fatal: false };
    if (first.word === null) return { commands, problem: null, fatal: false };
    position = first.word.next;
    if (first.word.text === ";") continue;
    const prefixes = readPrefixes(first.word.text);
    const stopped = (problem) => ({ commands, problem, fatal: !prefixes.mayFail });
    const resolved = expandSpecifiers(slice(first.word, prefixes.length), scope);
    if (!resolved.ok) return stopped("bad-specifier");
    const program = resolved.text.text;
    const wrong = programProblem(program);
    if (wrong !== null) return stopped(wrong);
    const words = [];
    let separated = false;
    while (position < value.text.length) {
      if (value.text[position] === ";" && endsWord(value.text, position + 1)) {
        position = skipBlanks(value.text, position + 1);
        separated = true;
        break;
      }
      if (value.text.startsWith("\\;", position) && endsWord(value.text, position + 2)) {
        words.push(wordAt(slice(value, position + 1, position + 2), value, position, position + 2));
        position = skipBlanks(value.text, position + 2);
        continue;
      }
      const next = extractWord(value, position, rules);
      if (!next.ok) return stopped("unbalanced-quotes");
      if (next.word === null) break;
      const expanded = expandSpecifiers(next.word, scope);
      if (!expanded.ok) return stopped("bad-specifier");
      words.push({
        ...wordAt(expanded.text, value, next.word.start, next.word.end),
        quotedInside: next.word.quotedInside,
        unknownSpecifiers: expanded.unknown
      });
      position = next.word.next;
    }
    if (prefixes.separateName && words.length === 0) return stopped("program-empty");
    commands.push({
      program: simplifyPath(program),
      words,
      namesItself: prefixes.separateName,
      expandsVariables: prefixes.expandsVariables,
      location: line
    });
    if (!separated) return { commands, problem: null, fatal: false };
  }
}
function simplifyPath(path) {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return path.startsWith("/") ? `/${parts.join("/")}` : parts.join("/");
}
function wordAt(text2, line, start2, end) {
  return { value: text2, location: locateText(slice(line, start2, end)), quotedInside: false, unknownSpecifiers: [] };
}
function endsWord(text2, position) {
  return position >= text2.length || isBlank(text2[position]);
}
function readPrefixes(word) {
  let mayFail = false;
  let separateName = false;
  let expandsVariables = true;
  let privileges = "";
  let length = 0;
  for (; ; length += 1) {
    const character = word[length];
    if (character === "-" && !mayFail) mayFail = true;
    else if (character === "@" && !separateName) separateName = true;
    else if (character === ":" && expandsVariables) expandsVariables = false;
    else if (character === "+" && privileges === "") privileges = "+";
    else if (character === "!" && (privileges === "" || privileges === "!"))
      privileges = privileges === "" ? "!" : "!!";
    else return { length, mayFail, separateName, expandsVariables };
  }
}
function programProblem(program) {
  if (program === "") return "program-empty";
  if (/[\x00-\x1f\x7f"'\\]/.test(program)) return "program-not-plain";
  if (program.endsWith("/")) return "program-is-directory";
  if (program.startsWith("/")) return null;
  return program.includes("/") || program === "." || program === ".." ? "program-not-absolute" : null;
}

// src/systemd/program.ts
var mostDirectories = 100;
async function findProgram(tree, program, searchPath) {
  if (program.startsWith("/")) return { path: program, exists: (await tree.stat(program)).ok };
  const directories2 = searchPath.length > 0 ? searchPath.slice(0, mostDirectories) : programDirectories;
  for (const directory of directories2) {
    const path = simplifyPath(`${directory}/${program}`);
    const found = await tree.stat(path);
    if (found.ok && found.entry.kind === "file") return { path, exists: true };
  }
  return { path: program, exists: false };
}

// src/systemd/environment-settings.ts
var strictEscapes = { escapes: "strict", relaxed: false };
function applyEnvironment(settings, value, location, scope, notes) {
  if (value.text === "") {
    if (settings.environment.length > 0) {
      const related = settings.environment.map((item) => ({ location: item.location, role: "emptied by this line" }));
      notes.observe("environment-reset", location, { key: "Environment" }, related);
    }
    settings.environment = [];
    return;
  }
  const { words, broken } = splitWords(value, strictEscapes);
  if (broken) notes.observe("unbalanced-quotes", location, { key: "Environment" });
  for (const word of words) {
    const expanded = expandSpecifiers(word, scope);
    const place2 = locateText(slice(value, word.start, word.end)) ?? location;
    const equals = expanded.ok ? expanded.text.text.indexOf("=") : -1;
    const name = expanded.ok ? expanded.text.text.slice(0, Math.max(equals, 0)) : "";
    if (!expanded.ok || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      notes.observe("invalid-assignment", place2, { item: word.text });
      continue;
    }
    for (const specifier of expanded.unknown) notes.doubt("specifier-unknown", place2, { specifier, word: word.text });
    settings.environment.push({ name, value: slice(expanded.text, equals + 1), location: place2 });
  }
}
function applyEnvironmentFile(settings, value, location, scope, notes) {
  if (value.text === "") {
    if (settings.environmentFiles.length > 0) {
      const related = settings.environmentFiles.map((file) => ({
        location: file.location,
        role: "emptied by this line"
      }));
      notes.observe("environment-reset", location, { key: "EnvironmentFile" }, related);
    }
    settings.environmentFiles = [];
    return;
  }
  const expanded = expandSpecifiers(value, scope);
  const written = expanded.ok ? expanded.text.text : "";
  const optional = written.startsWith("-");
  const path = optional ? written.slice(1) : written;
  if (!expanded.ok || !path.startsWith("/")) {
    notes.observe("invalid-assignment", location, { item: value.text });
    return;
  }
  for (const specifier of expanded.unknown) notes.doubt("specifier-unknown", location, { specifier, word: value.text });
  settings.environmentFiles.push({ path: simplifyPath(path), optional, location });
}

// src/systemd/service-settings.ts
function noSettings2() {
  return {
    type: null,
    commands: [],
    execReset: null,
    environment: [],
    environmentFiles: [],
    passEnvironment: [],
    unsetEnvironment: [],
    workingDirectory: null,
    otherRoot: null,
    searchPath: [],
    hasExecStop: false,
    remainsAfterExit: false,
    hasSuccessAction: false,
    restart: null
  };
}
var serviceKeys = [
  "ExecStart",
  "Environment",
  "EnvironmentFile",
  "PassEnvironment",
  "UnsetEnvironment",
  "WorkingDirectory",
  "Type"
];
function applyLines(settings, lines, scope, notes) {
  for (const line of lines) {
    if (line.type === "fatal") return { problem: line.problem, inExecStart: false, location: line.location };
    if (line.type === "malformed") {
      notes.observe("invalid-line", line.location, {});
      continue;
    }
    if (line.section !== "Service") {
      noteMisplaced(line, notes);
      if (line.section === "Unit" && line.key === "SuccessAction")
        settings.hasSuccessAction = line.value.text !== "none";
      continue;
    }
    const fatal = applyService(settings, line.key, line.value, line.location, scope, notes);
    if (fatal !== null) return fatal;
  }
  return null;
}
function noteMisplaced(line, notes) {
  const detail = { key: line.key, value: line.value.text };
  if (!line.insideSection) notes.observe("assignment-outside-section", line.location, detail);
  else if (serviceKeys.includes(line.key)) {
    notes.observe("assignment-in-wrong-section", line.location, { ...detail, section: line.sectionName });
  }
}
function applyService(settings, key, value, location, scope, notes) {
  const empty = value.text === "";
  switch (key) {
    case "ExecStart":
      return applyExecStart(settings, value, location, scope, notes);
    case "ExecStop":
      settings.hasExecStop = !empty;
      return null;
    case "Type":
      if (serviceTypes.includes(value.text)) settings.type = { name: value.text, location };
      return null;
    case "Restart":
      settings.restart = { name: value.text, location };
      return null;
    case "RemainAfterExit":
      settings.remainsAfterExit = /^(1|yes|y|true|t|on)$/i.test(value.text);
      return null;
    case "Environment":
      applyEnvironment(settings, value, location, scope, notes);
      return null;
    case "EnvironmentFile":
      applyEnvironmentFile(settings, value, location, scope, notes);
      return null;
    case "PassEnvironment": {
      if (empty) settings.passEnvironment = [];
      const { words } = splitWords(value, { escapes: "none", relaxed: false });
      settings.passEnvironment.push(...words.map((word) => ({ name: word.text, location })));
      return null;
    }
    case "UnsetEnvironment":
      if (empty) settings.unsetEnvironment = [];
      settings.unsetEnvironment.push(...splitWords(value, strictEscapes2).words.map((word) => word.text));
      return null;
    case "ExecSearchPath":
      settings.searchPath = empty ? [] : [...settings.searchPath, ...value.text.split(":")];
      return null;
    case "WorkingDirectory":
      return applyWorkingDirectory(settings, value, location, scope);
    case "RootDirectory":
    case "RootImage":
      settings.otherRoot = empty ? null : { value: value.text, location };
      return null;
    default:
      return null;
  }
}
var strictEscapes2 = { escapes: "strict", relaxed: false };
var serviceTypes = [
  "simple",
  "exec",
  "forking",
  "oneshot",
  "dbus",
  "notify",
  "notify-reload",
  "idle"
];
function applyExecStart(settings, value, location, scope, notes) {
  if (value.text === "") {
    settings.commands = [];
    settings.execReset = location;
    return null;
  }
  const parsed = parseExecLine(value, location, scope);
  settings.commands.push(...parsed.commands);
  if (parsed.problem === null) return null;
  if (parsed.fatal) return { problem: parsed.problem, inExecStart: true, location };
  if (parsed.problem === "unbalanced-quotes") notes.observe("unbalanced-quotes", location, { key: "ExecStart" });
  else notes.observe("exec-start-ignored", location, { problem: parsed.problem });
  return null;
}
function applyWorkingDirectory(settings, value, location, scope) {
  if (value.text === "") {
    settings.workingDirectory = null;
    return null;
  }
  const missingOk = value.text.startsWith("-");
  const written = missingOk ? slice(value, 1) : value;
  if (written.text === "~") {
    settings.workingDirectory = "/root";
    return null;
  }
  const expanded = expandSpecifiers(written, scope);
  if (!expanded.ok || !expanded.text.text.startsWith("/")) {
    return missingOk ? null : { problem: "working-directory", inExecStart: false, location };
  }
  settings.workingDirectory = simplifyPath(expanded.text.text);
  return null;
}

// src/systemd/systemd-version.ts
var libraryDirectories = [
  "/usr/lib/systemd",
  "/usr/lib64/systemd",
  "/usr/lib/x86_64-linux-gnu/systemd",
  "/usr/lib/aarch64-linux-gnu/systemd",
  "/lib/systemd"
];
async function findSystemdVersion(tree) {
  for (const directory of libraryDirectories) {
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    for (const name of listed.names) {
      const version = /^libsystemd-shared-(\d+)\D.*so$/.exec(name)?.[1];
      if (version !== void 0) return Number(version);
    }
  }
  return null;
}

// src/systemd/verify-service.ts
var restartsOfOneshot = ["no", "on-failure", "on-abnormal", "on-watchdog", "on-abort"];
function verifyService(settings, fragment, notes) {
  const { commands, hasExecStop, hasSuccessAction, remainsAfterExit, restart } = settings;
  const type = settings.type?.name ?? (commands.length > 0 ? "simple" : "oneshot");
  const first = commands[0];
  if (first === void 0) {
    const allowed = type === "oneshot" && (hasSuccessAction || hasExecStop && remainsAfterExit);
    if (!allowed) return notes.observe("exec-start-missing", settings.execReset ?? startOfFile(fragment));
  }
  const second = commands[1];
  if (type !== "oneshot" && first !== void 0 && second !== void 0) {
    const related = [{ location: first.location, role: "the command that is already there" }];
    return notes.observe("exec-start-without-reset", second.location, { type }, related);
  }
  if (type === "oneshot" && restart !== null && restartNames.includes(restart.name)) {
    if (!restartsOfOneshot.includes(restart.name)) {
      return notes.observe("unit-file-invalid", restart.location, { problem: "restart-of-oneshot" });
    }
  }
  return null;
}
var restartNames = [...restartsOfOneshot, "on-success", "always"];

// src/systemd/resolve-unit.ts
async function resolveUnit(tree, name) {
  const notes = notesFor(name);
  const asked = parseServiceName(name);
  if (asked === null) return refused("not-found", notes.observe("unit-invalid-name", null, { name }), name, notes);
  const path = await findLoadPath(tree);
  const unit = await findUnit(tree, path, asked, notes);
  await noteGenerators(tree, asked, notes);
  if (unit.fragment === null) return await notFound(tree, path, unit, name, notes);
  if (await isMask(tree, unit.fragment)) {
    const entry2 = await tree.lstat(unit.fragment);
    const how = entry2.ok && entry2.entry.kind === "symlink" ? "symlink" : "empty";
    const reason = notes.observe("unit-masked", startOfFile(unit.fragment), { how });
    return { ...refused("masked", reason, name, notes), fragment: unit.fragment };
  }
  const file = await tree.read(unit.fragment);
  if (!file.ok) {
    const detail = { path: unit.fragment, reason: file.reason, problem: file.detail };
    if (file.reason !== "absent") notes.doubt("unreadable", startOfFile(unit.fragment), detail);
    return refused("not-found", notes.observe("unit-unreadable", startOfFile(unit.fragment), detail), name, notes);
  }
  const fragment = file.entry.path;
  noteBelowRun(unit.fragment, notes);
  if (unit.name.instance === "") {
    const reason = notes.observe("unit-template-without-instance", startOfFile(fragment));
    return { ...refused("refused", reason, name, notes), fragment };
  }
  const scope = { name: asked, fragment: unit.fragment, osRelease: await readOsRelease(tree), budget: 4e6 };
  const settings = noSettings2();
  const fatal = applyLines(settings, parseUnitFile(sourceFile(fragment, file.bytes)), scope, notes);
  const dropIns = await applyDropIns(tree, path, unit, settings, { ...scope, name: unit.name }, notes);
  if (fatal !== null) {
    const kind = fatal.inExecStart ? "exec-start-invalid" : "unit-file-invalid";
    const reason = notes.observe(kind, fatal.location, { problem: fatal.problem });
    return { ...refused("refused", reason, name, notes), fragment, dropIns };
  }
  return await loaded(tree, name, fragment, dropIns, settings, scope, notes);
}
async function loaded(tree, name, fragment, dropIns, settings, scope, notes) {
  const manager = await readManagerEnvironment(tree);
  const version = await findSystemdVersion(tree);
  const environment = await serviceEnvironment(tree, settings, manager, version, notes);
  await noteUnreadFiles(tree, scope.name.prefix, environment.filesRead, notes);
  const command = settings.commands[0];
  if (settings.otherRoot !== null) {
    notes.doubt("root-directory", settings.otherRoot.location, { value: settings.otherRoot.value });
  }
  const expanded = command === void 0 ? null : expandVariables(command, environment.variables);
  const tooLong = expanded?.tooLong ? notes.observe("command-too-long", command?.location ?? null) : null;
  const reason = verifyService(settings, fragment, notes) ?? environment.refusal ?? tooLong;
  if (command !== void 0 && expanded !== null) {
    noteUses(expanded.uses, environment, settings, notes);
    noteWords(command, version, notes);
  }
  const found = command === void 0 ? null : await findProgram(tree, command.program, settings.searchPath);
  if (command !== void 0 && found?.exists === false) {
    notes.observe("program-missing", command.location, { program: command.program });
  }
  return {
    name,
    state: reason === null ? "loaded" : "refused",
    reason,
    fragment,
    dropIns,
    command: reason === null && expanded !== null && found !== null ? { program: found.path, arguments: expanded.arguments, location: command.location } : null,
    workingDirectory: settings.workingDirectory,
    environment: [...environment.variables.values()].map(({ name: key, value, origin }) => ({
      name: key,
      value: value.text,
      origin
    })),
    variablesUsed: namesOf(expanded?.uses ?? [], ["word", "part"]),
    variablesAsWords: namesOf(expanded?.uses ?? [], ["word"]),
    environmentFiles: environment.filesRead,
    observations: notes.observations,
    doubts: notes.doubts
  };
}
function namesOf(uses2, forms) {
  return [...new Set(uses2.filter((use) => forms.includes(use.form)).map((use) => use.name))];
}
var mostDropIns = 500;
async function applyDropIns(tree, path, unit, settings, scope, notes) {
  const applied = [];
  for (const [index, dropIn] of (await findDropIns(tree, path, unit, notes)).entries()) {
    if (index >= mostDropIns) {
      notes.doubt("unreadable", startOfFile(dropIn), {
        path: dropIn,
        reason: "too-many",
        problem: "too many drop-ins"
      });
      break;
    }
    const file = await tree.read(dropIn);
    if (!file.ok) {
      if (file.reason === "too-large" || file.reason === "unreadable") {
        notes.doubt("unreadable", startOfFile(dropIn), { path: dropIn, reason: file.reason, problem: file.detail });
      }
      continue;
    }
    noteBelowRun(dropIn, notes);
    applied.push(file.entry.path);
    const fatal = applyLines(settings, parseUnitFile(sourceFile(file.entry.path, file.bytes)), scope, notes);
    if (fatal !== null) notes.observe("drop-in-cut-off", fatal.location, { problem: fatal.problem });
  }
  return applied;
}
async function notFound(tree, path, unit, name, notes) {
  const dropIns = await findDropIns(tree, path, unit, notes);
  const own = dropIns.find((dropIn) => !dropIn.includes("/service.d/"));
  const reason = own === void 0 ? notes.observe("unit-not-found", null) : notes.observe("unit-not-found-only-drop-ins", startOfFile(own), { path: own });
  return { ...refused("not-found", reason, name, notes), dropIns: own === void 0 ? [] : dropIns };
}
function refused(state, reason, name, notes) {
  return {
    name,
    state,
    reason,
    fragment: null,
    dropIns: [],
    command: null,
    workingDirectory: null,
    environment: [],
    variablesUsed: [],
    variablesAsWords: [],
    environmentFiles: [],
    observations: notes.observations,
    doubts: notes.doubts
  };
}
var givenByManager = /^(PATH|LANG|LC_\w+|HOME|USER|LOGNAME|SHELL|TERM|INVOCATION_ID|JOURNAL_STREAM|NOTIFY_SOCKET|SYSTEMD_EXEC_PID|MAINPID|MANAGERPID|CREDENTIALS_DIRECTORY|(RUNTIME|STATE|CACHE|LOGS|CONFIGURATION)_DIRECTORY|WATCHDOG_(PID|USEC)|LISTEN_(PID|FDS|FDNAMES))$/;
function noteUses(uses2, environment, settings, notes) {
  for (const { name, form, location, word } of uses2) {
    if (form === "literal") {
      notes.observe("variable-inside-word", location, { word, name });
    } else if (!environment.variables.has(name)) {
      const passed = settings.passEnvironment.some((one) => one.name === name);
      if (passed || givenByManager.test(name)) notes.doubt("inherited-environment", location, { name });
      else notes.observe("variable-unset", location, { name });
    }
  }
}
function noteWords(command, version, notes) {
  for (const { value, location, quotedInside, unknownSpecifiers } of command.words) {
    for (const specifier of unknownSpecifiers) {
      notes.doubt("specifier-unknown", location, { specifier, word: value.text });
    }
    if (quotedInside && version !== null && version < 220) {
      notes.doubt("quoting-differs-by-version", location, { word: value.text });
    }
  }
}
async function noteGenerators(tree, name, notes) {
  for (const directory of generatorDirectories) {
    const listed = await tree.list(directory);
    if (!listed.ok || listed.path !== directory) continue;
    for (const program of listed.names) {
      if (program.includes(name.prefix)) notes.doubt("generator-may-decide", startOfFile(`${directory}/${program}`));
    }
  }
}
function noteBelowRun(path, notes) {
  if (path.startsWith("/run/")) notes.doubt("unit-below-run", startOfFile(path), { path });
}
async function readOsRelease(tree) {
  for (const path of ["/etc/os-release", "/usr/lib/os-release"]) {
    const file = await tree.read(path);
    if (!file.ok) continue;
    const parsed = parseEnvironmentFile(sourceFile(file.entry.path, file.bytes), true);
    if (parsed.ok) return new Map(parsed.assignments.map((one) => [one.name, one.value.text]));
  }
  return /* @__PURE__ */ new Map();
}

// src/kubelet/known-flags.ts
var booleans = `
add-dir-header allow-privileged allow-verification-with-non-compliant-keys alsologtostderr anonymous-auth
authentication-token-webhook cgroups-per-qos containerized contention-profiling cpu-cfs-quota disable-root-cgroup-stats
docker-only docker-tls enable-cadvisor-json-endpoints enable-controller-attach-detach enable-custom-metrics
enable-debugging-handlers enable-load-reader enable-profiling-handler enable-server
exit-on-lock-contention experimental-allocatable-ignore-eviction experimental-check-node-capabilities-before-mount
experimental-dockershim experimental-fail-swap-on experimental-kernel-memcg-notification
fail-cgroupv1 fail-swap-on force-keyring-registration help keep-terminated-pod-volumes kernel-memcg-notification
local-storage-capacity-isolation log-cadvisor-usage log-json-split-stream log-text-split-stream logtostderr
make-iptables-util-chains non-masquerade-cidr-enabled one-output profiling protect-kernel-defaults
really-crash-for-testing redirect-container-streaming register-node register-schedulable require-kubeconfig
rotate-certificates rotate-server-certificates runonce seccomp-default serialize-image-pulls skip-headers skip-log-headers
storage-driver-secure version
`;
var withValue = `
address allowed-unsafe-sysctls api-servers application-metrics-count-limit auth-path
authentication-token-webhook-cache-ttl authorization-mode authorization-webhook-cache-authorized-ttl
authorization-webhook-cache-unauthorized-ttl azure-container-registry-config boot-id-file bootstrap-checkpoint-path
bootstrap-kubeconfig cadvisor-port cert-dir cgroup-driver cgroup-root chaos-chance client-ca-file cloud-config
cloud-provider cluster-dns cluster-domain cni-bin-dir cni-cache-dir cni-conf-dir config config-dir configure-cbr0
container-hints container-log-max-files container-log-max-size container-runtime container-runtime-endpoint
containerd containerd-namespace cpu-cfs-quota-period cpu-manager-policy cpu-manager-policy-options
cpu-manager-reconcile-period default-not-ready-toleration-seconds default-unreachable-toleration-seconds docker
docker-endpoint docker-env-metadata-whitelist docker-exec-handler docker-root docker-tls-ca docker-tls-cert
docker-tls-key dynamic-config-dir enforce-node-allocatable event-burst event-qps event-storage-age-limit
event-storage-event-limit eviction-hard eviction-max-pod-grace-period eviction-minimum-reclaim
eviction-pressure-transition-period eviction-soft eviction-soft-grace-period exec-handler
experimental-bootstrap-kubeconfig experimental-mounter-path experimental-qos-reserved feature-gates
file-check-frequency global-housekeeping-interval google-json-key hairpin-mode healthz-bind-address healthz-port
host-ipc-sources host-network-sources host-pid-sources hostname-override housekeeping-interval http-check-frequency
image-credential-provider-bin-dir image-credential-provider-config image-gc-high-threshold image-gc-low-threshold
image-pull-progress-deadline image-service-endpoint init-config-dir iptables-drop-bit iptables-masquerade-bit
kube-api-burst kube-api-content-type kube-api-qps kube-reserved kube-reserved-cgroup kubeconfig kubelet-cgroups
lock-file log-backtrace-at log-dir log-file log-file-max-size log-flush-frequency log-json-info-buffer-size
log-text-info-buffer-size logging-format low-diskspace-threshold-mb machine-id-file manifest-url manifest-url-header
master-service-namespace max-open-files max-pods maximum-dead-containers maximum-dead-containers-per-container
memory-manager-policy minimum-container-ttl-duration minimum-image-ttl-duration network-plugin network-plugin-dir
network-plugin-mtu node-ip node-labels node-status-max-images node-status-update-frequency non-masquerade-cidr
oom-score-adj outofdisk-transition-frequency pod-cidr pod-infra-container-image pod-manifest-path pod-max-pids
pods-per-core port provider-id qos-reserved read-only-port reconcile-cidr register-with-taints registry-burst
registry-qps reserved-cpus reserved-memory resolv-conf resource-container rkt-api-endpoint rkt-path rkt-stage1-image
root-dir runtime-cgroups runtime-integrity-handler runtime-request-timeout seccomp-profile-root stderrthreshold
storage-driver-buffer-duration storage-driver-db storage-driver-host storage-driver-password storage-driver-table
storage-driver-user streaming-connection-idle-timeout sync-frequency system-cgroups system-container system-reserved
system-reserved-cgroup tls-cert-file tls-cipher-suites tls-min-version tls-private-key-file topology-manager-policy
topology-manager-policy-options topology-manager-scope v vmodule volume-plugin-dir volume-stats-agg-period
`;
var booleanFlags = new Set(names(booleans));
var valueFlags = new Set(names(withValue));
function flagForm(name) {
  if (booleanFlags.has(name)) return "boolean";
  return valueFlags.has(name) ? "value" : null;
}
var shorthands = { h: "help", v: "v" };
var flagLifetimes = {
  "config-dir": { since: 28, until: null },
  "container-runtime": { since: null, until: 26 },
  "network-plugin": { since: null, until: 23 },
  "cni-bin-dir": { since: null, until: 23 },
  "cni-conf-dir": { since: null, until: 23 },
  "dynamic-config-dir": { since: null, until: 23 },
  "allow-privileged": { since: null, until: 14 }
};
function names(text2) {
  return text2.split(/\s+/).filter((name) => name !== "");
}

// src/kubelet/command-line.ts
function parseCommandLine(arguments_, notes) {
  const flags = [];
  let word = null;
  let index = 0;
  while (index < arguments_.length) {
    const argument = arguments_[index];
    const { text: text2 } = argument;
    index += 1;
    if (text2 === "--") {
      word ??= arguments_[index] ?? null;
      break;
    }
    if (!text2.startsWith("-") || text2 === "-") {
      word ??= argument;
      continue;
    }
    const parsed = text2.startsWith("--") ? parseLong(argument, arguments_[index]) : parseShort(argument, arguments_[index]);
    if ("refusal" in parsed) {
      const { kind, detail } = parsed.refusal;
      return { flags, refusal: notes.refuse(kind, place(argument), detail) };
    }
    flags.push(parsed.flag);
    if (parsed.known === null) notes.observe("unknown-flag", place(argument), { flag: `--${parsed.flag.name}` });
    if (parsed.taken && arguments_[index].text.startsWith("-")) {
      notes.observe("swallowed-argument", place(arguments_[index]), {
        flag: `--${parsed.flag.name}`,
        value: parsed.flag.value
      });
    }
    if (parsed.taken) index += 1;
    if (parsed.known === "boolean" && parsed.flag.name !== "version" && !isBoolean(parsed.flag.value)) {
      const detail = { flag: `--${parsed.flag.name}`, value: parsed.flag.value };
      return { flags, refusal: notes.refuse("flag-value-invalid", place(argument), detail) };
    }
  }
  const refusal = word === null ? null : notes.refuse("bare-word", place(word), { word: word.text });
  return { flags, refusal };
}
function lastUse(flags, name) {
  return flags.findLast((flag) => flag.name === name) ?? null;
}
function isBoolean(text2) {
  return /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text2);
}
function isTrue(text2) {
  return /^(1|t|T|TRUE|true|True)$/.test(text2);
}
function parseLong(argument, next) {
  const written = argument.text.slice(2);
  if (written.startsWith("-") || written.startsWith("=")) {
    return { refusal: { kind: "flag-syntax", detail: { word: argument.text } } };
  }
  const equals = written.indexOf("=");
  const name = (equals === -1 ? written : written.slice(0, equals)).replaceAll("_", "-");
  const known = flagForm(name);
  const flagLocation = place(argument);
  if (equals !== -1) {
    const value = written.slice(equals + 1);
    return { flag: { name, value, location: valuePlace(argument, value), flagLocation }, taken: false, known };
  }
  if (known === "boolean" || known === null && (next === void 0 || next.text.startsWith("-"))) {
    return { flag: { name, value: "true", location: flagLocation, flagLocation }, taken: false, known };
  }
  if (next === void 0) return { refusal: { kind: "flag-needs-value", detail: { flag: `--${name}` } } };
  return { flag: { name, value: next.text, location: place(next), flagLocation }, taken: true, known };
}
function parseShort(argument, next) {
  const letter = argument.text[1];
  const name = shorthands[letter];
  if (name === void 0) return { refusal: { kind: "flag-syntax", detail: { word: argument.text } } };
  const flagLocation = place(argument);
  const rest = argument.text.slice(2);
  const known = flagForm(name);
  if (rest.startsWith("=")) {
    const value = rest.slice(1);
    return { flag: { name, value, location: valuePlace(argument, value), flagLocation }, taken: false, known };
  }
  if (known === "boolean") {
    return { flag: { name, value: "true", location: flagLocation, flagLocation }, taken: false, known };
  }
  if (rest !== "") return { flag: { name, value: rest, location: flagLocation, flagLocation }, taken: false, known };
  if (next === void 0) return { refusal: { kind: "flag-needs-value", detail: { flag: `-${letter}` } } };
  return { flag: { name, value: next.text, location: place(next), flagLocation }, taken: true, known };
}
function place(argument) {
  return argument.origins[0] ?? null;
}
function valuePlace(argument, value) {
  const whole = place(argument);
  if (whole === null || whole.startLine !== whole.endLine || value === "") return whole;
  if (whole.endColumn - whole.startColumn !== argument.text.length) return whole;
  return { ...whole, startColumn: whole.endColumn - value.length };
}

// src/kubelet/config-document.ts
var largestConfig = 256 * 1024;
function readConfigDocuments(path, bytes) {
  const { text: text2, invalidAt } = decodeUtf8(bytes);
  const lines = new LineIndex(text2);
  const templated = ["{{", "{%", "<%"].some((brace) => text2.includes(brace));
  const failure = (problem, offset) => ({
    ok: false,
    problem,
    location: locate(path, lines.span(offset, offset + 1)),
    templated
  });
  if (invalidAt !== null) return failure("it is not UTF-8", invalidAt);
  const documents = [];
  for (const document of parseYamlDocuments(text2)) {
    const problem = document.problems[0];
    if (problem !== void 0 && document.value === null) return failure(problem.message, problem.span.start.offset);
    const span = document.locate([]) ?? lines.span(0, 0);
    const reader = { document, path, text: text2, braces: [] };
    const root = document.value === null ? null : convert(reader, document.value, []);
    if (reader.braces[0] !== void 0) return failure("a map cannot be the key of a map", reader.braces[0]);
    documents.push({
      root,
      location: locate(path, span),
      repeated: document.problems.map((repeated) => locate(path, repeated.span))
    });
  }
  return { ok: true, documents };
}
function field(value, key) {
  if (value?.type !== "map") return null;
  return value.entries.find((entry2) => entry2.key === key) ?? null;
}
function text(value) {
  return value?.type === "scalar" && typeof value.value === "string" ? value.value : null;
}
function isPlaceholder(written) {
  return /\{\{|\{%|<%|\$\{|\$[A-Z(]|^__.*__$|^@@?.*@@?$|^<[^>]*>$|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(written.trim());
}
function convert(reader, value, path) {
  const span = reader.document.locate(path);
  const location = locate(reader.path, span);
  if (Array.isArray(value)) {
    return { type: "list", items: value.map((item, index) => convert(reader, item, [...path, index])), location };
  }
  const written = reader.text.slice(span.start.offset, span.end.offset);
  if (typeof value === "object" && value !== null && !written.startsWith("{{")) {
    const entries = Object.entries(value).map(([key, item]) => {
      const keySpan = reader.document.locateKey([...path, key]) ?? span;
      return { key, keyLocation: locate(reader.path, keySpan), value: convert(reader, item, [...path, key]) };
    });
    return { type: "map", entries, location };
  }
  if (typeof value !== "object" || value === null) {
    return { type: "scalar", value, written, location };
  }
  reader.braces.push(span.start.offset);
  return { type: "scalar", value: written, written, location };
}

// src/kubelet/setting-line.ts
var longestLine = 1e3;
function findDriverLine(path, bytes) {
  return findLine(path, bytes, /^(\s*"?cgroupDriver"?\s*:\s*)(["']?)([^"'#,\r]+?)\2\s*,?\s*(#.*)?$/);
}
function findArgumentLine(path, bytes) {
  return findLine(path, bytes, /^(\s*cgroup[-_]driver\s*:\s*)(["']?)([^"'#,\s]+)\2/);
}
function findLine(path, bytes, pattern) {
  for (const [index, line] of decodeUtf8(bytes).text.split("\n").entries()) {
    if (line.length > longestLine) continue;
    const [, before, quote, value] = pattern.exec(line) ?? [];
    if (before === void 0 || quote === void 0 || value === void 0) continue;
    const startColumn = before.length + quote.length + 1;
    const endColumn = startColumn + value.length;
    return { value, location: { path, startLine: index + 1, startColumn, endLine: index + 1, endColumn } };
  }
  return null;
}

// src/kubelet/config-file.ts
var configApiVersion = "kubelet.config.k8s.io/v1beta1";
var configKind = "KubeletConfiguration";
function readConfigFile(path, bytes, notes) {
  const opened = openConfig(path, bytes, "config-file", notes);
  if (opened.state !== "open") return opened;
  const { root, later } = opened;
  const where = "config-file";
  const driver = stringField(root, "cgroupDriver", path, where, notes);
  const endpoint = stringField(root, "containerRuntimeEndpoint", path, where, notes);
  const failCgroupV1 = booleanField(root, "failCgroupV1", path, where, notes);
  const gates = gatesField(field(root, "featureGates"), path, where, notes);
  if (driver === "wrong" || endpoint === "wrong" || failCgroupV1 === "wrong" || gates === "wrong") {
    return { state: "refused" };
  }
  noteOtherSpellings(root, notes);
  noteRepeated(root, opened.repeated, notes);
  for (const document of later) noteLaterDocument(document, driver, notes);
  if (typeof driver?.value === "string" && isPlaceholder(driver.value)) {
    return { state: "templated", driver: { value: driver.value, location: driver.location } };
  }
  return {
    state: "read",
    settings: { path, location: root.location, driver, gates, runtimeEndpoint: endpoint, failCgroupV1 }
  };
}
function readDropIn(path, bytes, notes) {
  const opened = openConfig(path, bytes, "drop-in", notes);
  if (opened.state !== "open") return opened.state;
  return opened.root;
}
function openConfig(path, bytes, where, notes) {
  const read2 = readConfigDocuments(path, bytes);
  if (!read2.ok) return openBroken(read2, path, bytes, where, notes);
  const [first, ...others] = read2.documents;
  const start2 = first?.location ?? startOfFile(path);
  if (first === void 0 || first.root === null) {
    notes.refuse("config-empty", start2, { path, where });
    return { state: "refused" };
  }
  const { root } = first;
  if (root.type !== "map") {
    notes.refuse("config-invalid", root.location, { path, where, problem: "it is no mapping" });
    return { state: "refused" };
  }
  const apiVersion = field(root, "apiVersion");
  const kind = field(root, "kind");
  if (text(kind?.value) !== configKind) {
    notes.refuse("config-kind-wrong", kind?.value.location ?? start2, { path, where, kind: text(kind?.value) });
    return { state: "refused" };
  }
  if (text(apiVersion?.value) !== configApiVersion) {
    const detail = { path, where, apiVersion: text(apiVersion?.value) };
    notes.refuse("config-api-version-wrong", apiVersion?.value.location ?? start2, detail);
    return { state: "refused" };
  }
  const later = others.flatMap((other) => other.root === null ? [] : [other.root]);
  return { state: "open", root, later, repeated: first.repeated };
}
function openBroken(read2, path, bytes, where, notes) {
  if (read2.templated) return { state: "templated", driver: findDriverLine(path, bytes) };
  notes.refuse("config-invalid", read2.location, { path, where, problem: read2.problem });
  return { state: "refused" };
}
function stringField(root, name, path, where, notes) {
  return typedField(field(root, name), "string", path, where, notes);
}
function booleanField(root, name, path, where, notes) {
  return typedField(field(root, name), "boolean", path, where, notes);
}
function typedField(entry2, type, path, where, notes) {
  if (entry2 === null) return null;
  const { value } = entry2;
  if (value.type === "scalar" && (value.value === null || typeof value.value === type)) {
    return { value: value.value, location: value.location };
  }
  notes.refuse("config-field-type-wrong", value.location, { path, where, field: entry2.key });
  return "wrong";
}
function gatesField(entry2, path, where, notes) {
  const gates = /* @__PURE__ */ new Map();
  if (entry2 === null || entry2.value.type === "scalar" && entry2.value.value === null) return gates;
  if (entry2.value.type !== "map") {
    notes.refuse("config-field-type-wrong", entry2.value.location, { path, where, field: entry2.key });
    return "wrong";
  }
  for (const gate of entry2.value.entries) {
    const setting = typedField(gate, "boolean", path, where, notes);
    if (setting === "wrong") return "wrong";
    gates.set(gate.key, setting);
  }
  return gates;
}
function noteOtherSpellings(root, notes) {
  for (const { key, keyLocation, value } of root.entries) {
    if (key === "cgroupDriver" || key.replace(/[-_\s]/g, "").toLowerCase() !== "cgroupdriver") continue;
    const kind = key.toLowerCase() === "cgroupdriver" ? "miscased-field" : "unknown-field";
    notes.observe(kind, keyLocation, { field: key, value: text(value), where: "config-file" });
  }
}
function noteRepeated(root, repeated, notes) {
  const driver = field(root, "cgroupDriver");
  if (driver === null) return;
  const { startLine, startColumn } = driver.keyLocation;
  if (!repeated.some((place2) => place2.startLine === startLine && place2.startColumn === startColumn)) return;
  notes.observe("duplicate-field", driver.value.location, { value: text(driver.value) });
}
function noteLaterDocument(document, driver, notes) {
  const later = field(document, "cgroupDriver");
  if (later === null) return;
  notes.observe("setting-in-second-document", later.value.location, { value: text(later.value) });
  if (text(later.value) !== (driver?.value ?? null)) notes.doubt("several-documents", document.location);
}

// src/kubelet/kind-image.ts
async function findKindImage(tree) {
  const read2 = await tree.read("/kind/version", 4096);
  if (!read2.ok) return null;
  const version = new TextDecoder().decode(read2.bytes).split("\n")[0].trim();
  const endColumn = version.length + 1;
  const location = { path: read2.entry.path, startLine: 1, startColumn: 1, endLine: 1, endColumn };
  return { version, location };
}

// src/kubelet/kubeadm-inputs.ts
function readKubeadmInput(path, bytes) {
  const read2 = readConfigDocuments(path, bytes);
  if (read2.ok) return fromDocuments(path, read2.documents);
  if (!read2.templated) return null;
  const written = decodeUtf8(bytes).text;
  const ownKind = /kind:\s*KubeletConfiguration/.test(written);
  const otherKind = /kind:\s*(Init|Join|Cluster)Configuration/.test(written);
  if (!ownKind && !otherKind) return null;
  const line = findDriverLine(path, bytes) ?? findArgumentLine(path, bytes);
  return { ...nothing(path), lone: !otherKind, templated: true, driver: line && { ...line, field: "cgroupDriver" } };
}
function fromDocuments(path, documents) {
  const kinds = documents.map(({ root }) => text(field(root, "kind")?.value) ?? "");
  if (!kinds.some((kind) => /^(Init|Join|Cluster|Kubelet|Master|Node)Configuration$/.test(kind))) return null;
  const joinOnly = kinds.includes("JoinConfiguration") && !kinds.some((kind) => /^(Init|Cluster)Config/.test(kind));
  let flag = null;
  let ownField = null;
  let criSocket = null;
  const gates = /* @__PURE__ */ new Map();
  const patchDirectories = [];
  for (const [index, { root }] of documents.entries()) {
    if (kinds[index] === "KubeletConfiguration") {
      ownField = stringSetting(field(root, "cgroupDriver")?.value) ?? ownField;
      for (const [name, setting] of gatesOf(field(root, "featureGates")?.value)) gates.set(name, setting);
    } else {
      const registration = field(root, "nodeRegistration")?.value;
      flag = extraArgument(field(registration, "kubeletExtraArgs")?.value, "cgroup-driver") ?? flag;
      criSocket = text(field(registration, "criSocket")?.value) ?? criSocket;
      const directory = text(field(field(root, "patches")?.value, "directory")?.value);
      if (directory !== null) patchDirectories.push(directory);
    }
  }
  const used = joinOnly ? null : ownField;
  const driver = flag !== null ? { ...flag, field: "kubeletExtraArgs" } : null;
  const decided = driver ?? (used !== null && used.value !== "" ? { ...used, field: "cgroupDriver" } : null);
  return {
    path,
    lone: kinds.length === 1 && kinds[0] === "KubeletConfiguration",
    driver: decided,
    unread: joinOnly ? ownField : null,
    templated: decided !== null && isPlaceholder(decided.value),
    gates: joinOnly ? /* @__PURE__ */ new Map() : gates,
    criSocket,
    patchDirectories
  };
}
function readKubeadmPatch(path, bytes) {
  const read2 = readConfigDocuments(path, bytes);
  if (!read2.ok) return null;
  let found = null;
  for (const { root } of read2.documents) {
    if (root?.type === "list") {
      for (const operation of root.items) {
        if (text(field(operation, "path")?.value) !== "/cgroupDriver") continue;
        found = stringSetting(field(operation, "value")?.value) ?? found;
      }
    } else found = stringSetting(field(root, "cgroupDriver")?.value) ?? found;
  }
  return found;
}
function extraArgument(value, name) {
  if (value?.type === "map") {
    const entry2 = value.entries.find(({ key }) => key.replaceAll("_", "-") === name);
    return stringSetting(entry2?.value);
  }
  if (value?.type !== "list") return null;
  const item = value.items.findLast((one) => text(field(one, "name")?.value)?.replaceAll("_", "-") === name);
  return stringSetting(field(item, "value")?.value);
}
function stringSetting(value) {
  return value?.type === "scalar" && typeof value.value === "string" ? { value: value.value, location: value.location } : null;
}
function gatesOf(value) {
  const gates = /* @__PURE__ */ new Map();
  for (const entry2 of value?.type === "map" ? value.entries : []) {
    if (entry2.value.type !== "scalar" || typeof entry2.value.value !== "boolean") continue;
    gates.set(entry2.key, { value: entry2.value.value, location: entry2.value.location });
  }
  return gates;
}
function nothing(path) {
  return {
    path,
    lone: false,
    driver: null,
    unread: null,
    templated: false,
    gates: /* @__PURE__ */ new Map(),
    criSocket: null,
    patchDirectories: []
  };
}

// src/kubelet/find-kubeadm-inputs.ts
var mostFiles2 = 200;
var mostBytes2 = 1e6;
var BoundedFiles = class {
  #tree;
  #notes;
  #seen = /* @__PURE__ */ new Set();
  #bytesLeft = mostBytes2;
  constructor(tree, notes) {
    this.#tree = tree;
    this.#notes = notes;
  }
  /** Null where it cannot be read, has been already, or is too much. */
  async read(path) {
    if (this.#bytesLeft < 0) return null;
    const read2 = await this.#tree.read(path, largestConfig);
    if (!read2.ok || this.#seen.has(read2.entry.path)) return null;
    this.#seen.add(read2.entry.path);
    this.#bytesLeft -= read2.bytes.length;
    const full = this.#bytesLeft < 0 || this.#seen.size > mostFiles2;
    if (!full) return { path: read2.entry.path, bytes: read2.bytes };
    this.#bytesLeft = -1;
    const detail = { path: read2.entry.path, problem: "there is too much of kubeadm configurations" };
    this.#notes.doubt("config-unreadable", startOfFile(read2.entry.path), detail);
    return null;
  }
};
var places = [
  { directory: "/etc/kubernetes", name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: "/etc", name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: "/etc/kubeadm", name: /\.(ya?ml|conf)$/ },
  { directory: "/root", name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: "/run/kubeadm", name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: "/tmp", name: /^kubeadm.*\.(ya?ml|conf)$/ },
  { directory: "/var/tmp", name: /^kubeadm.*\.(ya?ml|conf)$/ }
];
var cloudDirectories = [
  "/etc/cloud",
  "/etc/cloud/cloud.cfg.d",
  "/var/lib/cloud/seed/nocloud",
  "/var/lib/cloud/seed/nocloud-net"
];
async function findKubeadmInputs(tree, notes) {
  const inputs = [];
  const files = new BoundedFiles(tree, notes);
  for (const { directory, name } of places) {
    const listed = await tree.list(directory);
    for (const file of listed.ok ? listed.names.filter((one) => name.test(one)) : []) {
      const read2 = await files.read(`${directory}/${file}`);
      const input = read2 && readKubeadmInput(read2.path, read2.bytes);
      if (input !== null) inputs.push(input);
    }
  }
  for (const directory of cloudDirectories) inputs.push(...await cloudInputs(tree, directory, files));
  return inputs;
}
async function findKubeadmPatches(tree, inputs, notes) {
  const named = inputs.flatMap((input) => input.patchDirectories);
  const files = new BoundedFiles(tree, notes);
  const patches = [];
  for (const directory of /* @__PURE__ */ new Set([...named, "/etc/kubernetes/patches"])) {
    const listed = await tree.list(directory);
    if (!listed.ok) continue;
    for (const name of listed.names.filter((one) => /^kubeletconfiguration[^/]*\.(ya?ml|json)$/.test(one))) {
      const read2 = await files.read(`${directory}/${name}`);
      const setting = read2 && readKubeadmPatch(read2.path, read2.bytes);
      if (setting !== null) patches.push({ ...setting, named: named.includes(directory) });
    }
  }
  return patches;
}
async function cloudInputs(tree, directory, files) {
  const listed = await tree.list(directory);
  if (!listed.ok) return [];
  const inputs = [];
  for (const name of listed.names.filter((one) => /\.cfg$|^(user|vendor)-data$/.test(one))) {
    const read2 = await files.read(`${directory}/${name}`);
    if (read2 === null) continue;
    const documents = readConfigDocuments(read2.path, read2.bytes);
    if (!documents.ok) continue;
    const written = documents.documents.map(({ root }) => field(root, "write_files")?.value);
    for (const file of written.flatMap((list) => list?.type === "list" ? list.items : [])) {
      const content = field(file, "content")?.value;
      const carried = text(content);
      if (content === void 0 || carried === null || !/(Kubelet|Init|Join)Configuration/.test(carried)) continue;
      const input = readKubeadmInput(read2.path, new TextEncoder().encode(carried));
      if (input !== null) inputs.push(movedTo(input, content.location));
    }
  }
  return inputs;
}
function movedTo(input, location) {
  const moved = (setting) => ({ value: setting.value, location });
  return {
    ...input,
    driver: input.driver && { ...input.driver, location },
    unread: input.unread && moved(input.unread),
    gates: new Map([...input.gates].map(([name, setting]) => [name, moved(setting)]))
  };
}

// src/kubelet/versions.ts
var lastOfStretch = [20, 21, 23, 27, 29, 30, 33, 34, 36, 37];
var newestKnown = 37;
function kubeletVersionsThatFit(hint) {
  const known = hint === null ? null : parseVersion(hint);
  if (known === null || known.minor === null) return lastOfStretch.map((minor) => `v1.${minor}.0`);
  return known.patch === null ? [`v${known.major}.${known.minor}.0`] : [hint];
}
function minorOf(version) {
  const parsed = version === null ? null : parseVersion(version);
  return parsed === null || parsed.major !== 1 ? null : parsed.minor;
}
function gateState(minor) {
  if (minor < 28) return "missing";
  if (minor < 31) return "off-by-default";
  if (minor < 34) return "on-by-default";
  return minor < newestKnown ? "locked" : "removed";
}
function kubeadmDefault(minor) {
  if (minor <= 20) return "cgroupfs";
  return minor === 21 ? "init-only" : "systemd";
}
function kindDefault(minor) {
  return minor >= 24 ? "systemd" : "cgroupfs";
}
function printedVersion(version) {
  if (version === null) return null;
  return /^\d/.test(version) ? `v${version}` : version;
}

// src/kubelet/kubeadm.ts
var kubeadmConfigPath = "/var/lib/kubelet/config.yaml";
var kubeadmFlagsPath = "/var/lib/kubelet/kubeadm-flags.env";
async function isManagedByKubeadm(tree, unit, configPath) {
  if (configPath !== kubeadmConfigPath) return false;
  if (unit.variablesUsed.includes("KUBELET_KUBEADM_ARGS")) return true;
  if (unit.dropIns.some((path) => /\/[^/]*kubeadm[^/]*\.conf$/.test(path))) return true;
  for (const program of ["/usr/bin/kubeadm", "/usr/local/bin/kubeadm", "/opt/bin/kubeadm"]) {
    if ((await tree.stat(program)).ok) return true;
  }
  return false;
}
async function hasJoined(tree, kubeconfigPath) {
  return (await tree.stat(kubeconfigPath)).ok;
}
function kindOutcome(kind, notes) {
  const minor = minorOf(kind.version);
  const value = minor === null ? null : kindDefault(minor);
  notes.observe("kind-decides", kind.location, { version: kind.version, value });
  if (value === null) {
    notes.doubt("version-unknown", kind.location, { needs: "kind", why: `"${kind.version}" is no version` });
  }
  return {
    value,
    asFlag: false,
    sourceKind: value === null ? "unknown" : "kubeadm-input",
    location: kind.location,
    gates: /* @__PURE__ */ new Map(),
    criSocket: null
  };
}
async function kubeadmOutcome(tree, version, notes) {
  const inputs = await findKubeadmInputs(tree, notes);
  const patches = await findKubeadmPatches(tree, inputs, notes);
  notes.observe("join-takes-cluster-config", null);
  const rest = {
    gates: new Map(inputs.flatMap((input) => [...input.gates])),
    criSocket: inputs.find((input) => input.criSocket !== null)?.criSocket ?? null
  };
  for (const { unread: unread2 } of inputs) {
    if (unread2 !== null) {
      notes.observe("kubeadm-input-unread", unread2.location, { path: unread2.location.path, value: unread2.value });
    }
  }
  const patch2 = patches.findLast((one) => one.named) ?? null;
  for (const one of patches) {
    notes.observe("kubeadm-patch", one.location, { path: one.location.path, value: one.value });
  }
  const decided = decideByInputs(inputs, patch2, notes);
  if (decided !== null) return { ...decided, ...rest };
  const byDefault = await defaultOutcome(tree, version, notes);
  noteStrayPatches(patches, byDefault.value, notes);
  return { ...byDefault, ...rest };
}
function decideByInputs(inputs, patch2, notes) {
  const drivers = inputs.flatMap((input) => input.driver === null ? [] : [{ ...input.driver, input }]);
  for (const input of inputs) {
    if (!input.templated) continue;
    const start2 = startOfFile(input.path);
    notes.doubt("config-templated", input.driver?.location ?? start2, { value: input.driver?.value ?? null });
  }
  const [first, ...others] = drivers;
  if (first === void 0) {
    if (patch2 === null) return null;
    return { value: patch2.value, asFlag: false, sourceKind: "kubeadm-input", location: patch2.location };
  }
  const { path } = first.input;
  notes.observe("kubeadm-input-decides", first.location, { path, value: first.value, field: first.field });
  const patched = patch2 !== null && first.field === "cgroupDriver" ? patch2 : null;
  const disagreeing = others.filter((other) => other.value !== first.value);
  if (disagreeing.length > 0) {
    const related = disagreeing.map((other) => ({ location: other.location, role: `says ${other.value}` }));
    notes.doubt("kubeadm-inputs-disagree", first.location, { value: first.value }, related);
    return { value: null, asFlag: false, sourceKind: "unknown", location: first.location };
  }
  return {
    value: patched?.value ?? first.value,
    asFlag: first.field === "kubeletExtraArgs",
    sourceKind: "kubeadm-input",
    location: patched?.location ?? first.location
  };
}
function noteStrayPatches(patches, value, notes) {
  for (const patch2 of patches) {
    if (patch2.named || patch2.value === value) continue;
    notes.doubt("kubeadm-inputs-disagree", patch2.location, { value: patch2.value });
  }
}
async function defaultOutcome(tree, version, notes) {
  const minor = minorOf(version);
  const unknown2 = { value: null, asFlag: false, sourceKind: "unknown", location: null };
  if (minor === null) {
    notes.doubt("version-unknown", null, { needs: "kubeadm", why: "from 1.22 it writes systemd where nobody set it" });
    return unknown2;
  }
  const value = kubeadmDefault(minor);
  if (value === "init-only") {
    notes.doubt("version-unknown", null, {
      needs: "cluster",
      why: "kubeadm 1.21 writes systemd on init and not on join"
    });
    return unknown2;
  }
  if (value === "cgroupfs" && (await tree.stat("/usr/bin/dockerd")).ok) {
    notes.doubt("kubeadm-asks-docker", null, { kubeadmVersion: version });
  }
  notes.observe("kubeadm-default-decides", null, { kubeadmVersion: version, value });
  return { value, asFlag: false, sourceKind: "kubeadm-default", location: null };
}

// src/kubelet/notes.ts
function newNotes2() {
  const observations = [];
  const doubts = [];
  let refusal = null;
  const observe3 = noteInto(observations);
  return {
    observations,
    doubts,
    observe: observe3,
    doubt: noteInto(doubts),
    refuse: (kind, location, detail, related) => {
      const observation = observe3(kind, location, detail, related);
      refusal ??= observation;
      return observation;
    },
    refusal: () => refusal
  };
}
function silent(notes) {
  return { ...notes, observe, doubt: observe, refuse: observe };
}

// src/kubelet/base-config.ts
var nothingSet = {
  driver: null,
  unknown: false,
  defaultKind: "kubelet-default",
  defaultSource: null,
  configured: false,
  beforeKubeadm: false,
  gates: /* @__PURE__ */ new Map(),
  runtimeEndpoint: null,
  failCgroupV1: null
};
var nothingKnown = { ...nothingSet, unknown: true, configured: true };
async function resolveBase(tree, options, notes) {
  const { configPath, givenConfig } = options;
  if (givenConfig !== void 0) return readGiven(givenConfig, options, notes);
  if (configPath === null) return nothingSet;
  const kind = configPath === kubeadmConfigPath ? await findKindImage(tree) : null;
  const managed = kind !== null || await isManagedByKubeadm(tree, options.unit, configPath);
  const kubeconfig = lastUse(options.flags, "kubeconfig")?.value || "/etc/kubernetes/kubelet.conf";
  const joined = managed && await hasJoined(tree, kubeconfig);
  const baked = await readBaked(tree, configPath, options.configFlag, managed && !joined, notes);
  if (!managed || joined) return baked.base ?? nothingKnown;
  const version = options.kubeadmVersion === void 0 ? options.version : options.kubeadmVersion;
  const outcome = kind === null ? await kubeadmOutcome(tree, version, notes) : kindOutcome(kind, notes);
  return afterKubeadm(
    baked.settings,
    baked.absent,
    outcome,
    options.configFlag,
    notes,
    kind === null ? "kubeadm" : "kind"
  );
}
async function readBaked(tree, path, flag, willBeReplaced, notes) {
  const none = { base: nothingKnown, settings: null, absent: false };
  const file = await tree.read(path, largestConfig);
  if (!file.ok) {
    if (file.reason === "absent") {
      if (!willBeReplaced) {
        notes.observe("config-missing", flag?.location ?? null, { path, writer: null });
        notes.doubt("config-written-at-boot", flag?.location ?? null, { path });
      }
      return { base: null, settings: null, absent: true };
    }
    if (willBeReplaced) return none;
    if (file.reason === "unreadable" || file.reason === "too-large") {
      notes.doubt("config-unreadable", flag?.location ?? null, { path, problem: file.detail });
    } else notes.refuse("config-unusable", flag?.location ?? null, { path, problem: file.detail });
    return none;
  }
  const read2 = readConfigFile(file.entry.path, file.bytes, willBeReplaced ? silent(notes) : notes);
  if (read2.state === "refused") return none;
  if (read2.state === "templated") {
    if (willBeReplaced) return none;
    return { ...none, base: fromTemplate(read2.driver, file.entry.path, "config-file", notes) };
  }
  return { base: fromSettings(read2.settings, "config-file"), settings: read2.settings, absent: false };
}
function fromTemplate(driver, path, sourceKind, notes) {
  const start2 = startOfFile(path);
  notes.doubt("config-templated", driver?.location ?? start2, { value: driver?.value ?? null });
  if (driver?.value !== "systemd" && driver?.value !== "cgroupfs") return nothingKnown;
  return { ...nothingKnown, driver: { ...driver, sourceKind, asFlag: false } };
}
function fromSettings(settings, sourceKind) {
  const { driver, gates, runtimeEndpoint, failCgroupV1, location } = settings;
  return {
    driver: driver?.value ? { value: driver.value, location: driver.location, sourceKind, asFlag: false } : null,
    unknown: false,
    defaultKind: sourceKind,
    defaultSource: driver?.location ?? startOf(location),
    configured: true,
    beforeKubeadm: false,
    gates,
    runtimeEndpoint: runtimeEndpoint?.value || null,
    failCgroupV1
  };
}
function afterKubeadm(baked, absent2, outcome, flag, notes, writer) {
  const rest = {
    unknown: outcome.value === null,
    defaultKind: outcome.sourceKind,
    defaultSource: outcome.location,
    configured: true,
    beforeKubeadm: true,
    gates: outcome.gates,
    runtimeEndpoint: outcome.criSocket,
    failCgroupV1: null
  };
  if (absent2) notes.observe("config-missing", flag?.location ?? null, { path: kubeadmConfigPath, writer });
  const becomes = outcome.value;
  if (baked !== null) {
    const value = baked.driver?.value || null;
    const location2 = baked.driver?.location ?? startOf(baked.location);
    notes.observe("kubeadm-will-replace", location2, { path: baked.path, value, becomes });
    const driver = value ?? "cgroupfs";
    if (becomes !== null && driver !== becomes) notes.doubt("baked-config-disagrees", location2, { value, becomes });
    if (becomes !== null && value === becomes && outcome.sourceKind === "kubeadm-default") {
      return { ...rest, driver: { value, location: location2, sourceKind: "config-file", asFlag: false } };
    }
  }
  if (becomes === null) return { ...rest, driver: null };
  const { sourceKind, location, asFlag } = outcome;
  return { ...rest, driver: { value: becomes, location, sourceKind, asFlag } };
}
function readGiven(given, options, notes) {
  const kubeadm = readKubeadmInput(given.path, given.bytes);
  if (kubeadm === null || kubeadm.lone) {
    const read2 = readConfigFile(given.path, given.bytes, notes);
    if (read2.state === "refused") return nothingKnown;
    if (read2.state === "templated") return fromTemplate(read2.driver, given.path, "given", notes);
    const base = fromSettings(read2.settings, "given");
    if (base.driver !== null || !options.unit.variablesUsed.includes("KUBELET_KUBEADM_ARGS")) return base;
    notes.doubt("given-may-be-kubeadm-input", startOf(read2.settings.location), { path: given.path });
    return { ...base, unknown: true };
  }
  const rest = { ...nothingKnown, gates: kubeadm.gates, runtimeEndpoint: kubeadm.criSocket };
  if (kubeadm.templated) return fromTemplate(kubeadm.driver, given.path, "given", notes);
  if (kubeadm.driver !== null) {
    const { value: value2, location, field: field2 } = kubeadm.driver;
    return { ...rest, driver: { value: value2, location, sourceKind: "given", asFlag: field2 === "kubeletExtraArgs" } };
  }
  const version = options.kubeadmVersion === void 0 ? options.version : options.kubeadmVersion;
  const minor = minorOf(version);
  const value = minor === null ? "init-only" : kubeadmDefault(minor);
  if (value === "init-only") {
    notes.doubt("version-unknown", null, { needs: "kubeadm", why: "from 1.22 it writes systemd where nobody set it" });
    return rest;
  }
  notes.observe("kubeadm-default-decides", null, { kubeadmVersion: version, value });
  return { ...rest, driver: { value, location: null, sourceKind: "kubeadm-default", asFlag: false } };
}
function startOf(location) {
  return { ...location, endLine: location.startLine, endColumn: location.startColumn };
}

// src/kubelet/config-directory.ts
var deepest = 32;
var mostFiles3 = 1e3;
async function readConfigDirectory(tree, path, argument, notes) {
  const root = path.endsWith("/") ? await tree.stat(path) : await tree.lstat(path);
  if (!root.ok) {
    if (root.reason !== "absent") {
      notes.doubt("directory-unreadable", argument, { path, problem: root.detail });
      return { ...nothing2, doubtful: true };
    }
    notes.refuse("drop-in-directory-missing", argument, { path });
    return "refused";
  }
  if (root.entry.kind === "symlink") {
    if (extension(path) !== ".conf") {
      notes.observe("drop-in-directory-symlinked", argument, { path });
      return nothing2;
    }
    notes.refuse("drop-in-unreadable", argument, { path, problem: "it is a directory" });
    return "refused";
  }
  const found = [];
  const walked = await walk2(tree, root.entry.path, found, notes, 0);
  return await mergeDropIns(tree, found, walked, notes);
}
var nothing2 = {
  driver: null,
  gates: /* @__PURE__ */ new Map(),
  runtimeEndpoint: null,
  failCgroupV1: null,
  doubtful: false
};
async function walk2(tree, directory, found, notes, depth) {
  const listed = await tree.list(directory);
  if (!listed.ok) {
    notes.doubt("directory-unreadable", startOfFile(directory), { path: directory, problem: listed.detail });
    return false;
  }
  let complete = true;
  for (const name of listed.names) {
    const full = `${directory === "/" ? "" : directory}/${name}`;
    const entry2 = await tree.lstat(full);
    if (entry2.ok && entry2.entry.kind === "directory") {
      if (depth >= deepest) return tooMuch(full, `nested more than ${deepest} levels deep`, notes);
      complete = await walk2(tree, full, found, notes, depth + 1) && complete;
    } else if (extension(name) !== ".conf") notes.observe("drop-in-not-read", startOfFile(full), { path: full });
    else if (found.length >= mostFiles3) return tooMuch(full, `more than ${mostFiles3} drop-ins`, notes);
    else found.push(full);
  }
  return complete;
}
function tooMuch(path, problem, notes) {
  notes.doubt("directory-unreadable", startOfFile(path), { path, problem });
  return false;
}
async function mergeDropIns(tree, paths, complete, notes) {
  const drivers = /* @__PURE__ */ new Map();
  const gates = /* @__PURE__ */ new Map();
  let runtimeEndpoint = null;
  let failCgroupV1 = null;
  let doubtful = !complete;
  for (const path of paths) {
    const file = await tree.read(path, largestConfig);
    if (!file.ok) {
      if (file.reason === "unreadable" || file.reason === "too-large") {
        notes.doubt("config-unreadable", startOfFile(path), { path, problem: file.detail });
        doubtful = true;
        continue;
      }
      notes.refuse("drop-in-unreadable", startOfFile(path), { path, problem: file.detail });
      return "refused";
    }
    const root = readDropIn(file.entry.path, file.bytes, notes);
    if (root === "refused") return "refused";
    if (root === "templated") {
      notes.doubt("config-templated", startOfFile(file.entry.path), { value: null });
      doubtful = true;
      continue;
    }
    for (const entry2 of root.entries) {
      switch (entry2.key.toLowerCase()) {
        case "cgroupdriver": {
          const setting = scalarSetting(entry2, "string", file.entry.path, notes);
          if (setting === "wrong") return "refused";
          noteDriver(entry2, drivers.get(entry2.key), setting, notes);
          drivers.set(entry2.key, setting);
          break;
        }
        case "featuregates": {
          const more = gatesField(entry2, file.entry.path, "drop-in", notes);
          if (more === "wrong") return "refused";
          for (const [name, setting] of more) gates.set(name, setting);
          break;
        }
        case "containerruntimeendpoint": {
          const setting = scalarSetting(entry2, "string", file.entry.path, notes);
          if (setting === "wrong") return "refused";
          runtimeEndpoint = setting;
          break;
        }
        case "failcgroupv1": {
          const setting = scalarSetting(entry2, "boolean", file.entry.path, notes);
          if (setting === "wrong") return "refused";
          failCgroupV1 = setting;
          break;
        }
      }
    }
  }
  const driver = winner(drivers);
  if (typeof driver?.value === "string" && isPlaceholder(driver.value)) {
    notes.doubt("config-templated", driver.location, { value: driver.value });
    doubtful = true;
  }
  return { driver, gates, runtimeEndpoint, failCgroupV1, doubtful };
}
function winner(drivers) {
  const standing = [...drivers].filter(([, setting]) => setting.value !== null);
  const proper = drivers.get("cgroupDriver") ?? null;
  const [spelling, last] = standing.sort(([a], [b]) => a < b ? -1 : 1).at(-1) ?? [null, null];
  if (spelling === null || last === null) return proper;
  const properStands = proper === null || proper.value !== null;
  return properStands && spelling < "cgroupDriver" ? proper : last;
}
function noteDriver(entry2, earlier, setting, notes) {
  if (entry2.key !== "cgroupDriver") {
    notes.observe("miscased-field", entry2.keyLocation, {
      field: entry2.key,
      value: text(entry2.value),
      where: "drop-in"
    });
  }
  if (setting.value === "" || setting.value === null && entry2.key === "cgroupDriver") {
    notes.observe("drop-in-resets", setting.location, { value: setting.value });
  }
  if (earlier !== void 0 && earlier.value !== setting.value) {
    const related = [{ location: setting.location, role: "this later one counts" }];
    const detail = { value: earlier.value, winner: setting.value, agree: false };
    notes.observe("drop-in-beats-drop-in", earlier.location, detail, related);
  }
}
function scalarSetting(entry2, type, path, notes) {
  const { value } = entry2;
  if (value.type === "scalar" && (value.value === null || typeof value.value === type)) {
    return { value: value.value, location: value.location };
  }
  notes.refuse("config-field-type-wrong", value.location, { path, where: "drop-in", field: entry2.key });
  return "wrong";
}
function extension(path) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot === -1 ? "" : name.slice(dot);
}

// src/kubelet/feature-gate.ts
var gateName = "KubeletCgroupDriverFromCRI";
function gatesOfFlags(flags, notes) {
  const gates = /* @__PURE__ */ new Map();
  for (const { value, location } of flags.filter((flag) => flag.name === "feature-gates")) {
    for (const pair of value.split(",").filter((one) => one !== "")) {
      const equals = pair.indexOf("=");
      const written = pair.slice(equals + 1).trim();
      if (equals === -1 || !isBoolean(written)) {
        notes.refuse("flag-value-invalid", location, { flag: "--feature-gates", value: pair });
        return "refused";
      }
      gates.set(pair.slice(0, equals).trim(), { value: isTrue(written), location });
    }
  }
  return gates;
}
function resolveGate(minor, files, flags, notes) {
  const gate = setGate(gateName, files, flags);
  if (minor === null) return { gate, asksRuntime: gate?.value === true ? true : null };
  const state = gateState(minor);
  switch (state) {
    case "missing":
      if (gate !== null) notes.refuse("gate-unknown", gate.location, { certain: true });
      return { gate, asksRuntime: false };
    case "off-by-default":
      if (gate?.value) notes.observe("gate-on", gate.location);
      return { gate, asksRuntime: gate?.value ?? setGate("AllAlpha", files, flags)?.value ?? false };
    case "on-by-default":
      if (gate?.value === false) notes.observe("gate-off", gate.location);
      return { gate, asksRuntime: gate?.value ?? setGate("AllBeta", files, flags)?.value ?? true };
    case "locked":
      if (gate?.value === false) notes.refuse("gate-locked", gate.location, { certain: false });
      return { gate, asksRuntime: true };
    case "removed":
      if (gate !== null) notes.refuse("gate-unknown", gate.location, { certain: false });
      return { gate, asksRuntime: true };
  }
}
function setGate(name, files, flags) {
  const flag = flags.get(name);
  if (flag !== void 0) return flag;
  const setting = files.get(name);
  return setting === void 0 || setting.value === null ? null : { value: setting.value, location: setting.location };
}

// src/kubelet/precedence.ts
function decide(base, dropIns, flags, notes) {
  const uses2 = flags.filter((flag2) => flag2.name === "cgroup-driver");
  const last = lastUse(flags, "cgroup-driver");
  for (const use of uses2) {
    if (use !== last && last !== null) noteBeaten("flag-beats-flag", use, last, notes);
  }
  const flag = last === null ? null : candidate(last, "command-line");
  const dropIn = dropIns?.driver == null ? null : candidate(dropIns.driver, "drop-in");
  if (flag !== null && dropIn !== null) noteBeaten("flag-beats-drop-in", dropIn, flag, notes);
  if (flag !== null && base.driver !== null) noteBeaten("flag-beats-file", base.driver, flag, notes);
  if (dropIn !== null && base.driver !== null) noteBeaten("drop-in-beats-file", base.driver, dropIn, notes);
  if (flag !== null && base.driver?.asFlag && base.driver.value !== flag.value) {
    const related = flag.location === null ? [] : [{ location: flag.location, role: "the flag of the unit" }];
    notes.doubt("kubeadm-inputs-disagree", base.driver.location, { value: base.driver.value }, related);
  }
  const fromFlag = flag ?? (base.driver?.asFlag ? base.driver : null);
  const winner2 = fromFlag ?? dropIn ?? base.driver;
  if (winner2 === null) {
    if (base.unknown || dropIns?.doubtful) return undecided;
    return { configured: "cgroupfs", sourceKind: base.defaultKind, source: base.defaultSource, written: null };
  }
  if (winner2.value !== "" && winner2.value !== "systemd" && winner2.value !== "cgroupfs") {
    const meansSystemd = winner2.value.replace(/[^A-Za-z]/g, "").toLowerCase() === "systemd";
    notes.observe("driver-value-not-exact", winner2.location, { value: winner2.value, meansSystemd });
  }
  return {
    configured: winner2.value === "systemd" ? "systemd" : "cgroupfs",
    sourceKind: winner2.sourceKind,
    source: winner2.location,
    written: winner2.value
  };
}
var undecided = { configured: "unknown", sourceKind: "unknown", source: null, written: null };
function candidate(setting, sourceKind) {
  return { value: setting.value ?? "", location: setting.location, sourceKind };
}
function noteBeaten(kind, loser, winner2, notes) {
  if (loser.location === null) return;
  const detail = { value: loser.value, winner: winner2.value, agree: loser.value === winner2.value };
  const related = winner2.location === null ? [] : [{ location: winner2.location, role: "this one wins" }];
  notes.observe(kind, loser.location, detail, related);
}

// src/kubelet/unit-evidence.ts
var alwaysMatters = [
  "unreadable",
  "generator-may-decide",
  "root-directory",
  "unit-below-run",
  "comment-continued"
];
var decisive = /cgroup[-_]driver|config|feature[-_]gates/;
function noteUnitDoubts(unit, notes) {
  for (const doubt of unit.doubts) {
    if (!matters(doubt, unit)) continue;
    notes.doubt("unit-doubtful", doubt.location, { ...doubt.detail, doubt: doubt.kind }, doubt.related);
  }
}
function matters(doubt, unit) {
  if (alwaysMatters.includes(doubt.kind)) return true;
  const word = String(doubt.detail.word ?? "");
  if (doubt.kind === "specifier-unknown" || doubt.kind === "quoting-differs-by-version") return decisive.test(word);
  if (doubt.kind === "boot-writes-environment") return unsetWords(unit).length > 0;
  if (doubt.kind === "inherited-environment") return unsetWords(unit).includes(String(doubt.detail.name));
  return false;
}
function unsetWords(unit) {
  const set = new Set(unit.environment.map((variable) => variable.name));
  return unit.variablesAsWords.filter((name) => !set.has(name));
}
function noteUnusedVariables(unit, notes) {
  for (const { name, value, origin } of unit.environment) {
    if (!unit.variablesUsed.includes(name) && /cgroup[-_]driver/i.test(value)) {
      notes.observe("env-var-unread", origin, { name, value });
    }
  }
  for (const observation of unit.observations) {
    if (observation.kind !== "environment-file-not-named" || observation.detail.mentionsDriver !== true) continue;
    const { path = null, names: names2 = null } = observation.detail;
    notes.observe("extra-args-in-wrong-file", observation.location, { path, value: names2 });
  }
}
var installers = [
  { name: "eks-nodeadm", variables: ["NODEADM_KUBELET_ARGS"] },
  { name: "aks", variables: ["KUBELET_CGROUP_FLAGS", "KUBELET_CONFIG_FILE_FLAGS", "KUBELET_NODE_LABELS"] },
  { name: "kops", variables: ["DAEMON_ARGS"] },
  { name: "kubespray", variables: ["KUBELET_API_SERVER", "KUBE_LOGTOSTDERR", "KUBELET_CLOUDPROVIDER"] },
  { name: "kubeadm", variables: ["KUBELET_KUBEADM_ARGS"] }
];
function noteInstaller(unit, configPath, notes) {
  const location = unit.command?.location ?? null;
  const byVariable = installers.find(({ variables }) => variables.some((name) => unit.variablesUsed.includes(name)));
  const byPath = configPath === "/etc/kubernetes/kubelet/kubelet-config.json" ? "eks-bootstrap" : configPath === "/etc/kubernetes/kubelet/config" || unit.command?.program === "/usr/bin/false" ? "bottlerocket" : null;
  const installer = byVariable?.name ?? byPath;
  if (installer !== null) notes.observe("installer-recognised", location, { installer });
}

// src/kubelet/well-known-places.ts
var configPlaces = [
  "/var/lib/kubelet/config.yaml",
  "/var/lib/kubelet/config.yml",
  "/var/lib/kubelet/config.json",
  "/var/lib/kubelet/kubelet-config.yaml",
  "/var/lib/kubelet/kubelet-config.yml",
  "/var/lib/kubelet/kubelet.conf",
  "/etc/kubernetes/kubelet/kubelet-config.json",
  "/etc/kubernetes/kubelet/config.json",
  "/etc/kubernetes/kubelet/config.yaml",
  "/etc/kubernetes/kubelet/config",
  "/etc/kubernetes/kubelet-config.yaml",
  "/etc/kubernetes/kubelet-config.yml",
  "/etc/kubernetes/kubelet.yaml",
  "/etc/kubernetes/kubelet.yml",
  "/etc/kubernetes/kubelet.conf.yml",
  "/etc/kubernetes/kubelet.conf",
  "/etc/default/kubeletconfig.json",
  "/etc/kubelet/config.yaml"
];
var environmentPlaces = [
  "/etc/default/kubelet",
  "/etc/sysconfig/kubelet",
  "/etc/kubernetes/kubelet.env"
];
async function noteUnreadConfigs(tree, read2, kind, notes) {
  const resolved = read2 === null ? null : await tree.stat(read2);
  const readPath = resolved?.ok ? resolved.entry.path : read2;
  for (const path of configPlaces) {
    const file = await tree.read(path, largestConfig);
    if (!file.ok || file.entry.path === readPath) continue;
    const documents = readConfigDocuments(file.entry.path, file.bytes);
    let setting = null;
    let location = startOfFile(file.entry.path);
    if (documents.ok) {
      const root = documents.documents[0]?.root ?? null;
      if (text(field(root, "kind")?.value) !== configKind) continue;
      const value = field(root, "cgroupDriver")?.value;
      const written = text(value);
      if (value !== void 0 && written !== null) setting = { value: written, location: value.location };
    } else {
      setting = findDriverLine(file.entry.path, file.bytes);
      if (setting === null) continue;
    }
    if (setting !== null) location = setting.location;
    notes.observe(kind, location, { path: file.entry.path, driver: setting?.value || null });
  }
}
async function noteFlagsWithoutUnit(tree, notes) {
  const paths = [...environmentPlaces];
  for (const directory of unitDirectories) {
    const listed = await tree.list(`${directory}/kubelet.service.d`);
    if (!listed.ok) continue;
    for (const name of listed.names.slice(0, 100)) if (name.endsWith(".conf")) paths.push(`${listed.path}/${name}`);
  }
  for (const path of new Set(paths)) {
    const file = await tree.read(path);
    if (file.ok) noteFlags(file.entry.path, file.bytes, notes);
  }
}
function noteFlags(path, bytes, notes) {
  for (const [index, line] of decodeUtf8(bytes).text.split("\n").entries()) {
    if (/^\s*[#;]/.test(line)) continue;
    for (const found of line.matchAll(/--cgroup[-_]driver[= ]['"]?([A-Za-z]+)/g)) {
      const startColumn = found.index + 1;
      const location = {
        path,
        startLine: index + 1,
        startColumn,
        endLine: index + 1,
        endColumn: startColumn + found[0].length
      };
      notes.observe("flag-without-unit", location, { path, driver: found[1] });
    }
  }
}

// src/kubelet/resolve-kubelet.ts
async function resolveKubelet(tree, options) {
  const notes = newNotes2();
  const unit = options.unit ?? await resolveUnit(tree, "kubelet.service");
  const command = await commandOf(tree, unit, options, notes);
  const template = command?.find((argument) => /\{\{|\}\}|\{%/.test(argument.text));
  if (template !== void 0) notes.doubt("config-templated", template.origins[0] ?? null, { value: template.text });
  const line = parseCommandLine(command ?? [], template === void 0 ? notes : silent(notes));
  noteVersions(line.flags, options.version, notes);
  noteHelp(line.flags, notes);
  const config = lastUse(line.flags, "config");
  const configPath = config === null || config.value === "" ? null : resolvePath(unit.workingDirectory, config.value);
  const started = command !== null && (line.refusal === null || template !== void 0);
  if (!started && options.givenConfig === void 0) {
    return answer(options, unit, notes, {
      configPath,
      decision: unknown,
      gates: null,
      endpoint: null,
      flags: line.flags
    });
  }
  noteInstaller(unit, configPath, notes);
  const base = await resolveBase(tree, { ...options, unit, flags: line.flags, configPath, configFlag: config }, notes);
  const dropIns = await resolveDropIns(tree, unit, line.flags, options.version, notes);
  const flags = base.beforeKubeadm ? line.flags.filter((flag) => !isKubeadmFlag(flag)) : line.flags;
  const decision2 = decide(base, dropIns === "refused" ? null : dropIns, flags, notes);
  if (base.beforeKubeadm) noteReplacedFlag(line.flags, decision2, notes);
  noteWhereNothingDecides(decision2, base.configured, unit, flags, notes);
  if (command !== null) await noteUnreadConfigs(tree, configPath, "config-unread", notes);
  const gates = new Map(base.gates);
  if (dropIns !== "refused" && dropIns !== null) for (const [name, setting] of dropIns.gates) gates.set(name, setting);
  const fileEndpoint = (dropIns !== "refused" ? dropIns?.runtimeEndpoint?.value : null) || base.runtimeEndpoint;
  const fail = (dropIns !== "refused" ? dropIns?.failCgroupV1 : null) ?? base.failCgroupV1;
  noteCgroupV1(fail, line.flags, options.version, notes);
  return answer(options, unit, notes, { configPath, decision: decision2, gates, endpoint: fileEndpoint, flags: line.flags });
}
var unknown = { configured: "unknown", sourceKind: "unknown", source: null, written: null };
function answer(options, unit, notes, parts) {
  const minor = minorOf(options.version);
  const flagGates = gatesOfFlags(parts.flags, notes);
  const { gate, asksRuntime } = resolveGate(
    minor,
    parts.gates ?? /* @__PURE__ */ new Map(),
    flagGates === "refused" ? /* @__PURE__ */ new Map() : flagGates,
    notes
  );
  if (asksRuntime === true) notes.observe("runtime-answer-wins", parts.decision.source);
  if (minor !== null && minor >= 34) notes.observe("runtime-fallback-ends", null);
  if (options.version !== null && minor === null) {
    notes.doubt("version-unknown", null, { needs: "kubelet", why: `"${options.version}" is no version` });
  }
  return {
    kubeletVersion: printedVersion(options.version),
    ...parts.decision,
    asksRuntime,
    gate,
    refusesToStart: notes.refusal(),
    runtimeEndpoint: lastUse(parts.flags, "container-runtime-endpoint")?.value || parts.endpoint,
    unit,
    configPath: parts.configPath,
    observations: notes.observations,
    doubts: notes.doubts
  };
}
async function commandOf(tree, unit, options, notes) {
  noteUnitDoubts(unit, notes);
  noteUnusedVariables(unit, notes);
  if (unit.state === "not-found") {
    if (options.givenConfig === void 0) notes.doubt("no-unit", null);
    await noteUnreadConfigs(tree, null, "config-without-unit", notes);
    await noteFlagsWithoutUnit(tree, notes);
    return null;
  }
  if (unit.command === null) {
    const { kind = "", location: location2 = null, related = [], detail = {} } = unit.reason ?? {};
    if (kind === "environment-file-missing") {
      notes.doubt("command-written-at-boot", location2, { name: detail.path ?? null }, related);
    } else notes.refuse("unit", location2, { ...detail, reason: kind }, related);
    return null;
  }
  const { program, arguments: words, location } = unit.command;
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (/^kubelet([-_.]?v?\d[\w.+-]*)?$/.test(name)) return words;
  if (name === "hyperkube" && words[0]?.text === "kubelet") return words.slice(1);
  notes.doubt("program-is-not-kubelet", location, { program });
  return null;
}
async function resolveDropIns(tree, unit, flags, version, notes) {
  const flag = lastUse(flags, "config-dir");
  if (flag === null || flag.value === "") return null;
  const minor = minorOf(version);
  const enabled = unit.environment.some((variable) => variable.name === "KUBELET_CONFIG_DROPIN_DIR_ALPHA");
  if ((minor === 28 || minor === 29) && !enabled) {
    notes.refuse("drop-in-directory-needs-env", flag.flagLocation, { path: flag.value });
    return "refused";
  }
  if (minor === null && !enabled) {
    const why = "1.28 and 1.29 only take --config-dir with KUBELET_CONFIG_DROPIN_DIR_ALPHA, and older ones not at all";
    notes.doubt("version-unknown", flag.flagLocation, { needs: "kubelet", why });
  }
  return await readConfigDirectory(tree, resolvePath(unit.workingDirectory, flag.value), flag.location, notes);
}
function isKubeadmFlag(flag) {
  return flag.location?.path === kubeadmFlagsPath;
}
function noteReplacedFlag(flags, decision2, notes) {
  const replaced2 = flags.findLast((flag) => flag.name === "cgroup-driver" && isKubeadmFlag(flag));
  if (replaced2 === void 0) return;
  const { value, location } = replaced2;
  const becomes = decision2.configured === "unknown" ? null : decision2.configured;
  notes.observe("kubeadm-will-replace", location, { path: kubeadmFlagsPath, value, becomes });
  if (value !== becomes) notes.doubt("baked-config-disagrees", location, { value, becomes });
}
function noteWhereNothingDecides(decision2, baseConfigured, unit, flags, notes) {
  if (baseConfigured || unit.command === null) return;
  if (decision2.sourceKind === "command-line") {
    notes.observe("no-config-file-but-flag", decision2.source);
    return;
  }
  if (decision2.sourceKind !== "kubelet-default") return;
  notes.observe("no-config-file", unit.command.location);
  if (flags.some((flag) => flag.name === "config")) return;
  for (const name of unsetWords(unit)) notes.doubt("command-written-at-boot", unit.command.location, { name });
}
function noteVersions(flags, version, notes) {
  const minor = minorOf(version);
  for (const flag of flags) {
    const life = flagLifetimes[flag.name];
    if (life === void 0 || minor === null) continue;
    const { since: since2, until } = life;
    if (since2 !== null && minor < since2 || until !== null && minor > until) {
      const release = (number) => number === null ? null : `1.${number}`;
      const detail = { flag: `--${flag.name}`, since: release(since2), until: release(until) };
      notes.refuse("flag-not-in-version", flag.flagLocation, detail);
    }
  }
}
function noteHelp(flags, notes) {
  for (const flag of flags) {
    const prints = flag.name === "help" || flag.name === "version" && flag.value !== "false";
    if (prints) notes.refuse("help-or-version", flag.flagLocation, { flag: `--${flag.name}` });
  }
}
function noteCgroupV1(setting, flags, version, notes) {
  const minor = minorOf(version);
  const flag = lastUse(flags, "fail-cgroupv1");
  const written = flag === null ? setting?.value ?? null : flag.value === "true";
  if (minor === null || minor < 31 || written === null && minor < 35) return;
  notes.observe("fail-cgroup-v1", flag?.location ?? setting?.location ?? null, { value: written ?? true });
}
function resolvePath(workingDirectory, path) {
  const absolute = path.startsWith("/") ? path : `${workingDirectory ?? ""}/${path}`;
  const parts = [];
  for (const part of absolute.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}${path.endsWith("/") && parts.length > 0 ? "/" : ""}`;
}

// src/platforms/platform.ts
var UNIT_FOLDERS = [
  "/etc/systemd/system",
  "/usr/local/lib/systemd/system",
  "/usr/lib/systemd/system",
  "/lib/systemd/system"
];
function unitPaths(...names2) {
  return names2.flatMap((name) => UNIT_FOLDERS.map((folder) => `${folder}/${name}`));
}

// src/platforms/known/aks.ts
var aks = {
  name: "aks",
  title: "AKS",
  writes: "both",
  evidence: [
    "/opt/azure/containers/provision_source.sh",
    "/opt/azure/containers/provision.sh",
    "/opt/azure/containers/aks-node-controller",
    "/opt/azure/vhd-install.complete",
    ...unitPaths("aks-node-controller.service")
  ],
  note: "AKS writes /etc/containerd/config.toml and the kubelet’s flags at boot: systemd for both where the node needs cgroup v2, while its untrusted and katacli handlers stay at cgroupfs"
};

// src/platforms/known/bottlerocket.ts
var TEMPLATES = "/usr/share/templates";
var bottlerocket = {
  name: "bottlerocket",
  title: "Bottlerocket",
  writes: "both",
  evidence: ["/usr/share/bottlerocket"],
  osId: "bottlerocket",
  containerdTemplates: [
    { folder: TEMPLATES, name: /^containerd-config.*k8s/ },
    { folder: TEMPLATES, name: /^containerd-config/ }
  ],
  kubeletTemplates: [{ folder: TEMPLATES, name: /^kubelet-config/ }],
  note: "Bottlerocket renders /etc/containerd/config.toml, /etc/kubernetes/kubelet/config and the kubelet’s command line from its templates and settings at boot"
};

// src/platforms/known/canonical-k8s.ts
var canonicalK8s = {
  name: "canonical-k8s",
  title: "Canonical Kubernetes",
  writes: "both",
  evidence: ["/snap/k8s", "/var/snap/k8s"],
  evidencePatterns: [
    { folder: "/var/lib/snapd/snaps", name: /^k8s_.*\.snap$/ },
    { folder: "/var/lib/snapd/seed/snaps", name: /^k8s_.*\.snap$/ }
  ],
  note: "Canonical Kubernetes writes the configuration of its containerd and kubelet when the node is set up"
};

// src/platforms/known/eks-bootstrap.ts
var eksBootstrap = {
  name: "eks-bootstrap",
  title: "the EKS bootstrap script",
  writes: "both",
  evidence: ["/etc/eks/bootstrap.sh"],
  containerdTemplates: ["/etc/eks/containerd/containerd-config.toml"],
  kubeletTemplates: ["/etc/kubernetes/kubelet/kubelet-config.json"],
  note: "/etc/eks/bootstrap.sh writes /etc/containerd/config.toml from /etc/eks/containerd/containerd-config.toml at boot, or from what the user data gives, and edits /etc/kubernetes/kubelet/kubelet-config.json"
};

// src/platforms/known/eks-nodeadm.ts
var eksNodeadm = {
  name: "eks-nodeadm",
  title: "nodeadm",
  writes: "both",
  evidence: [
    ...unitPaths("nodeadm-run.service", "nodeadm-config.service", "nodeadm-boot-hook.service"),
    "/usr/bin/nodeadm",
    "/usr/local/bin/nodeadm"
  ],
  note: "nodeadm writes /etc/containerd/config.toml and the kubelet’s configuration and flags at boot, from templates inside the program: its published templates say systemd for both"
};

// src/platforms/known/gke.ts
var gke = {
  name: "gke",
  title: "the Compute Engine start-up script",
  writes: "both",
  evidence: ["/home/kubernetes/bin/configure-helper.sh", "/home/kubernetes/bin/configure.sh"],
  osId: "cos",
  note: "the start-up scripts of Compute Engine clusters write the configuration of containerd and of the kubelet at boot: systemd for both on a cgroup v2 host, else cgroupfs for both"
};

// src/platforms/known/k0s.ts
var k0s = {
  name: "k0s",
  title: "k0s",
  writes: "both",
  evidence: unitPaths("k0sworker.service", "k0scontroller.service"),
  programs: ["/usr/local/bin/k0s", "/usr/bin/k0s", "/opt/bin/k0s"],
  containerdTemplates: ["/etc/k0s/containerd.toml"],
  note: "k0s writes the configuration of its own containerd and kubelet at every start, from /etc/k0s and the cluster"
};

// src/platforms/known/k3s.ts
var CONTAINERD = "/var/lib/rancher/k3s/agent/etc/containerd";
var k3s = {
  name: "k3s",
  title: "k3s",
  writes: "both",
  evidence: [...unitPaths("k3s.service", "k3s-agent.service"), "/etc/init.d/k3s", "/etc/init.d/k3s-agent"],
  programs: ["/usr/local/bin/k3s", "/usr/bin/k3s", "/opt/bin/k3s", "/opt/k3s/bin/k3s"],
  containerdTemplates: [`${CONTAINERD}/config-v3.toml.tmpl`, `${CONTAINERD}/config.toml.tmpl`],
  note: `k3s writes ${CONTAINERD}/config.toml and starts its own kubelet at every start: systemd for both where systemd started it with a cpuset controller and outside a user namespace, else cgroupfs for both, unless a template or --kubelet-arg says otherwise`
};

// src/platforms/known/kairos.ts
var kairos = {
  name: "kairos",
  title: "Kairos",
  writes: "both",
  evidence: ["/etc/kairos-release", "/system/providers/agent-provider-kairos"],
  osId: "kairos",
  note: "Kairos starts k3s or k0s, which write the configuration of their own containerd and kubelet at every start"
};

// src/platforms/known/kops.ts
var kops = {
  name: "kops",
  title: "nodeup of kOps",
  writes: "both",
  evidence: [...unitPaths("kops-configuration.service"), "/opt/kops/bin/nodeup", "/opt/kops/conf", "/var/cache/nodeup"],
  note: "kOps’ nodeup writes /etc/containerd/config.toml and the kubelet’s configuration and flags at boot: systemd for both since kOps 1.20"
};

// src/platforms/known/microk8s.ts
var DATA = "/var/snap/microk8s/current/args";
var SNAP = "/snap/microk8s/current/default-args";
var microk8s = {
  name: "microk8s",
  title: "MicroK8s",
  writes: "both",
  evidence: ["/snap/microk8s", "/var/snap/microk8s"],
  evidencePatterns: [
    { folder: "/var/lib/snapd/snaps", name: /^microk8s_.*\.snap$/ },
    { folder: "/var/lib/snapd/seed/snaps", name: /^microk8s_.*\.snap$/ }
  ],
  containerdTemplates: [`${DATA}/containerd-template.toml`, `${SNAP}/containerd-template.toml`],
  kubeletTemplates: [`${DATA}/kubelet`, `${SNAP}/kubelet`],
  note: `MicroK8s fills in containerd-template.toml at every start of its service and reads the kubelet’s flags from ${DATA}: cgroupfs for both as shipped`
};

// src/platforms/known/minikube.ts
var minikube = {
  name: "minikube",
  title: "minikube",
  writes: "both",
  evidence: ["/kic.txt", ...unitPaths("minikube-automount.service"), "/usr/sbin/minikube-automount"],
  containerdTemplates: ["/etc/containerd/config.toml"],
  note: "minikube edits /etc/containerd/config.toml with sed and writes the kubelet’s configuration at every start: what the image holds is only where it starts from"
};

// src/platforms/known/openshift.ts
var openshift = {
  name: "openshift",
  title: "OpenShift",
  writes: "kubelet",
  evidence: ["/usr/bin/kubenswrapper", "/usr/bin/machine-config-daemon"],
  osId: "rhcos",
  kubeletTemplates: ["/etc/kubernetes/kubelet.conf"],
  note: "OpenShift’s machine configuration writes /etc/kubernetes/kubelet.conf at first boot"
};

// src/platforms/known/rke2.ts
var CONTAINERD2 = "/var/lib/rancher/rke2/agent/etc/containerd";
var rke2 = {
  name: "rke2",
  title: "RKE2",
  writes: "both",
  evidence: unitPaths("rke2-server.service", "rke2-agent.service"),
  programs: ["/usr/local/bin/rke2", "/usr/bin/rke2", "/opt/rke2/bin/rke2"],
  containerdTemplates: [`${CONTAINERD2}/config-v3.toml.tmpl`, `${CONTAINERD2}/config.toml.tmpl`],
  note: `RKE2 writes ${CONTAINERD2}/config.toml and starts its own kubelet at every start: systemd for both where systemd started it with a cpuset controller and outside a user namespace, else cgroupfs for both, unless a template or kubelet-arg says otherwise`
};

// src/platforms/known/talos.ts
var talos = {
  name: "talos",
  title: "Talos",
  writes: "both",
  evidence: ["/etc/cri/conf.d/00-base.part"],
  osId: "talos",
  containerdTemplates: ["/etc/cri/conf.d/00-base.part"],
  note: "Talos merges /etc/cri/conf.d/00-base.part with the machine’s own parts and generates the kubelet’s configuration at boot; it has no systemd, so cgroupfs for both"
};

// src/platforms/template-keys.ts
function readHeader(text2) {
  const match = /^\s*\[(?!\[)(.*)\]\s*(?:#.*)?$/.exec(text2);
  return match === null ? null : splitKey(match[1]);
}
function readAssignment(text2) {
  const match = /^((?:[\w-]|"[^"]*"|'[^']*'|\{\{[^}]*\}\}|[.\s])+)=(.*)$/.exec(text2.trim());
  if (match === null) return null;
  return { keys: splitKey(match[1]), value: match[2].replace(/\s#[^"']*$/, "").trim() };
}
function unquote(value) {
  return /^"([^"]*)"$/.exec(value)?.[1] ?? /^'([^']*)'$/.exec(value)?.[1] ?? value;
}
function splitKey(text2) {
  const parts = text2.match(/(?:"[^"]*"|'[^']*'|\{\{.*?\}\}|\$\{[^}]*\}|[^.\s"'])+/g) ?? [];
  return parts.map(unquote);
}

// src/platforms/template-lines.ts
var CLOSERS = { "{{": "}}", "{%": "%}", "{#": "#}" };
var OPENS_GO = /^(?:if|range|with|define|block)\b/;
var OPENS_JINJA = /^(?:if|for|macro|block|call|filter|with)\b/;
var DEEPEST = 16;
var MOST_BLOCKS = 200;
var LONGEST_LINE = 4e3;
var LONGEST_TEXT = 1 << 18;
function readTemplateLines(whole) {
  const open = [];
  const blocks = [];
  const lines = [];
  const sources = whole.slice(0, LONGEST_TEXT).split("\n");
  const text2 = sources.join("\n");
  let hasDirectives = false;
  let includes = false;
  let current = "";
  let inner = [];
  let now = [];
  let branches = now;
  const write = (part) => {
    for (const [index, piece] of part.split("\n").entries()) {
      if (index > 0) endLine();
      if (current.trim() === "" && piece.trim() !== "") branches = now;
      current += piece;
    }
  };
  const endLine = () => {
    const number = lines.length + 1;
    lines.push({
      text: current.length > LONGEST_LINE ? "" : current,
      branches,
      inner,
      number,
      source: sources[number - 1] ?? ""
    });
    current = "";
    inner = [];
    branches = now;
  };
  const steer = (word) => {
    const top = open.at(-1);
    const condition = word.kind === "open" ? word.condition : top?.condition;
    if (current.trim() !== "" && condition !== void 0 && word.kind !== "close") inner.push(condition);
    if (word.kind === "open" && open.length < DEEPEST) {
      open.push({ condition: word.condition, index: 0, complete: false, loop: word.loop });
    } else if (word.kind === "else" && top !== void 0) {
      top.index += 1;
      if (!word.conditional && !top.loop) top.complete = true;
    } else if (word.kind === "close" && top !== void 0) {
      open.pop();
      const { condition: condition2, index, complete } = top;
      const known = blocks.some((block) => block.condition === condition2 && block.count === index + 1);
      if (complete && !known && blocks.length < MOST_BLOCKS) blocks.push({ condition: condition2, count: index + 1 });
    }
    now = open.map(({ condition: condition2, index }) => ({ condition: condition2, index }));
  };
  let at2 = 0;
  for (const [start2, end] of directivesOf(text2)) {
    hasDirectives = true;
    write(text2.slice(at2, start2));
    at2 = end;
    const directive = text2.slice(start2, end);
    const word = readDirective(directive);
    if (word.kind === "expression") write(directive);
    else if (word.kind !== "nothing") steer(word);
    if (word.kind === "nothing" && word.includes) includes = true;
    if (word.kind !== "expression") write("\n".repeat(directive.split("\n").length - 1));
  }
  write(text2.slice(at2));
  endLine();
  return { lines, hasDirectives, blocks, includes };
}
function* directivesOf(text2) {
  const endless = /* @__PURE__ */ new Set();
  for (let at2 = text2.indexOf("{"); at2 >= 0; at2 = text2.indexOf("{", at2)) {
    const opener = text2.slice(at2, at2 + 2);
    const closer = CLOSERS[opener];
    const end = closer === void 0 || endless.has(closer) ? -1 : text2.indexOf(closer, at2 + 2);
    if (end < 0) {
      if (closer !== void 0) endless.add(closer);
      at2 += 1;
      continue;
    }
    yield [at2, end + 2];
    at2 = end + 2;
  }
}
function readDirective(text2) {
  const nothing3 = { kind: "nothing", includes: false };
  if (text2.startsWith("{#")) return nothing3;
  const jinja = text2.startsWith("{%");
  const inner = text2.slice(2, -2).replace(/^[-~+]|[-~+]$/g, "").trim();
  if (/^(?:\/\*|!)/.test(inner)) return nothing3;
  if (/^(?:template|include|import|extends|partial)\b|^>/.test(inner)) return { kind: "nothing", includes: true };
  if (jinja) {
    if (/^end/.test(inner)) return /^endset\b/.test(inner) ? nothing3 : { kind: "close" };
    if (/^(?:else|elif)\b/.test(inner)) return { kind: "else", conditional: inner.startsWith("elif") };
    if (!OPENS_JINJA.test(inner)) return nothing3;
    return { kind: "open", condition: afterWord(inner), loop: !inner.startsWith("if") };
  }
  if (/^(?:end$|\/)/.test(inner)) return { kind: "close" };
  if (/^(?:else\b|\^$)/.test(inner)) return { kind: "else", conditional: afterWord(inner) !== "" };
  if (inner.startsWith("#")) {
    return { kind: "open", condition: afterWord(inner), loop: !/^#(?:if|unless)/.test(inner) };
  }
  if (OPENS_GO.test(inner)) return { kind: "open", condition: afterWord(inner), loop: !/^(?:if|with)\b/.test(inner) };
  return /^\$?\w+\s*:?=|^(?:break|continue)$/.test(inner) ? nothing3 : { kind: "expression" };
}
function afterWord(text2) {
  return text2.replace(/^\S+\s*/, "").replace(/\s+/g, " ");
}
function locateLine(path, line) {
  const start2 = line.source.length - line.source.trimStart().length;
  const end = line.source.trimEnd().length;
  return {
    path,
    startLine: line.number,
    startColumn: start2 + 1,
    endLine: line.number,
    endColumn: Math.max(start2, end) + 1
  };
}

// src/platforms/template-value.ts
function isWithin2(inner, outer) {
  return outer.every(
    ({ condition, index }) => inner.some((branch) => branch.condition === condition && branch.index === index)
  );
}
function excludes(a, b) {
  return a.some(({ condition, index }) => b.some((other) => other.condition === condition && other.index !== index));
}
function settledValue(settings, base, blocks) {
  const possible = settings.filter(({ line }) => !excludes(line.branches, base));
  const sure = possible.findLast(({ line }) => isWithin2(base, line.branches));
  const later = sure === void 0 ? possible : possible.slice(possible.indexOf(sure) + 1);
  if (sure !== void 0 && later.every(({ value }) => value === sure.value)) return sure.value;
  if (sure === void 0 && possible.length === 0) return "absent";
  const [first] = possible;
  if (first === void 0 || !possible.every(({ value }) => value === first.value)) return "templated";
  return covers(possible, base, blocks) ? first.value : "templated";
}
function covers(settings, base, blocks) {
  const conditions = new Set(settings.flatMap(({ line }) => line.branches.map(({ condition }) => condition)));
  return blocks.some(({ condition, count }) => {
    if (!conditions.has(condition)) return false;
    return Array.from({ length: count }, (_, index) => index).every(
      (index) => settings.some(({ line }) => isWithin2([...base, { condition, index }], line.branches))
    );
  });
}
function driverOf2(enabled) {
  if (typeof enabled === "string") return enabled;
  return enabled ? "systemd" : "cgroupfs";
}
function isExpression(text2) {
  return /\{\{|\{%|\$\{|\$\w|<%|@\w+@/.test(text2);
}

// src/platforms/kubelet-template.ts
var FIELD = /^["']?cgroupDriver["']?\s*:(.*)$/;
var FLAG = /(?:^|[\s"'=])--cgroup-driver[=\s]+(\{\{.*?\}\}|[^\s"']+)/;
function readKubeletTemplate(text2, path) {
  const template = readTemplateLines(text2);
  const settings = [];
  const conditions = /* @__PURE__ */ new Set();
  for (const line of template.lines) {
    if (/^\s*#/.test(line.text)) continue;
    const written = FLAG.exec(line.text)?.[1] ?? FIELD.exec(line.text.trim())?.[1]?.replace(/\s#.*$/, "").trim().replace(/,$/, "").trim();
    if (written === void 0) continue;
    const templated = line.inner.length > 0 || isExpression(written);
    const expression2 = templated ? [...new Set(line.inner), ...isExpression(written) ? [written] : []].join(", ") : null;
    settings.push({ value: templated ? "templated" : unquote(written), line, expression: expression2 });
  }
  const value = settledValue(settings, [], template.blocks);
  if (value === "templated") {
    for (const { expression: expression2, line } of settings) {
      if (expression2 !== null) conditions.add(expression2);
      for (const { condition } of line.branches) conditions.add(condition);
    }
  }
  const last = settings.at(-1);
  return {
    driver: driverOfValue(value),
    conditions: [...conditions],
    location: last === void 0 ? null : locateLine(path, last.line)
  };
}
function driverOfValue(value) {
  if (value === "systemd" || value === "templated" || value === "absent") return value;
  return "cgroupfs";
}

// src/platforms/template-tables.ts
var CRI_PLUGINS = /* @__PURE__ */ new Set(["cri", "io.containerd.grpc.v1.cri", "io.containerd.cri.v1.runtime"]);
var MOST_OPEN_TABLES = 16;
var MOST_DEFINITIONS = 256;
var MOST_SETTINGS = 64;
function gatherTables(template) {
  const definitions = /* @__PURE__ */ new Map();
  const defaults = [];
  let version = null;
  let anyTable = false;
  let tables = [];
  for (const line of template.lines) {
    if (line.text.trim() === "" || line.text.trim().startsWith("#")) continue;
    const header = readHeader(line.text);
    if (header !== null || line.text.trim().startsWith("[[")) {
      anyTable = true;
      tables = tables.filter((table) => !isWithin2(table.line.branches, line.branches));
      tables = [...tables.slice(-MOST_OPEN_TABLES), { keys: header ?? [], line }];
      if (header !== null) addHeader(define(definitions, header), line);
      continue;
    }
    const assignment = readAssignment(line.text);
    if (assignment === null) {
      for (const { keys } of tablesOf(line, tables, template)) {
        const templated = { value: "templated", line, expression: line.text.trim() };
        if (keys.at(-1) === "options" && isExpression(line.text)) define(definitions, keys)?.cgroup.push(templated);
      }
      continue;
    }
    if (tables.length === 0 && assignment.keys[0] === "version" && /^\d$/.test(assignment.value)) {
      version = Number(assignment.value);
    }
    for (const table of tablesOf(line, tables, template)) {
      record(definitions, defaults, [...table.keys, ...assignment.keys], assignment.value, line);
    }
  }
  return { definitions: [...definitions.values()], defaults, version, anyTable };
}
function tablesOf(line, tables, { blocks }) {
  const found = [];
  for (const table of tables.toReversed()) {
    if (excludes(table.line.branches, line.branches)) continue;
    found.push(table);
    if (isWithin2(line.branches, table.line.branches) || covers(found, line.branches, blocks)) break;
  }
  return found;
}
function define(definitions, keys) {
  const [root, plugin = "", section, table, name] = keys;
  if (root !== "plugins" || !CRI_PLUGINS.has(plugin) || section !== "containerd") return null;
  const handler = table === "runtimes" ? name : table === "default_runtime" ? "default" : table === "untrusted_workload_runtime" ? "untrusted" : void 0;
  if (handler === void 0) return null;
  const id = `${plugin}
${table}
${handler}`;
  if (!definitions.has(id) && definitions.size >= MOST_DEFINITIONS) return null;
  const definition = definitions.get(id) ?? { plugin, name: handler, headers: [], cgroup: [], type: [] };
  definitions.set(id, definition);
  return definition;
}
function addHeader(definition, line) {
  if (definition !== null && definition.headers.length < MOST_SETTINGS) definition.headers.push(line);
}
function record(definitions, defaults, keys, value, line) {
  const last = keys.at(-1) ?? "";
  const templated = line.inner.length > 0 || isExpression(value);
  const expression2 = line.inner.length > 0 ? [...new Set(line.inner)].join(", ") : templated ? value : null;
  const text2 = {
    value: line.inner.length > 0 ? "templated" : unquote(value),
    line,
    expression: expression2
  };
  if (last === "default_runtime_name" && keys[0] === "plugins" && defaults.length < MOST_SETTINGS) defaults.push(text2);
  const definition = define(definitions, keys);
  if (definition === null || keys.length < 5 || definition.cgroup.length + definition.type.length > MOST_SETTINGS)
    return;
  if (definition.headers.length === 0) definition.headers.push(line);
  if (last === "runtime_type") definition.type.push(templated ? { ...text2, value: "templated" } : text2);
  const inline = /^\{.*\bSystemdCgroup["']?\s*=\s*(true|false)\b/i.exec(value)?.[1];
  if (last.toLowerCase() === "systemdcgroup" || last === "options" && inline !== void 0) {
    const enabled = inline ?? value;
    const known = !templated && /^(?:true|false)$/.test(enabled);
    definition.cgroup.push({ value: known ? enabled === "true" : "templated", line, expression: expression2 });
  } else if (isExpression(last) && keys.includes("options")) {
    definition.cgroup.push({ value: "templated", line, expression: last });
  }
}

// src/platforms/template.ts
var CRI_V2 = "io.containerd.cri.v1.runtime";
var DEFAULT_HANDLER = "runc";
var RUNC = /^io\.containerd\.(?:runc\.v[12]|runtime\.v1\.linux)$/;
function readTemplate(text2, path) {
  const template = readTemplateLines(text2);
  const found = gatherTables(template);
  const second = found.definitions.some(({ plugin }) => plugin === CRI_V2);
  const handlers = [];
  const conditions = /* @__PURE__ */ new Set();
  for (const definition of found.definitions) {
    const { name, plugin, headers, cgroup } = definition;
    const type = typeOf(definition, template);
    if ((name === "default" || name === "untrusted") && definition.type.length > 0 && type === "") continue;
    const driver2 = driverOfHandler(definition, type, template);
    if (driver2 === "templated") for (const setting of cgroup) noteConditions(conditions, setting, headers);
    const line = cgroup.at(-1)?.line ?? headers[0];
    handlers.push({
      name,
      driver: driver2,
      type: type === "templated" || type === "absent" ? null : type,
      dropped: second && plugin !== CRI_V2,
      location: locateLine(path, line)
    });
  }
  if (handlers.length === 0 && !found.anyTable && template.hasDirectives) {
    const location2 = locateLine(path, template.lines[0]);
    handlers.push({ name: DEFAULT_HANDLER, driver: "templated", type: null, dropped: false, location: location2 });
  }
  const defaults = defaultsOf(found.defaults, handlers, template);
  const chosen = defaults.map((name) => handlers.find((handler) => handler.name === name && !handler.dropped) ?? null);
  const location = chosen.find((handler) => handler !== null)?.location ?? locateLine(path, template.lines[0]);
  const driver = template.includes ? "templated" : common(chosen.map((handler) => handler?.driver ?? "absent"));
  return { configVersion: found.version, handlers, defaults, driver, conditions: [...conditions], location };
}
function placesOf({ headers }) {
  const places2 = headers.map(({ branches }) => branches);
  return places2.filter(
    (place2, index) => !places2.some((other, at2) => at2 !== index && isWithin2(place2, other) && (!isWithin2(other, place2) || at2 < index))
  );
}
function typeOf(definition, { blocks }) {
  const types = placesOf(definition).map((place2) => settledValue(definition.type, place2, blocks));
  return types.every((type) => type === types[0]) ? types[0] ?? "absent" : "templated";
}
function driverOfHandler(definition, type, { blocks }) {
  if (type !== "absent" && type !== "templated" && !RUNC.test(type)) return "opaque";
  return common(placesOf(definition).map((place2) => driverOf2(settledValue(definition.cgroup, place2, blocks))));
}
function noteConditions(conditions, setting, headers) {
  if (setting.expression !== null) conditions.add(setting.expression);
  for (const branch of setting.line.branches) {
    if (!headers.some(({ branches }) => isWithin2(branches, [branch]))) conditions.add(branch.condition);
  }
}
function defaultsOf(settings, handlers, { blocks }) {
  if (handlers.some(({ name, type }) => name === "default" && type !== null)) return ["default"];
  const settled = settledValue(settings, [], blocks);
  if (settled !== "absent" && settled !== "templated") return [settled];
  const names2 = new Set(settings.map(({ value }) => value));
  const always = coveredByAll(settings, blocks);
  if (settings.length === 0 || !always) names2.add(DEFAULT_HANDLER);
  return [...names2];
}
function coveredByAll(settings, blocks) {
  return settledValue(
    settings.map((setting) => ({ ...setting, value: true })),
    [],
    blocks
  ) === true;
}
function common(drivers) {
  return drivers.every((driver) => driver === drivers[0]) ? drivers[0] ?? "absent" : "templated";
}

// src/platforms/tree-text.ts
async function readText(tree, path) {
  const result = await tree.read(path);
  if (!result.ok) return null;
  return { text: new TextDecoder().decode(result.bytes), path: result.entry.path };
}
var SHARED_FOLDERS = /^(?:|\/etc|\/(?:usr\/)?(?:local\/)?s?bin|\/opt\/bin|.*\/systemd\/system|\/etc\/init\.d)$/;
async function firstThere(tree, paths) {
  for (const path of paths) {
    const stat = await tree.stat(path);
    if (stat.ok && stat.entry.path !== "/dev/null") return stat.entry.path;
    if (stat.ok) continue;
    const link = await tree.lstat(path);
    if (link.ok && link.entry.linkTarget !== "/dev/null") return link.entry.path;
    if (stat.reason !== "unreadable") continue;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!SHARED_FOLDERS.test(folder) && (await tree.lstat(folder)).ok) return path;
  }
  return null;
}
function lineLocation(path, line, text2) {
  const start2 = text2.length - text2.trimStart().length;
  const end = Math.max(start2, text2.trimEnd().length);
  return { path, startLine: line, startColumn: start2 + 1, endLine: line, endColumn: end + 1 };
}

// src/platforms/recognise-platform.ts
var KUBELETS = ["/usr/bin/kubelet", "/usr/local/bin/kubelet", "/opt/bin/kubelet"];
async function recognisePlatform(tree, platform) {
  const evidence = await findEvidence(tree, platform);
  if (evidence === null) return null;
  const containerd = await readFirst(tree, platform.containerdTemplates ?? []);
  const kubelet = await readFirst(tree, platform.kubeletTemplates ?? []);
  const { name, title, writes, note: note2 } = platform;
  const location = startOfFile(evidence);
  if (containerd === null && kubelet === null)
    return { name, title, writes, evidence: location, template: null, wouldDo: null, note: note2 };
  const handlers = containerd === null ? null : readTemplate(containerd.text, containerd.path);
  const driver = kubelet === null ? null : readKubeletTemplate(kubelet.text, kubelet.path);
  const wouldDo = {
    handlers: handlers?.handlers ?? [],
    kubelet: driver?.driver ?? null,
    conditions: [.../* @__PURE__ */ new Set([...handlers?.conditions ?? [], ...driver?.conditions ?? []])]
  };
  const read2 = containerd ?? kubelet;
  const template = { path: read2.path, location: handlers?.location ?? driver?.location ?? startOfFile(read2.path) };
  return { name, title, writes, evidence: location, template, wouldDo, note: note2 };
}
async function findEvidence(tree, platform) {
  const shown = await firstThere(tree, platform.evidence);
  if (shown !== null) return shown;
  for (const pattern of platform.evidencePatterns ?? []) {
    const [path] = await matching(tree, pattern);
    if (path !== void 0) return path;
  }
  if (platform.osId !== void 0) {
    const release = await osRelease(tree);
    if (release?.id === platform.osId) return release.path;
  }
  const program = await firstThere(tree, platform.programs ?? []);
  return program !== null && await firstThere(tree, KUBELETS) === null ? program : null;
}
async function osRelease(tree) {
  const file = await readText(tree, "/etc/os-release") ?? await readText(tree, "/usr/lib/os-release");
  const id = /^ID=(['"]?)([\w.-]*)\1\s*$/m.exec(file?.text ?? "")?.[2];
  return file === null || id === void 0 ? null : { id, path: file.path };
}
async function readFirst(tree, candidates) {
  for (const candidate2 of candidates) {
    const paths = typeof candidate2 === "string" ? [candidate2] : await matching(tree, candidate2);
    for (const path of paths) {
      const file = await readText(tree, path);
      if (file !== null) return file;
    }
  }
  return null;
}
async function matching(tree, { folder, name }) {
  const list = await tree.list(folder);
  return list.ok ? list.names.filter((entry2) => name.test(entry2)).map((entry2) => `${list.path}/${entry2}`) : [];
}

// src/platforms/unit-commands.ts
var CONTAINERD_FILE = /\/etc\/containerd\/[\w./-]+/;
var KUBELET_FILE = /\/var\/lib\/kubelet\/(?:config|kubeadm-flags)[\w./-]*|\/etc\/(?:default|sysconfig)\/kubelet\b|\/etc\/kubernetes\/kubelet(?:-config|\/)[\w./-]*/;
var LONGEST_COMMAND = 8192;
var DUMP = /\bcontainerd config (?:default|dump)\b/;
var EDITORS = /(?:^|[\s'"/])(?:sed\s(?:.*\s)?(?:-\w*i|--in-place)|tee|envsubst|curl|wget|dd|rm|truncate)\s/;
var COPIERS = /(?:^|[\s'"/])(?:cp|mv|install|ln)\s/;
var NVIDIA = /\bnvidia-ctk\b.*\bruntime\s+configure\b.*--runtime[= ]containerd\b/;
async function recogniseUnitCommands(tree) {
  const found = [];
  const files = [];
  for (const service of ["containerd.service", "kubelet.service"]) files.push(...await filesOfUnit(tree, service));
  for (const file of await ownUnits(tree)) if (files.every(({ path }) => path !== file.path)) files.push(file);
  for (const file of files) {
    found.push(...writersIn(file), ...await writersInScripts(tree, file), ...nvidiaCommandsIn(file));
  }
  for (const file of await nvidiaUnits(tree)) {
    if (files.every(({ path }) => path !== file.path)) found.push(...nvidiaCommandsIn(file));
  }
  return found;
}
function* commandsIn({
  text: text2
}) {
  const lines = text2.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1;
    const source = lines[index];
    const match = /^\s*Exec(?:Start|StartPre|StartPost|Condition)\s*=\s*(.*)$/.exec(source);
    if (match === null) continue;
    let command = match[1];
    while (command.endsWith("\\") && index + 1 < lines.length)
      command = `${command.slice(0, -1)} ${lines[++index].trim()}`;
    yield { command: command.slice(0, LONGEST_COMMAND), number, source };
  }
}
function* writersIn(file) {
  for (const { command, number, source } of commandsIn(file)) {
    const writes = writtenBy(command);
    if (writes === null) continue;
    yield {
      name: "unit-command",
      title: `a command of ${file.path.split("/").at(-1)}`,
      writes,
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note: `a command of ${file.path} writes the configuration each time the service starts`
    };
  }
}
async function writersInScripts(tree, file) {
  const found = [];
  const seen = /* @__PURE__ */ new Set();
  for (const { command, number, source } of commandsIn(file)) {
    for (const [path] of command.matchAll(/\/[\w./+-]+/g)) {
      if (seen.has(path) || seen.size >= MOST_SCRIPTS) continue;
      seen.add(path);
      const script = await tree.read(path, LARGEST_SCRIPT);
      if (!script.ok || script.bytes[0] !== 35 || script.bytes[1] !== 33) continue;
      const writes = scriptWrites(new TextDecoder().decode(script.bytes));
      if (writes === null) continue;
      found.push({
        name: "unit-command",
        title: `a script of ${file.path.split("/").at(-1)}`,
        writes,
        evidence: lineLocation(file.path, number, source),
        template: null,
        wouldDo: null,
        note: `${script.entry.path}, which ${file.path} starts, writes the configuration when the node boots`
      });
    }
  }
  return found;
}
var LARGEST_SCRIPT = 64 * 1024;
var MOST_SCRIPTS = 50;
function scriptWrites(script) {
  const written = /* @__PURE__ */ new Set();
  for (const line of script.replace(/\\\n/g, " ").split("\n")) {
    if (/^\s*#/.test(line)) continue;
    const writes = writtenBy(line.slice(0, LONGEST_COMMAND));
    if (writes !== null) written.add(writes);
  }
  if (written.has("containerd")) return written.has("kubelet") ? "both" : "containerd";
  return written.has("kubelet") ? "kubelet" : null;
}
function writtenBy(command) {
  for (const part of command.split(/[;|&]+/)) {
    for (const [writes, file] of [
      ["containerd", CONTAINERD_FILE],
      ["kubelet", KUBELET_FILE]
    ]) {
      const redirected = new RegExp(`>\\s*["']?(?:${file.source})`).test(part);
      const edited = EDITORS.test(part) && file.test(part);
      const copied = COPIERS.test(part) && new RegExp(`(?:${file.source})["'\\s]*$`).test(part);
      if (redirected || edited || copied) return writes;
    }
    if (DUMP.test(part) && part.includes(">")) return "containerd";
  }
  return null;
}
function* nvidiaCommandsIn(file) {
  for (const { command, number, source } of commandsIn(file)) {
    if (!NVIDIA.test(command)) continue;
    yield {
      name: "nvidia-toolkit",
      title: "nvidia-ctk",
      writes: "containerd",
      evidence: lineLocation(file.path, number, source),
      template: null,
      wouldDo: null,
      note: "nvidia-ctk runtime configure adds an nvidia handler to containerd’s configuration at boot, with the options of the default handler"
    };
  }
}
async function filesOfUnit(tree, service) {
  const paths = [];
  for (const folder of UNIT_FOLDERS) {
    paths.push(`${folder}/${service}`);
    const list = await tree.list(`${folder}/${service}.d`);
    if (list.ok)
      paths.push(...list.names.filter((name) => name.endsWith(".conf")).map((name) => `${list.path}/${name}`));
  }
  return readAll(tree, paths);
}
async function ownUnits(tree) {
  const own = UNIT_FOLDERS[0];
  const list = await tree.list(own);
  const names2 = list.ok ? list.names.filter((name) => name.endsWith(".service")).slice(0, MOST_UNITS) : [];
  return readAll(
    tree,
    names2.map((name) => `${own}/${name}`)
  );
}
var MOST_UNITS = 500;
async function nvidiaUnits(tree) {
  const paths = [];
  for (const folder of UNIT_FOLDERS) {
    const list = await tree.list(folder);
    if (!list.ok) continue;
    paths.push(
      ...list.names.filter((name) => /nvidia|gpu/i.test(name) && name.endsWith(".service")).map((name) => `${list.path}/${name}`)
    );
  }
  return readAll(tree, paths);
}
async function readAll(tree, paths) {
  const files = /* @__PURE__ */ new Map();
  for (const path of paths) {
    const file = await readText(tree, path);
    if (file !== null) files.set(file.path, file);
  }
  return [...files.values()];
}

// src/platforms/user-data.ts
var CLOUD_INIT = ["/usr/bin/cloud-init", "/usr/local/bin/cloud-init", "/usr/lib/cloud-init"];
var CLOUD_INIT_OFF = "/etc/cloud/cloud-init.disabled";
var CLOUD_CONFIG_FOLDER = "/etc/cloud/cloud.cfg.d";
var CLOUD_FILES = [
  "/etc/cloud/cloud.cfg",
  "/var/lib/cloud/seed/nocloud/user-data",
  "/var/lib/cloud/seed/nocloud-net/user-data",
  "/var/lib/cloud/seed/nocloud/vendor-data",
  "/var/lib/cloud/seed/nocloud-net/vendor-data"
];
var IGNITION_FOLDERS = ["/usr/lib/ignition/base.d", "/usr/lib/ignition/base.platform.d", "/usr/share/oem", "/oem"];
var IGNITION_FILES = ["/usr/lib/ignition/user.ign", "/usr/lib/ignition/base.ign"];
var CONTAINERD_TARGET = /\/etc\/containerd\/(?:config\.toml|conf\.d\/|[\w.-]+\.toml)|containerd config default/;
var KUBELET_TARGET = /\/var\/lib\/kubelet\/config\.yaml|\/etc\/(?:default|sysconfig)\/kubelet\b|\/etc\/kubernetes\/kubelet|\/kubelet\.service\.d\//;
async function recogniseUserData(tree) {
  const found = [];
  if (await firstThere(tree, CLOUD_INIT) !== null && await firstThere(tree, [CLOUD_INIT_OFF]) === null) {
    const paths = [...CLOUD_FILES, ...await filesOf(tree, CLOUD_CONFIG_FOLDER, ".cfg")];
    for (const path of paths) found.push(...await readUserData(tree, path, "cloud-init"));
  }
  const ignition = [...IGNITION_FILES];
  for (const folder of IGNITION_FOLDERS) ignition.push(...await filesOf(tree, folder, ".ign"));
  for (const path of ignition) found.push(...await readUserData(tree, path, "ignition"));
  return found;
}
async function readUserData(tree, path, name) {
  const file = await readText(tree, path);
  if (file === null) return [];
  const containerd = firstLine(file, CONTAINERD_TARGET);
  const kubelet = firstLine(file, KUBELET_TARGET);
  const first = containerd ?? kubelet;
  if (first === null) return [];
  const title = name === "ignition" ? "Ignition" : "cloud-init";
  const contents = readTemplate(file.text, file.path);
  const handlers = containerd === null ? [] : contents.handlers;
  return [
    {
      name,
      title,
      writes: containerd !== null && kubelet !== null ? "both" : containerd !== null ? "containerd" : "kubelet",
      evidence: lineLocation(file.path, first.number, first.text),
      template: handlers.length === 0 ? null : { path: file.path, location: contents.location },
      wouldDo: handlers.length === 0 ? null : { handlers, kubelet: null, conditions: contents.conditions },
      note: `${title} writes the configuration at first boot, from ${file.path}`
    }
  ];
}
function firstLine({ text: text2 }, target) {
  for (const [index, line] of text2.split("\n").entries()) {
    if (!/^\s*#/.test(line) && target.test(line)) return { number: index + 1, text: line };
  }
  return null;
}
async function filesOf(tree, folder, ending) {
  const list = await tree.list(folder);
  return list.ok ? list.names.filter((name) => name.endsWith(ending)).map((name) => `${list.path}/${name}`) : [];
}

// src/platforms/recognise.ts
var PLATFORMS = [
  k3s,
  rke2,
  k0s,
  bottlerocket,
  microk8s,
  canonicalK8s,
  eksNodeadm,
  eksBootstrap,
  aks,
  gke,
  talos,
  kops,
  minikube,
  kairos,
  openshift
];
async function recogniseBootGenerated(tree) {
  const found = [];
  for (const platform of PLATFORMS) {
    const generator = await recognisePlatform(tree, platform);
    if (generator !== null) found.push(generator);
  }
  return [...found, ...await recogniseUnitCommands(tree), ...await recogniseUserData(tree)];
}

// src/versions/binary-claims.ts
var MAIN_PACKAGES = {
  containerd: /^github\.com\/containerd\/containerd\/(?:v\d+\/)?cmd\/containerd$/,
  kubelet: /^k8s\.io\/kubernetes\/cmd\/(?:kubelet|hyperkube|kubelite)$|^github\.com\/(?:k3s-io\/k3s|rancher\/(?:k3s|rke2))(?:\/|$)/,
  kubeadm: /^k8s\.io\/kubernetes\/cmd\/kubeadm$/,
  "cri-o": /^github\.com\/cri-o\/cri-o\/cmd\/crio$/,
  dockerd: /^github\.com\/(?:docker\/docker|moby\/moby(?:\/v\d+)?)\/cmd\/dockerd$/,
  "cri-dockerd": /^github\.com\/Mirantis\/cri-dockerd$/
};
var STAMPS = {
  containerd: /^v?[12]\./,
  kubelet: /^v1\./,
  kubeadm: /^v1\./,
  "cri-o": /^v?1\./,
  dockerd: /^v?\d/,
  "cri-dockerd": /^v?0\./
};
var PSEUDO_VERSION = /[-.]\d{14}-[0-9a-f]{12}(?:\+|$)/;
function claimsOfBinary(program, facts, path, confidence) {
  const main = facts.goBuildInfo?.path ?? null;
  if (main !== null && !isKin(program, main)) return [];
  const bound2 = program === "containerd" && main !== null ? majorOf(main) : null;
  const fits2 = (version) => bound2 === null || agree(bound2, version);
  const claim = (version, source) => ({ version, source, path, confidence });
  const claims = [];
  const stamped = facts.versionStrings.filter((text2) => STAMPS[program].test(text2) && !text2.endsWith("+unknown") && !PSEUDO_VERSION.test(text2)).flatMap((text2) => parseVersion(text2) ?? []).filter(fits2);
  const [stamp] = stamped;
  if (stamp !== void 0 && stamped.every((other) => agree(stamp, other))) {
    claims.push(claim(stamp, `version stamped into ${path}`));
  }
  const module2 = facts.goBuildInfo?.module ?? null;
  if (module2 !== null && main?.startsWith(module2.path) === true && !PSEUDO_VERSION.test(module2.version)) {
    const version = parseVersion(module2.version);
    if (version !== null && version.major > 0 && !isPartial(version))
      claims.push(claim(version, `build info of ${path}`));
  }
  if (program === "containerd") {
    const source = facts.versionStrings.filter((text2) => text2.endsWith("+unknown")).flatMap((text2) => parseVersion(text2) ?? []);
    const [only, second] = source.filter(fits2);
    if (only !== void 0 && second === void 0 && main !== null)
      claims.push(claim(only, `source version in ${path}`));
    if (bound2 !== null) claims.push(claim(bound2, `module path in the build info of ${path}`));
  }
  return claims;
}
function isKin(program, main) {
  if (MAIN_PACKAGES[program].test(main)) return true;
  return main === "command-line-arguments" || main === "main";
}
function majorOf(main) {
  if (!MAIN_PACKAGES.containerd.test(main)) return null;
  return parseVersion(/\/v(\d+)\//.exec(main)?.[1] ?? "1");
}

// src/versions/packages/ownership.ts
async function owns(item, path) {
  const files = await item.files();
  return files?.some((file) => merged(file) === merged(path)) ?? false;
}
function merged(path) {
  return path.replace(/^\/(s?bin)\//, "/usr/$1/");
}

// src/versions/packages/installed-package.ts
var noPackages = { packages: [], unread: [] };
function joinLists(lists) {
  return {
    packages: lists.flatMap(({ packages }) => packages),
    unread: lists.flatMap(({ unread: unread2 }) => unread2)
  };
}

// src/versions/packages/read-source.ts
var TEXT_DATABASE_LIMIT = 32 << 20;
async function readSource(tree, path, maxBytes) {
  const result = await tree.read(path, maxBytes);
  if (result.ok) return { kind: "read", path: result.entry.path, bytes: result.bytes };
  if (result.reason === "absent") return { kind: "absent" };
  return { kind: "unread", unread: { path: result.path, reason: result.detail } };
}
function decodeText(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

// src/versions/packages/apk.ts
var DATABASES = ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"];
async function readApk(tree, wanted) {
  const seen = /* @__PURE__ */ new Set();
  const lists = [];
  for (const path of DATABASES) {
    const source = await readSource(tree, path, TEXT_DATABASE_LIMIT);
    if (source.kind === "unread") lists.push({ packages: [], unread: [source.unread] });
    if (source.kind !== "read" || seen.has(source.path)) continue;
    seen.add(source.path);
    lists.push({ packages: parseApk(decodeText(source.bytes), source.path, wanted), unread: [] });
  }
  return lists.length === 0 ? noPackages : joinLists(lists);
}
function parseApk(text2, path, wanted) {
  const packages = [];
  for (const paragraph of text2.split(/\n\n+/)) {
    const name = /^P:(.*)$/m.exec(paragraph)?.[1];
    const version = /^V:(.*)$/m.exec(paragraph)?.[1];
    if (name === void 0 || version === void 0 || !wanted(name)) continue;
    const files = [];
    let folder = "";
    for (const line of paragraph.split("\n")) {
      if (line.startsWith("F:")) folder = line.slice(2);
      else if (line.startsWith("R:")) files.push(folder === "" ? `/${line.slice(2)}` : `/${folder}/${line.slice(2)}`);
    }
    packages.push({ name, version, database: "apk", path, files: async () => files, builtUsing: /* @__PURE__ */ new Map() });
  }
  return packages;
}

// src/versions/packages/dpkg.ts
var STATUS = "/var/lib/dpkg/status";
var STATUS_FOLDER = "/var/lib/dpkg/status.d";
var FILE_LISTS = "/var/lib/dpkg/info";
var MOST_STATUS_FILES = 2e3;
async function readDpkg(tree, wanted) {
  const paths = [STATUS];
  const folder = await tree.list(STATUS_FOLDER);
  if (folder.ok) {
    const names2 = folder.names.filter((name) => !name.endsWith(".md5sums")).slice(0, MOST_STATUS_FILES);
    paths.push(...names2.map((name) => `${STATUS_FOLDER}/${name}`));
  }
  return joinLists(await Promise.all(paths.map((path) => readStatus(tree, path, wanted))));
}
async function readStatus(tree, path, wanted) {
  const source = await readSource(tree, path, TEXT_DATABASE_LIMIT);
  if (source.kind === "absent") return noPackages;
  if (source.kind === "unread") return { packages: [], unread: [source.unread] };
  const packages = [];
  for (const parsed of parseStatus(decodeText(source.bytes), wanted)) {
    const { name, version, builtUsing } = parsed;
    const files = () => readFileList(tree, parsed);
    packages.push({ name, version, database: "dpkg", path: source.path, files, builtUsing });
  }
  return { packages, unread: [] };
}
function parseStatus(text2, wanted) {
  const entries = [];
  for (const paragraph of text2.split(/\n[ \t]*\n/)) {
    const name = /^Package:[ \t]*(\S+)/m.exec(paragraph)?.[1];
    if (name === void 0 || !wanted(name)) continue;
    const fields = parseFields(paragraph);
    const version = fields.get("version");
    if (version === void 0 || !isInstalled(fields.get("status"))) continue;
    const builtUsing = /* @__PURE__ */ new Map();
    for (const field2 of ["built-using", "static-built-using"]) {
      for (const item of (fields.get(field2) ?? "").split(",")) {
        const match = /^(\S+) \(= ?([^)]*)\)$/.exec(item.trim());
        if (match !== null) builtUsing.set(match[1], match[2]);
      }
    }
    entries.push({
      name,
      version: version.replace(/^\d+:/, ""),
      architecture: fields.get("architecture") ?? "",
      builtUsing
    });
  }
  return entries;
}
function parseFields(paragraph) {
  const fields = /* @__PURE__ */ new Map();
  let current = null;
  for (const line of paragraph.split("\n")) {
    if (/^[ \t]/.test(line)) {
      if (current !== null) fields.set(current, `${fields.get(current)} ${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    current = line.slice(0, colon).toLowerCase();
    fields.set(current, line.slice(colon + 1).trim());
  }
  return fields;
}
function isInstalled(status) {
  if (status === void 0) return true;
  const state = status.split(/\s+/)[2];
  return state === "installed" || state === "triggers-awaited" || state === "triggers-pending";
}
async function readFileList(tree, entry2) {
  for (const name of [entry2.name, `${entry2.name}:${entry2.architecture}`]) {
    const source = await readSource(tree, `${FILE_LISTS}/${name}.list`, TEXT_DATABASE_LIMIT);
    if (source.kind === "read")
      return decodeText(source.bytes).split("\n").filter((line) => line.startsWith("/"));
  }
  return null;
}

// src/versions/packages/pacman.ts
var DATABASE = "/var/lib/pacman/local";
async function readPacman(tree, wanted) {
  const folder = await tree.list(DATABASE);
  if (!folder.ok) {
    const unread2 = folder.reason === "absent" ? [] : [{ path: DATABASE, reason: folder.detail }];
    return { packages: [], unread: unread2 };
  }
  const packages = [];
  for (const entry2 of folder.names) {
    const match = /^(.+)-([^-]+-[^-]+)$/.exec(entry2);
    if (match === null || !wanted(match[1])) continue;
    const path = `${folder.path}/${entry2}`;
    packages.push({
      name: match[1],
      version: match[2].replace(/^\d+:/, ""),
      database: "pacman",
      path: `${path}/desc`,
      files: () => readFiles(tree, `${path}/files`),
      builtUsing: /* @__PURE__ */ new Map()
    });
  }
  return { packages, unread: [] };
}
async function readFiles(tree, path) {
  const source = await readSource(tree, path, TEXT_DATABASE_LIMIT);
  return source.kind === "read" ? parseFiles(decodeText(source.bytes)) : null;
}
function parseFiles(text2) {
  const start2 = text2.indexOf("%FILES%\n");
  if (start2 < 0) return [];
  const end = text2.indexOf("\n\n", start2);
  const section = text2.slice(start2 + "%FILES%\n".length, end < 0 ? text2.length : end);
  return section.split("\n").filter((line) => line !== "" && !line.endsWith("/")).map((line) => `/${line}`);
}

// src/versions/packages/rpm-header.ts
var TAG = { name: 1e3, version: 1001, release: 1002, dirIndexes: 1116, baseNames: 1117, dirNames: 1118 };
var INT32 = 4;
var STRING = 6;
var STRING_ARRAY = 8;
var ENTRY = 16;
function readRpmHeader(blob, path, wanted) {
  if (blob.length < 8) return null;
  const count = blob.readUInt32BE(0);
  const data = 8 + count * ENTRY;
  if (data + blob.readUInt32BE(4) > blob.length) return null;
  const entries = /* @__PURE__ */ new Map();
  for (let at2 = 8; at2 < data; at2 += ENTRY) {
    const entry2 = {
      type: blob.readUInt32BE(at2 + 4),
      at: data + blob.readInt32BE(at2 + 8),
      count: blob.readUInt32BE(at2 + 12)
    };
    if (entry2.at >= data && entry2.at < blob.length) entries.set(blob.readUInt32BE(at2), entry2);
  }
  const [name] = strings(blob, entries.get(TAG.name));
  const [version] = strings(blob, entries.get(TAG.version));
  const [release] = strings(blob, entries.get(TAG.release));
  if (name === void 0 || version === void 0 || !wanted(name)) return null;
  return {
    name,
    version: release === void 0 ? version : `${version}-${release}`,
    database: "rpm",
    path,
    files: async () => filesOf2(blob, entries),
    builtUsing: /* @__PURE__ */ new Map()
  };
}
function filesOf2(blob, entries) {
  const folders = strings(blob, entries.get(TAG.dirNames));
  const indexes = integers(blob, entries.get(TAG.dirIndexes));
  const names2 = strings(blob, entries.get(TAG.baseNames));
  if (names2.length === 0) return null;
  return names2.map((name, index) => `${folders[indexes[index] ?? -1] ?? ""}${name}`);
}
function strings(blob, entry2) {
  if (entry2 === void 0 || entry2.type !== STRING && entry2.type !== STRING_ARRAY) return [];
  const found = [];
  for (let at2 = entry2.at; found.length < entry2.count; ) {
    const end = blob.indexOf(0, at2);
    if (end < 0) break;
    found.push(blob.toString("utf8", at2, end));
    at2 = end + 1;
  }
  return found;
}
function integers(blob, entry2) {
  if (entry2?.type !== INT32) return [];
  const count = Math.min(entry2.count, Math.floor((blob.length - entry2.at) / 4));
  return Array.from({ length: count }, (_, index) => blob.readUInt32BE(entry2.at + index * 4));
}

// src/versions/packages/sqlite-pages.ts
var FRAME_HEADER = 24;
var WAL_HEADER = 32;
function openSqlite(file, log) {
  if (file.length < 100 || file.toString("latin1", 0, 16) !== "SQLite format 3\0") return null;
  const written = file.readUInt16BE(16);
  const size = written === 1 ? 65536 : written;
  if (size < 512 || (size & size - 1) !== 0) return null;
  const logged = log === null ? /* @__PURE__ */ new Map() : committedPages(log, size);
  const count = Math.floor(file.length / size) + logged.size;
  return {
    usable: size - file[20],
    count,
    page(number) {
      const newer = logged.get(number);
      if (newer !== void 0) return newer;
      if (number < 1 || number * size > file.length) return null;
      return file.subarray((number - 1) * size, number * size);
    }
  };
}
function committedPages(log, size) {
  const committed = /* @__PURE__ */ new Map();
  if (log.length < WAL_HEADER) return committed;
  const magic = log.readUInt32BE(0);
  if ((magic & ~1) >>> 0 !== 931071618 || log.readUInt32BE(8) !== size) return committed;
  const word = (at2) => (magic & 1) === 1 ? log.readUInt32BE(at2) : log.readUInt32LE(at2);
  let sum = [0, 0];
  const addUp = (from, to) => {
    let [first, second] = sum;
    for (let at2 = from; at2 < to; at2 += 8) {
      first = first + word(at2) + second >>> 0;
      second = second + word(at2 + 4) + first >>> 0;
    }
    sum = [first, second];
  };
  const fits2 = (at2) => log.readUInt32BE(at2) === sum[0] && log.readUInt32BE(at2 + 4) === sum[1];
  addUp(0, 24);
  if (!fits2(24)) return committed;
  const pending = /* @__PURE__ */ new Map();
  for (let at2 = WAL_HEADER; at2 + FRAME_HEADER + size <= log.length; at2 += FRAME_HEADER + size) {
    if (log.compare(log, 16, 24, at2 + 8, at2 + 16) !== 0) break;
    addUp(at2, at2 + 8);
    addUp(at2 + FRAME_HEADER, at2 + FRAME_HEADER + size);
    if (!fits2(at2 + 16)) break;
    pending.set(log.readUInt32BE(at2), log.subarray(at2 + FRAME_HEADER, at2 + FRAME_HEADER + size));
    if (log.readUInt32BE(at2 + 4) === 0) continue;
    for (const [number, content] of pending) committed.set(number, content);
    pending.clear();
  }
  return committed;
}

// src/versions/packages/sqlite-table.ts
var LEAF = 13;
var INTERIOR = 5;
var DEEPEST2 = 40;
var SqliteDamage = class extends Error {
};
function* tableRows(pages, table) {
  for (const [type, name, , root] of rowsBelow(pages, 1)) {
    if (textOf2(type) === "table" && textOf2(name) === table && typeof root === "number") {
      yield* rowsBelow(pages, root);
      return;
    }
  }
  throw new SqliteDamage(`it has no table ${table}`);
}
function textOf2(value) {
  return Buffer.isBuffer(value) ? value.toString("utf8") : null;
}
function* rowsBelow(pages, root) {
  const seen = /* @__PURE__ */ new Set();
  const budget = { pages: pages.count * 2 + 16 };
  yield* walk3(root, 0);
  function* walk3(number, depth) {
    const page = pages.page(number);
    if (page === null || seen.has(number) || depth > DEEPEST2) throw new SqliteDamage(`page ${number} is not a tree's`);
    seen.add(number);
    const start2 = number === 1 ? 100 : 0;
    const kind = page[start2];
    if (kind !== LEAF && kind !== INTERIOR) throw new SqliteDamage(`page ${number} is not a table's`);
    const cells = page.readUInt16BE(start2 + 3);
    const pointers = start2 + (kind === INTERIOR ? 12 : 8);
    if (pointers + cells * 2 > page.length) throw new SqliteDamage(`page ${number} has too many cells`);
    for (let index = 0; index < cells; index++) {
      const cell = page.readUInt16BE(pointers + index * 2);
      if (cell + 4 > page.length) throw new SqliteDamage(`page ${number} has a cell outside it`);
      if (kind === INTERIOR) yield* walk3(page.readUInt32BE(cell), depth + 1);
      else yield decodeRecord(payloadOf(pages, page, cell, budget));
    }
    if (kind === INTERIOR) yield* walk3(page.readUInt32BE(start2 + 8), depth + 1);
  }
}
function payloadOf(pages, page, cell, budget) {
  const length = readVarint(page, cell);
  const row = readVarint(page, length.end);
  const most = pages.usable - 35;
  if (length.value <= most) return slice2(page, row.end, length.value);
  const least = Math.floor((pages.usable - 12) * 32 / 255) - 23;
  const spilled = least + (length.value - least) % (pages.usable - 4);
  const local = spilled <= most ? spilled : least;
  const parts = [slice2(page, row.end, local)];
  let rest = length.value - local;
  let next = slice2(page, row.end + local, 4).readUInt32BE(0);
  while (rest > 0) {
    const overflow = pages.page(next);
    budget.pages -= 1;
    if (overflow === null || budget.pages < 0) throw new SqliteDamage("a row has lost its end");
    const part = slice2(overflow, 4, Math.min(rest, pages.usable - 4));
    parts.push(part);
    rest -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}
function decodeRecord(payload) {
  const header = readVarint(payload, 0);
  const values = [];
  let body = header.value;
  for (let at2 = header.end; at2 < header.value; ) {
    const type = readVarint(payload, at2);
    at2 = type.end;
    const length = lengthOf(type.value);
    const bytes = slice2(payload, body, length);
    body += length;
    if (type.value >= 12) values.push(bytes);
    else if (type.value >= 1 && type.value <= 6)
      values.push(bytes.length <= 6 ? bytes.readIntBE(0, bytes.length) : null);
    else values.push(type.value === 9 ? 1 : type.value === 8 ? 0 : null);
  }
  return values;
}
function lengthOf(type) {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type];
}
function slice2(bytes, start2, length) {
  if (start2 + length > bytes.length) throw new SqliteDamage("a row ends too early");
  return bytes.subarray(start2, start2 + length);
}
function readVarint(bytes, at2) {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at2 + index];
    if (byte === void 0) throw new SqliteDamage("a number ends too early");
    if (index === 8) return { value: value * 256 + byte, end: at2 + 9 };
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, end: at2 + index + 1 };
  }
  throw new SqliteDamage("a number is too long");
}

// src/versions/packages/rpm-records.ts
function sqliteRecords(file, log) {
  const pages = openSqlite(file, log);
  if (pages === null) return { ok: false, reason: "it is no SQLite database" };
  const records = [];
  try {
    for (const [, blob] of tableRows(pages, "Packages")) if (Buffer.isBuffer(blob)) records.push(blob);
  } catch (error) {
    if (error instanceof SqliteDamage) return { ok: false, reason: `the SQLite database is damaged: ${error.message}` };
    throw error;
  }
  return { ok: true, records };
}
var SLOT_PAGE = 4096;
var SLOT = 16;
var BLOCK = 16;
function ndbRecords(file) {
  if (file.length < SLOT_PAGE || file.toString("latin1", 0, 4) !== "RpmP") {
    return { ok: false, reason: "it is no ndb database" };
  }
  const slotsEnd = file.readUInt32LE(12) * SLOT_PAGE;
  if (slotsEnd > file.length) return { ok: false, reason: "the ndb database is cut off" };
  const records = [];
  let gathered = 0;
  for (let at2 = 32; at2 < slotsEnd; at2 += SLOT) {
    const offset = file.readUInt32LE(at2 + 8) * BLOCK;
    if (file.toString("latin1", at2, at2 + 4) !== "Slot" || offset === 0) continue;
    if (offset + 16 > file.length || file.toString("latin1", offset, offset + 4) !== "BlbS") continue;
    const length = file.readUInt32LE(offset + 12);
    gathered += length;
    if (offset + 16 + length > file.length || gathered > file.length) {
      return { ok: false, reason: "the ndb database is damaged" };
    }
    records.push(file.subarray(offset + 16, offset + 16 + length));
  }
  return { ok: true, records };
}
var BERKELEY_HASH_MAGIC = 398689;
var HASH_UNSORTED = 2;
var HASH_SORTED = 13;
var OFF_PAGE = 3;
var PAGE_HEADER = 26;
function berkeleyRecords(file) {
  const little = file.length >= 72 && file.readUInt32LE(12) === BERKELEY_HASH_MAGIC;
  if (!little && !(file.length >= 72 && file.readUInt32BE(12) === BERKELEY_HASH_MAGIC)) {
    return { ok: false, reason: "it is no Berkeley DB hash" };
  }
  const u16 = (at2) => little ? file.readUInt16LE(at2) : file.readUInt16BE(at2);
  const u32 = (at2) => little ? file.readUInt32LE(at2) : file.readUInt32BE(at2);
  const size = u32(20);
  if (size < 512 || size > 65536) return { ok: false, reason: "the Berkeley DB hash is damaged" };
  const records = [];
  let budget = Math.ceil(file.length / size) * 2;
  for (let page = size; page + size <= file.length; page += size) {
    if (file[page + 25] !== HASH_UNSORTED && file[page + 25] !== HASH_SORTED) continue;
    const items = Math.min(u16(page + 20), Math.floor((size - PAGE_HEADER) / 2));
    for (let index = 1; index < items; index += 2) {
      const item = u16(page + PAGE_HEADER + index * 2);
      if (item + 12 > size || file[page + item] !== OFF_PAGE) continue;
      const parts = [];
      let rest = u32(page + item + 8);
      for (let next = u32(page + item + 4); rest > 0 && next !== 0; ) {
        const at2 = next * size;
        budget -= 1;
        if (at2 + size > file.length || budget < 0) return { ok: false, reason: "the Berkeley DB hash is damaged" };
        const length = Math.min(rest, u16(at2 + 22), size - PAGE_HEADER);
        parts.push(file.subarray(at2 + PAGE_HEADER, at2 + PAGE_HEADER + length));
        rest -= length;
        next = u32(at2 + 16);
      }
      records.push(Buffer.concat(parts));
    }
  }
  return { ok: true, records };
}

// src/versions/packages/rpm.ts
var FOLDERS = ["/usr/lib/sysimage/rpm", "/var/lib/rpm", "/usr/share/rpm"];
var FILES = ["rpmdb.sqlite", "Packages.db", "Packages"];
var LIMIT = 192 << 20;
async function readRpm(tree, wanted) {
  const seen = /* @__PURE__ */ new Set();
  const lists = [];
  for (const folder of FOLDERS) {
    for (const file of FILES) {
      const path = `${folder}/${file}`;
      const stat = await tree.stat(path);
      if (!stat.ok || stat.entry.kind !== "file" || seen.has(stat.entry.path)) continue;
      seen.add(stat.entry.path);
      lists.push(await readDatabase(tree, path, file, wanted));
    }
  }
  return joinLists(lists);
}
async function readDatabase(tree, path, file, wanted) {
  const source = await readSource(tree, path, LIMIT);
  if (source.kind === "absent") return { packages: [], unread: [] };
  if (source.kind === "unread") return { packages: [], unread: [source.unread] };
  const bytes = bufferOf(source.bytes);
  let result;
  if (file === "rpmdb.sqlite") {
    const log = await readSource(tree, `${path}-wal`, LIMIT);
    if (log.kind === "unread") return { packages: [], unread: [log.unread] };
    result = sqliteRecords(bytes, log.kind === "read" ? bufferOf(log.bytes) : null);
  } else {
    result = file === "Packages.db" ? ndbRecords(bytes) : berkeleyRecords(bytes);
  }
  if (!result.ok) return { packages: [], unread: [{ path: source.path, reason: result.reason }] };
  const packages = result.records.flatMap((record2) => readRpmHeader(record2, source.path, wanted) ?? []);
  return { packages, unread: [] };
}
function bufferOf(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// src/versions/packages/read-packages.ts
async function readPackages(tree, wanted) {
  return joinLists(await Promise.all([readDpkg, readRpm, readApk, readPacman].map((read2) => read2(tree, wanted))));
}

// src/versions/program.ts
var PROGRAMS = ["containerd", "kubelet", "kubeadm", "cri-o", "dockerd", "cri-dockerd"];
var PACKAGES = [
  ["containerd", /^(?:moby-)?containerd(?:\.io|[12])?(?:-\d+(?:\.\d+)?)?$/],
  ["kubelet", /^(?:kubernetes(?:\d+\.\d+)?-)?kubelet(?:-\d+\.\d+)?$|^kubernetes(?:\d+\.\d+|-node)$/],
  ["kubeadm", /^(?:kubernetes(?:\d+\.\d+)?-)?kubeadm(?:-\d+\.\d+)?$/],
  ["cri-o", /^cri-o(?:-?\d+\.\d+)?$/],
  ["cri-dockerd", /^(?:moby-)?cri-dockerd$/],
  ["dockerd", /^(?:docker-ce|docker\.io|docker-engine|moby-engine|docker)$/]
];
function programOfPackage(name) {
  return PACKAGES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}
function fileNameOf(program) {
  return program === "cri-o" ? "crio" : program;
}

// src/versions/record-claims.ts
var LIMIT2 = 1 << 20;
var KUBERNETES = ["kubelet", "kubeadm"];
var RECORDS = [
  { path: "/kind/version", programs: KUBERNETES },
  { path: "/etc/eks/kubelet-version.txt", programs: ["kubelet"] },
  { path: "/etc/eks/containerd-version.txt", programs: ["containerd"] }
];
var INVENTORY = "/usr/share/bottlerocket/application-inventory.json";
var INVENTORY_NAMES = [
  [/^kubernetes-\d+\.\d+$/, "kubelet"],
  [/^containerd(?:-\d+\.\d+)?$/, "containerd"]
];
var NAMED_FOLDERS = ["/var/lib/minikube/binaries", "/var/lib/rancher/rke2/data"];
var SNAPS = [
  ["kubelet", ["kubelet"]],
  ["kubelet-eks", ["kubelet"]],
  ["kubeadm", ["kubeadm"]],
  ["microk8s", ["kubelet"]],
  ["k8s", ["kubelet"]]
];
async function readRecords(tree) {
  const found = [];
  const unread2 = [];
  const add = (text2, programs, path, confidence, source = path) => {
    const version = parseVersion(text2);
    if (version !== null && !(confidence === "name" && isPartial(version))) {
      found.push({ programs, claim: { version, source, path, confidence } });
    }
  };
  const read2 = async (path) => {
    const source = await readSource(tree, path, LIMIT2);
    if (source.kind === "unread") unread2.push(source.unread);
    return source.kind === "read" ? { text: decodeText(source.bytes), path: source.path } : null;
  };
  for (const { path, programs } of RECORDS) {
    const file = await read2(path);
    if (file !== null) add(file.text.trim().split("\n")[0] ?? "", programs, file.path, "record", path);
  }
  const inventory = await read2(INVENTORY);
  for (const { name, version } of parseInventory(inventory?.text ?? "")) {
    const program = INVENTORY_NAMES.find(([pattern]) => pattern.test(name))?.[1];
    if (program !== void 0) add(version, [program], INVENTORY, "record", `${name} in ${INVENTORY}`);
  }
  for (const folder of NAMED_FOLDERS) {
    const list = await tree.list(folder);
    for (const name of list.ok ? list.names : []) {
      for (const program of KUBERNETES) {
        const file = await firstFile(tree, [`${folder}/${name}/${program}`, `${folder}/${name}/bin/${program}`]);
        if (file !== null) add(rke2Version(name), [program], file, "name", `the folder ${folder}/${name}`);
      }
    }
  }
  for (const [name, programs] of SNAPS) {
    const file = await read2(`/snap/${name}/current/meta/snap.yaml`);
    const version = /^version:[ \t]*(\S+)/m.exec(file?.text ?? "")?.[1];
    if (file !== null && version !== void 0) add(unquote2(version), programs, file.path, "record", `snap ${name}`);
  }
  return { found, unread: unread2 };
}
function usualPaths(program) {
  return ["/usr/bin", "/usr/local/bin", "/opt/bin"].map((folder) => `${folder}/${fileNameOf(program)}`);
}
async function firstFile(tree, paths) {
  for (const path of paths) {
    const stat = await tree.stat(path);
    if (stat.ok && stat.entry.kind === "file") return stat.entry.path;
  }
  return null;
}
function rke2Version(name) {
  return name.replace(/-rke2r\d+.*$/, "");
}
function unquote2(text2) {
  return text2.replace(/^(['"])(.*)\1$/, "$2");
}
function parseInventory(text2) {
  let parsed;
  try {
    parsed = JSON.parse(text2);
  } catch {
    return [];
  }
  const content = isRecord(parsed) ? parsed.Content : null;
  if (!Array.isArray(content)) return [];
  return content.flatMap((item) => {
    if (!isRecord(item)) return [];
    const { Name: name, Version: version } = item;
    return typeof name === "string" && typeof version === "string" ? [{ name, version }] : [];
  });
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/versions/toml-library.ts
var LIBRARIES = [
  { module: "github.com/pelletier/go-toml/v2", debian: "golang-github-pelletier-go-toml.v2" },
  { module: "github.com/pelletier/go-toml", debian: "golang-github-pelletier-go-toml" },
  { module: "github.com/BurntSushi/toml", debian: "golang-toml" }
];
async function tomlLibraryOf(containerd, packages) {
  const dependencies = containerd?.facts.goBuildInfo?.dependencies ?? {};
  for (const { module: module2 } of LIBRARIES) {
    const version = parseVersion(dependencies[module2] ?? "");
    if (containerd !== null && version !== null) {
      return { module: module2, version, source: `build info of ${containerd.path}`, path: containerd.path };
    }
  }
  for (const item of packages) {
    for (const { module: module2, debian } of LIBRARIES) {
      const version = parseVersion(item.builtUsing.get(debian) ?? "");
      if (containerd !== null && version !== null && await owns(item, containerd.path)) {
        return { module: module2, version, source: `${item.database} package ${item.name}`, path: item.path };
      }
    }
  }
  return null;
}

// src/versions/version-evidence.ts
var CONFIDENCES = ["binary", "owner", "record", "package", "other-binary", "name"];

// src/versions/detect-versions.ts
async function detectVersions(tree, binaries) {
  const packages = await readPackages(tree, (name) => programOfPackage(name) !== null);
  const records = await readRecords(tree);
  const unread2 = [...packages.unread, ...records.unread];
  const answers = /* @__PURE__ */ new Map();
  let containerd = null;
  for (const program of PROGRAMS) {
    const { running, claims } = await readBinaries(tree, program, binaries[program] ?? usualPaths(program), unread2);
    if (program === "containerd") containerd = running;
    for (const item of packages.packages) {
      if (programOfPackage(item.name) !== program) continue;
      claims.push(...await claimOfPackage(item, running, isSettled(claims)));
    }
    for (const { programs, claim } of records.found) if (programs.includes(program)) claims.push(claim);
    answers.set(program, choose(claims, running?.path ?? null));
  }
  const kind = records.found.find(({ claim }) => claim.source === "/kind/version")?.claim ?? null;
  return {
    ...Object.fromEntries(answers),
    kind,
    tomlLibrary: await tomlLibraryOf(
      containerd,
      packages.packages.filter(({ name }) => programOfPackage(name) === "containerd")
    ),
    unread: unread2
  };
}
async function readBinaries(tree, program, candidates, unread2) {
  const claims = [];
  const seen = /* @__PURE__ */ new Set();
  let running = null;
  let first = true;
  for (const candidate2 of candidates) {
    const stat = await tree.stat(candidate2);
    if (!stat.ok && stat.reason !== "absent") {
      unread2.push({ path: candidate2, reason: stat.detail });
      first = false;
    }
    if (!stat.ok || stat.entry.kind !== "file" || seen.has(stat.entry.path)) continue;
    seen.add(stat.entry.path);
    const result = await tree.binary(candidate2);
    if (!result.ok) {
      unread2.push({ path: result.path, reason: result.detail });
      first = false;
      continue;
    }
    const { path } = result.entry;
    const confidence = first ? "binary" : "other-binary";
    if (first) running = { path, facts: result.facts };
    first = false;
    claims.push(...claimsOfBinary(program, result.facts, path, confidence));
  }
  return { running, claims };
}
function isSettled(claims) {
  return claims.some(({ confidence, version }) => confidence === "binary" && !isPartial(version));
}
async function claimOfPackage(item, running, settled) {
  const version = parseVersion(item.version);
  if (version === null) return [];
  const owner = !settled && running !== null && await owns(item, running.path);
  const source = `${item.database} package ${item.name}`;
  return [{ version, source, path: item.path, confidence: owner ? "owner" : "package" }];
}
function choose(unordered, program) {
  const claims = CONFIDENCES.flatMap((confidence) => unordered.filter((claim) => claim.confidence === confidence));
  const [best] = claims;
  if (best === void 0) return { chosen: null, claims, conflicts: [], program };
  const exact = claims.find(({ version }) => !isPartial(version) && agree(version, best.version));
  const chosen = isPartial(best.version) && exact !== void 0 ? exact : best;
  return { chosen, claims, conflicts: claims.filter(({ version }) => !agree(version, chosen.version)), program };
}

// src/resolve/assumed-kubelet-unit.ts
var KUBEADM_CONFIG = "/var/lib/kubelet/config.yaml";
function assumedKubeletUnit(none, found) {
  const configs = found.observations.filter(({ kind }) => kind === "config-without-unit");
  const [config] = configs;
  const [flag] = found.observations.filter(({ kind }) => kind === "flag-without-unit");
  const path = configs.length === 1 ? String(config?.detail.path) : KUBEADM_CONFIG;
  const words = [{ text: `--config=${path}`, origins: [] }];
  if (flag?.location) words.push({ text: `--cgroup-driver=${flag.detail.driver}`, origins: [flag.location] });
  const nowhere = {
    path: "/usr/lib/systemd/system/kubelet.service",
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 1
  };
  return {
    ...none,
    state: "loaded",
    reason: null,
    command: { program: "/usr/bin/kubelet", arguments: words, location: nowhere },
    variablesUsed: config === void 0 ? ["KUBELET_KUBEADM_ARGS"] : []
  };
}
function hasKubeletTraces(found, assumed) {
  return assumed.sourceKind === "kubeadm-input" || found.observations.some(({ kind }) => kind === "config-without-unit" || kind === "flag-without-unit");
}

// src/resolve/containerd-command.ts
var FLAGS = {
  config: { name: "config", value: true },
  c: { name: "config", value: true },
  "log-level": { name: "log-level", value: true },
  l: { name: "log-level", value: true },
  address: { name: "address", value: true },
  a: { name: "address", value: true },
  root: { name: "root", value: true },
  state: { name: "state", value: true },
  help: { name: "help", value: false },
  h: { name: "help", value: false },
  version: { name: "version", value: false },
  v: { name: "version", value: false }
};
function readContainerdCommand(words) {
  let config = null;
  let address = null;
  let subcommand = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const match = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(word.text);
    if (match === null) {
      if (word.text === "--") subcommand = words[i + 1]?.text ?? null;
      else subcommand = word.text;
      break;
    }
    const flag = FLAGS[match[1]];
    const location = word.origins[0] ?? null;
    if (flag === void 0) return { config, address, subcommand, unknownFlag: { flag: word.text, location } };
    if (!flag.value) continue;
    const value = match[2] ?? words[++i]?.text;
    if (value === void 0) return { config, address, subcommand, unknownFlag: { flag: word.text, location } };
    if (flag.name === "config") config = { path: value, location };
    if (flag.name === "address") address = value;
  }
  return { config, address, subcommand, unknownFlag: null };
}

// src/resolve/observe.ts
function observe2(kind, location, detail, related = []) {
  return { kind, location, related, detail };
}

// src/resolve/containerd-instances.ts
var DEFAULT_CONFIG = "/etc/containerd/config.toml";
var OWN_UNITS = "/etc/systemd/system";
var PACKAGED_UNITS = [
  "/run/systemd/system",
  "/usr/local/lib/systemd/system",
  "/usr/lib/systemd/system",
  "/lib/systemd/system"
];
var TELLING = /containerd|\bcri\b/;
var PROGRAMS2 = ["/usr/local/bin/containerd", "/usr/bin/containerd", "/bin/containerd", "/opt/bin/containerd"];
var MOST_UNITS2 = 2e3;
var LARGEST_UNIT = 64 * 1024;
async function findContainerdInstances(tree) {
  const telling = await instancesOf(tree, await candidateUnits(tree, TELLING));
  if (telling.length > 0 || !await anyExists(tree, PROGRAMS2)) return telling;
  return instancesOf(tree, await candidateUnits(tree, /./));
}
async function instancesOf(tree, names2) {
  const instances = /* @__PURE__ */ new Map();
  for (const name of names2) {
    const unit = await resolveUnit(tree, name);
    const instance = instanceOf(name, unit);
    if (instance === null) continue;
    const key = JSON.stringify([unit.fragment ?? name, /@(.+)\.service$/.exec(name)?.[1] ?? ""]);
    if (!instances.has(key)) instances.set(key, instance);
  }
  return instances.size > 0 ? [...instances.values()] : refusedInstances(tree, names2);
}
async function refusedInstances(tree, names2) {
  for (const name of names2) {
    const unit = await resolveUnit(tree, name);
    if (unit.state === "not-found" && unit.doubts.some(({ kind }) => kind === "unreadable")) {
      return [{ ...unstartedInstance(), unit, observations: unit.observations, doubts: unit.doubts }];
    }
    if (unit.state !== "refused") continue;
    for (const path of [unit.fragment, ...unit.dropIns]) {
      if (path !== null && await mentionsContainerd(tree, path)) return [refusedInstance(unit)];
    }
  }
  return [];
}
function refusedInstance(unit) {
  const { kind, location, related, detail } = unit.reason ?? observe2("unit-masked", null, {});
  const refusal = {
    kind: "containerd-unit-refused",
    location,
    related,
    detail: { ...detail, unit: unit.name, reason: kind }
  };
  return {
    ...unstartedInstance(),
    unit,
    workingDirectory: unit.workingDirectory ?? "/",
    observations: [...unit.observations, refusal],
    doubts: unit.doubts
  };
}
function unstartedInstance() {
  return {
    unit: null,
    program: null,
    configPath: DEFAULT_CONFIG,
    configGiven: false,
    workingDirectory: "/",
    address: null,
    observations: [observe2("no-containerd-unit", null, {})],
    doubts: []
  };
}
async function candidateUnits(tree, telling) {
  const names2 = /* @__PURE__ */ new Set();
  for (const folder of [OWN_UNITS, ...PACKAGED_UNITS]) {
    const listed = await tree.list(folder);
    if (!listed.ok) continue;
    for (const entry2 of listed.names.slice(0, MOST_UNITS2)) {
      const name = entry2.replace(/\.service\.d$/, ".service");
      if (!name.endsWith(".service") || names2.has(name) || /^cri-docker/.test(name)) continue;
      const mayStartIt = TELLING.test(name) ? true : (folder === OWN_UNITS || telling.test(name)) && await mentionsContainerd(tree, `${folder}/${name}`);
      if (!mayStartIt) continue;
      for (const one of name.endsWith("@.service") ? await enabledInstances(tree, name) : [name]) names2.add(one);
    }
  }
  return [...names2].toSorted(
    (a, b) => Number(b === "containerd.service") - Number(a === "containerd.service") || (a < b ? -1 : 1)
  );
}
async function enabledInstances(tree, template) {
  const prefix = template.slice(0, -".service".length);
  const found = [];
  const folders = await tree.list(OWN_UNITS);
  for (const folder of folders.ok ? folders.names.filter((name) => /\.(wants|requires)$/.test(name)) : []) {
    const links = await tree.list(`${OWN_UNITS}/${folder}`);
    const names2 = links.ok ? links.names.slice(0, MOST_UNITS2) : [];
    found.push(...names2.filter((name) => name.startsWith(prefix) && name.endsWith(".service") && name !== template));
  }
  return found;
}
async function mentionsContainerd(tree, path) {
  const file = await tree.read(path, LARGEST_UNIT);
  return file.ok && /^\s*ExecStart\s*=.*\bcontainerd(["'\s]|$)/m.test(new TextDecoder().decode(file.bytes));
}
async function anyExists(tree, paths) {
  for (const path of paths) if ((await tree.stat(path)).ok) return true;
  return false;
}
var SHELL = /(?:^|\/)(?:ba|da|k|z)?sh$/;
var WRAPPER = /(?:^|\/)(?:env|nice|ionice|chrt|taskset|numactl|stdbuf|setsid|systemd-cat|systemd-inhibit)$/;
var IN_SHELL = /(?:^|[;&|]\s*|\bexec\s+)(?:\S*\/)?containerd(?:\s+-|\s*(?:$|[;&|]))/m;
function wrapsContainerd({ program, arguments: words }) {
  if (SHELL.test(program)) return words.some(({ text: text2 }) => IN_SHELL.test(text2));
  return WRAPPER.test(program) && words.some(({ text: text2 }) => /^(?:\/\S*\/)?containerd$/.test(text2));
}
function throughEnv(command) {
  const { program, arguments: words } = command;
  if (program.split("/").at(-1) !== "env") return { program, words };
  const at2 = words.findIndex(({ text: text2 }) => !/^[A-Za-z_]\w*=/.test(text2));
  const inner = words[at2]?.text ?? "";
  return inner.startsWith("-") || inner === "" ? { program, words } : { program: inner, words: words.slice(at2 + 1) };
}
function instanceOf(name, unit) {
  const base = { unit, workingDirectory: unit.workingDirectory ?? "/" };
  if (unit.command === null) {
    return name === "containerd.service" && unit.state !== "not-found" ? refusedInstance(unit) : null;
  }
  const { program, words } = throughEnv(unit.command);
  if (program.split("/").at(-1) !== "containerd") {
    if (name !== "containerd.service" && !wrapsContainerd(unit.command)) return null;
    return {
      ...unstartedInstance(),
      ...base,
      program,
      observations: unit.observations,
      doubts: [
        ...unit.doubts,
        observe2("containerd-wrapped", unit.command.arguments[0]?.origins[0] ?? null, { program, unit: name })
      ]
    };
  }
  const command = readContainerdCommand(words);
  if (command.subcommand !== null) return null;
  const observations = [...unit.observations];
  if (command.unknownFlag !== null) {
    observations.push(
      observe2("containerd-flag-unknown", command.unknownFlag.location, { flag: command.unknownFlag.flag })
    );
  }
  if (command.config !== null && command.config.path !== DEFAULT_CONFIG) {
    observations.push(observe2("containerd-config-elsewhere", command.config.location, { path: command.config.path }));
  }
  return {
    ...base,
    program,
    configPath: command.config?.path ?? DEFAULT_CONFIG,
    configGiven: command.config !== null,
    address: command.address,
    observations,
    doubts: unit.doubts.filter((doubt) => mattersTo(doubt, unit, command.config?.path ?? ""))
  };
}
function mattersTo(doubt, unit, configPath) {
  switch (doubt.kind) {
    case "specifier-unknown":
      return configPath.includes("%");
    case "quoting-differs-by-version":
      return false;
    case "inherited-environment":
      return unit.variablesUsed.includes(String(doubt.detail.name));
    case "boot-writes-environment":
      return unit.variablesUsed.length > 0;
    default:
      return true;
  }
}

// src/resolve/effective-driver.ts
function effectiveDriver(kubelet, containerd, other, initSystem) {
  if (kubelet === null) return { driver: "unknown", followsRuntime: null };
  const own = { driver: kubelet.configured, followsRuntime: false };
  if (kubelet.asksRuntime === false) return own;
  const answer2 = runtimeAnswer(containerd, other, initSystem);
  if (answer2 === "no-answer") return own;
  if (kubelet.asksRuntime === true) {
    return answer2 === "unknown" ? { driver: "unknown", followsRuntime: null } : { driver: answer2, followsRuntime: true };
  }
  return { driver: kubelet.configured === answer2 ? answer2 : "unknown", followsRuntime: null };
}
function runtimeAnswer(containerd, other, initSystem) {
  if (containerd !== null) {
    const { onSystemdHost, elsewhere } = containerd.runtimeConfig;
    if (initSystem === "unknown" && onSystemdHost !== elsewhere) return "unknown";
    const answer2 = initSystem === "other" ? elsewhere : onSystemdHost;
    return answer2 === "unimplemented" || answer2 === "no-cri" ? "no-answer" : answer2;
  }
  if (other === null || other.answersRuntimeConfig === null) return "unknown";
  return other.answersRuntimeConfig ? other.driver : "no-answer";
}

// src/resolve/init-system.ts
var SYSTEMD = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"];
var INITS = ["/sbin/init", "/usr/sbin/init", "/init"];
async function detectInitSystem(tree) {
  let systemd = false;
  for (const path of SYSTEMD) systemd ||= (await tree.stat(path)).ok;
  for (const path of INITS) {
    const init = await tree.stat(path);
    if (!init.ok) continue;
    if (init.entry.path.endsWith("/systemd")) return "systemd";
    if (init.entry.path.startsWith("/nix/store/")) return "unknown";
    return systemd ? "unknown" : "other";
  }
  return systemd ? "systemd" : "unknown";
}

// src/resolve/known-version.ts
function knownVersion(given, option2, ...evidence) {
  if (given !== null) return { version: given, source: option2, rivals: [] };
  for (const { chosen, conflicts } of evidence) {
    if (chosen === null) continue;
    const rivals = conflicts.filter(({ confidence }) => confidence === chosen.confidence && confidence !== "binary");
    return { version: chosen.version.text, source: chosen.source, rivals: rivals.map(({ version }) => version.text) };
  }
  return null;
}
function possibleVersions(known, thatFit) {
  if (known === null) return thatFit(null);
  const all = [known.version, ...known.rivals].flatMap((version) => thatFit(version));
  if (known.rivals.length === 0) return all;
  return [...new Set(all)].toSorted((a, b) => compareVersions(parseVersion(a), parseVersion(b)));
}

// src/crio/command-line.ts
function readCommandLine(unit) {
  return {
    cgroupManager: option(unit, ["cgroup-manager"], "CONTAINER_CGROUP_MANAGER"),
    config: option(unit, ["config", "c"], "CONTAINER_CONFIG"),
    configDir: option(unit, ["config-dir", "d"], "CONTAINER_CONFIG_DIR")
  };
}
function option(unit, names2, variable) {
  let found = null;
  const words = unit?.command?.arguments ?? [];
  for (const [index, word] of words.entries()) {
    if (word.text === "--") break;
    const match = /^--?([\w-]+)(?:=([\s\S]*))?$/.exec(word.text);
    if (match === null || !names2.includes(match[1])) continue;
    const next = match[2] === void 0 ? words[index + 1] : void 0;
    const value = match[2] ?? next?.text;
    if (value !== void 0) found = { value, location: (next ?? word).origins[0] ?? null };
  }
  if (found !== null) return found;
  const set = unit?.environment.findLast(({ name }) => name === variable);
  return set === void 0 ? null : { value: set.value, location: set.origin };
}

// src/crio/config-files.ts
var MOST_FILES = 500;
var DEEPEST3 = 16;
async function findConfigFiles(tree, main, folder) {
  const files = [];
  const doubts = [];
  let refusal = null;
  async function read2(path, dropIn) {
    const result = await tree.read(path);
    if (result.ok) {
      files.push({ path, resolvedPath: result.entry.path, bytes: result.bytes, dropIn });
    } else if (result.reason === "unreadable" || result.reason === "too-large") {
      doubts.push(observe("file-unreadable", null, { path, reason: result.detail }));
    } else if (dropIn || main.given !== null || result.reason !== "absent") {
      refusal ??= observe("file-missing", main.given, { path });
    }
  }
  async function walk3(path, depth) {
    const link = await tree.lstat(path);
    if (!link.ok) {
      if (link.reason !== "absent") doubts.push(observe("file-unreadable", null, { path, reason: link.detail }));
      return;
    }
    if (link.entry.kind !== "directory") {
      await read2(path, true);
      return;
    }
    const list = await tree.list(path);
    if (!list.ok) {
      doubts.push(observe("file-unreadable", null, { path, reason: list.detail }));
      return;
    }
    for (const name of list.names) {
      if (files.length >= MOST_FILES || depth > DEEPEST3) {
        doubts.push(observe("too-many-files", null, { path }));
        return;
      }
      await walk3(`${path}/${name}`, depth + 1);
    }
  }
  if (main.path !== "") await read2(main.path, false);
  if (folder !== "" && (await tree.stat(folder)).ok) await walk3(folder.replace(/\/+$/, "") || "/", 0);
  return { files, refusal, doubts };
}

// src/crio/rules.ts
var since = (version, text2) => compareVersions(version, parseVersion(text2)) >= 0;
function defaultDriver(version) {
  return version !== null && !since(version, "1.18.0") ? "cgroupfs" : "systemd";
}
function defaultHandler(version) {
  return version !== null && !since(version, "1.31.0") ? "runc" : "crun";
}
function answersRuntimeConfig(version) {
  return version === null ? null : since(version, "1.28.0");
}
function acceptsConmonCgroup(driver, value, version) {
  if (driver === "systemd") return value === null || value === "" || value === "pod" || value.endsWith(".slice");
  if (value === "pod" || value === "") return true;
  if (value === null) return version === null || !since(version, "1.19.0") || since(version, "1.24.0");
  if (version === null) return value === "system.slice" ? null : false;
  return !since(version, "1.19.0") || value === "system.slice" && since(version, "1.33.0");
}

// src/crio/settings.ts
function readSettings(file) {
  const path = file.resolvedPath;
  const observations = [];
  const doubts = [];
  let refusal = null;
  const at2 = (span) => locate(path, span);
  const refuse = (observation) => {
    refusal ??= observation;
  };
  function entriesOf(tables, key) {
    return tables.flatMap((table) => table.entries.filter((entry2) => entry2.key.toLowerCase() === key));
  }
  function tablesOf2(tables, key) {
    return entriesOf(tables, key).flatMap(({ value, keySpan }) => {
      if (value.type === "table") return [value];
      refuse(observe("type-wrong", at2(keySpan), { key }));
      return [];
    });
  }
  function textOf3(tables, key) {
    const entries = entriesOf(tables, key);
    const [entry2, second] = entries;
    if (entry2 === void 0) return null;
    if (second !== void 0) doubts.push(observe("keys-differ-in-case", at2(second.keySpan), { key }));
    if (entry2.value.type !== "string") {
      refuse(observe("type-wrong", at2(entry2.value.span), { key }));
      return null;
    }
    return { value: entry2.value.value, location: at2(entry2.value.span) };
  }
  const none = { path, cgroupManager: null, conmonCgroup: null, defaultRuntime: null, handlers: [], table: null };
  const result = parseToml(file.bytes, "toml-1.0");
  if (!result.ok) {
    const { message, position } = result.error;
    const location = at2({ start: position, end: position });
    return { ...none, refusal: observe("file-invalid", location, { path, message }), observations, doubts };
  }
  const crio = tablesOf2([result.document], "crio");
  const runtime = tablesOf2(crio, "runtime");
  const handlers = tablesOf2(runtime, "runtimes").flatMap(
    ({ entries }) => entries.flatMap(({ key, keySpan, value }) => {
      if (value.type !== "table") {
        refuse(observe("type-wrong", at2(keySpan), { key }));
        return [];
      }
      return [
        { name: key, definition: at2(value.headers[0] ?? keySpan), monitorCgroup: textOf3([value], "monitor_cgroup") }
      ];
    })
  );
  for (const table of tablesElsewhere(result.document, runtime)) {
    for (const entry2 of entriesOf([table], "cgroup_manager")) {
      const value = entry2.value.type === "string" ? entry2.value.value : "";
      observations.push(observe("setting-in-wrong-table", at2(entry2.keySpan), { value }));
    }
  }
  const header = runtime.flatMap(({ headers }) => headers)[0];
  return {
    path,
    cgroupManager: textOf3(runtime, "cgroup_manager"),
    conmonCgroup: textOf3(runtime, "conmon_cgroup"),
    defaultRuntime: textOf3(runtime, "default_runtime"),
    handlers,
    table: header === void 0 ? null : at2(header),
    refusal,
    observations,
    doubts
  };
}
function tablesElsewhere(document, known) {
  const found = [];
  const open = [document];
  for (let table = open.pop(); table !== void 0; table = open.pop()) {
    if (!known.includes(table)) found.push(table);
    for (const { value } of table.entries) if (value.type === "table") open.push(value);
  }
  return found;
}

// src/crio/resolve.ts
var CONFIG = "/etc/crio/crio.conf";
var CONFIG_FOLDER = "/etc/crio/crio.conf.d";
var BACKUP = /(?:~|\.(?:bak|old|orig|save|swp|rpmnew|rpmsave|rpmorig|dpkg-\w+|disabled|tmp))$/i;
async function resolveCrio(tree, options) {
  const version = options.version === null ? null : parseVersion(options.version);
  const given = readCommandLine(options.unit ?? null);
  const main = { path: given.config?.value ?? CONFIG, given: given.config?.location ?? null };
  const found = await findConfigFiles(tree, main, given.configDir?.value ?? CONFIG_FOLDER);
  const settings = found.files.map((file) => readSettings(file));
  const refusals = found.refusal === null ? [] : [found.refusal];
  const observations = [];
  const doubts = [...options.unit?.doubts ?? [], ...found.doubts];
  for (const file of settings) {
    if (file.refusal !== null) refusals.push(file.refusal);
    observations.push(...file.observations, ...unlikely(file));
    doubts.push(...file.doubts);
  }
  const written = settings.flatMap(({ cgroupManager }) => cgroupManager ?? []);
  const winner2 = given.cgroupManager ?? written.at(-1) ?? null;
  observations.push(...replaced(written, winner2));
  if (winner2 !== null && winner2.value !== "systemd" && winner2.value !== "cgroupfs") {
    refusals.push(observe("value-invalid", winner2.location, { value: winner2.value }));
  }
  const driver = winner2?.value ?? defaultDriver(version);
  if (refusals.length === 0) checkConmon(driver, settings, winner2?.location ?? null, version, refusals, doubts);
  const [refusal] = refusals;
  const undecided2 = refusal !== void 0 || doubts.some(({ kind }) => DECIDING.has(kind));
  const handlers = new Map(settings.flatMap((file) => file.handlers.map(({ name, definition }) => [name, definition])));
  const standard = settings.flatMap(({ defaultRuntime }) => defaultRuntime ?? []).at(-1)?.value || defaultHandler(version);
  return {
    version: options.version,
    state: refusal === void 0 ? "ok" : "refuses",
    stateReason: refusal ?? null,
    driver: undecided2 ? "unknown" : driver,
    origin: originOf2(winner2, settings),
    answersRuntimeConfig: answersRuntimeConfig(version),
    defaultHandler: standard,
    handlers: [...handlers].map(([name, definition]) => ({ name, definition })),
    files: found.files.map(({ resolvedPath }) => resolvedPath),
    observations: [...refusals, ...observations],
    doubts
  };
}
var DECIDING = /* @__PURE__ */ new Set(["keys-differ-in-case", "file-unreadable", "too-many-files"]);
function originOf2(winner2, settings) {
  if (winner2?.location) return { by: "line", location: winner2.location };
  const nearest = settings.findLast(({ table }) => table !== null)?.table ?? null;
  return { by: "default", nearest, missing: "cgroup_manager" };
}
function replaced(written, winner2) {
  if (winner2 === null) return [];
  return written.filter(({ value, location }) => location !== winner2.location && value !== winner2.value).map(({ value, location }) => {
    const related = winner2.location === null ? [] : [{ location: winner2.location, role: "this value wins" }];
    return observe("setting-replaced", location, { value, winner: winner2.value }, related);
  });
}
function unlikely({ path, cgroupManager }) {
  if (cgroupManager === null || !BACKUP.test(path)) return [];
  return [observe("unlikely-drop-in", cgroupManager.location, { path })];
}
function checkConmon(driver, settings, managerLine, version, refusals, doubts) {
  const general = settings.flatMap(({ conmonCgroup }) => conmonCgroup ?? []).at(-1) ?? null;
  const own = general === null ? settings.flatMap(({ handlers }) => handlers.flatMap(({ monitorCgroup }) => monitorCgroup ?? [])) : [];
  for (const setting of own.length > 0 ? own : [general]) {
    const value = setting?.value ?? null;
    const location = setting?.location ?? managerLine;
    const accepted = acceptsConmonCgroup(driver, value, version);
    if (accepted === false)
      refusals.push(observe("conmon-cgroup-invalid", location, { value: value ?? "system.slice", driver }));
    if (accepted === null) doubts.push(observe("version-decides", location, { value }));
  }
}

// src/docker/daemon-file.ts
function readDaemonFile(bytes, path) {
  const text2 = decodeUtf8(bytes).text.replace(/^\uFEFF/, "");
  const lines = new LineIndex(text2);
  const start2 = locate(path, lines.span(0, 0));
  if (text2.trim() === "") return { execOptions: null, nearest: start2, refusal: null };
  const parsed = parseObject(text2);
  if (typeof parsed === "string") {
    const refusal = observe("file-invalid", start2, { path, message: parsed });
    return { execOptions: null, nearest: start2, refusal };
  }
  const [document] = parseYamlDocuments(text2);
  const at2 = (span) => span ? locate(path, span) : start2;
  const keyAt = (key) => at2(document?.locateKey([key]));
  const miscased = Object.keys(parsed).find((key) => key !== "exec-opts" && key.toLowerCase() === "exec-opts");
  if (miscased !== void 0) {
    const refusal = observe("directive-unknown", keyAt(miscased), { key: miscased });
    return { execOptions: null, nearest: keyAt(miscased), refusal };
  }
  const value = parsed["exec-opts"];
  if (value === void 0 || value === null) return { execOptions: null, nearest: start2, refusal: null };
  const nearest = keyAt("exec-opts");
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    return { execOptions: null, nearest, refusal: observe("type-wrong", nearest, { key: "exec-opts" }) };
  }
  const execOptions = value.map((item, index) => ({ text: item, location: itemAt(document, index, path) ?? nearest }));
  return { execOptions, nearest, refusal: null };
}
function itemAt(document, index, path) {
  const span = document?.locate(["exec-opts", index]);
  return span ? locate(path, span) : null;
}
function parseObject(text2) {
  let value;
  try {
    value = JSON.parse(text2);
  } catch {
    return "it is no JSON";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is no JSON object";
  return value;
}

// src/docker/resolve.ts
var CONFIG2 = "/etc/docker/daemon.json";
var OPTION = "native.cgroupdriver";
async function resolveDocker(tree, options) {
  const observations = [];
  const doubts = [...options.unit?.doubts ?? []];
  const refusals = [];
  const flags = flagValues(options.unit ?? null, "exec-opt");
  const configFlag = flagValues(options.unit ?? null, "config-file").at(-1) ?? null;
  const path = configFlag?.text ?? CONFIG2;
  let file = null;
  let filePath = null;
  const read2 = path === "" ? null : await tree.read(path);
  if (read2?.ok === true) {
    filePath = read2.entry.path;
    file = readDaemonFile(read2.bytes, filePath);
    if (file.refusal !== null) refusals.push(file.refusal);
  } else if (read2 !== null && (read2.reason === "unreadable" || read2.reason === "too-large")) {
    doubts.push(observe("file-unreadable", null, { path, reason: read2.detail }));
  } else if (read2 !== null && (configFlag !== null || read2.reason !== "absent")) {
    refusals.push(observe("file-missing", configFlag?.location ?? null, { path }));
  }
  const [flag] = flags;
  if (flag !== void 0 && file !== null && file.execOptions !== null) {
    const related = flag.location === null ? [] : [{ location: flag.location, role: "the same on the command line" }];
    refusals.push(observe("set-twice", file.nearest, {}, related));
  }
  const drivers = [...file?.execOptions ?? [], ...flags].flatMap((option2) => driverIn(option2) ?? []);
  const [winner2, second] = drivers;
  if (winner2 !== void 0 && second !== void 0 && second.text !== winner2.text) {
    const related = winner2.location === null ? [] : [{ location: winner2.location, role: "the first one counts" }];
    observations.push(
      observe("setting-replaced", second.location, { value: second.text, winner: winner2.text }, related)
    );
  }
  const chosen = winner2 === void 0 || winner2.text === "" ? null : winner2;
  if (chosen !== null && chosen.text !== "systemd" && chosen.text !== "cgroupfs") {
    refusals.push(observe("value-invalid", chosen.location, { value: chosen.text }));
  }
  const [refusal] = refusals;
  const known = refusal === void 0 && !doubts.some(({ kind }) => kind === "file-unreadable");
  const onSystemdUnifiedHost = known ? driverOnHost(chosen, options.version, true) : "unknown";
  const elsewhere = known ? driverOnHost(chosen, options.version, false) : "unknown";
  if (known && onSystemdUnifiedHost !== elsewhere) doubts.push(observe("host-decides", null, {}));
  return {
    version: options.version,
    state: refusal === void 0 ? "ok" : "refuses",
    stateReason: refusal ?? null,
    driver: onSystemdUnifiedHost === elsewhere ? elsewhere : "unknown",
    onSystemdUnifiedHost,
    elsewhere,
    origin: originOf3(chosen, file),
    answersRuntimeConfig: answersRuntimeConfig2(options.criDockerdVersion),
    file: filePath,
    observations: [...refusals, ...observations],
    doubts
  };
}
function driverOnHost(chosen, version, systemdUnified) {
  if (chosen !== null) return chosen.text;
  const parsed = version === null ? null : parseVersion(version);
  const old = parsed !== null && compareVersions(parsed, parseVersion("20.10.0")) < 0;
  return systemdUnified && !old ? "systemd" : "cgroupfs";
}
function driverIn({ text: text2, location }) {
  const equals = text2.indexOf("=");
  if (equals < 0 || text2.slice(0, equals).trim().toLowerCase() !== OPTION) return null;
  return { text: text2.slice(equals + 1).trim(), location };
}
function answersRuntimeConfig2(version) {
  const parsed = version === null ? null : parseVersion(version);
  return parsed === null ? null : compareVersions(parsed, parseVersion("0.3.17")) >= 0;
}
function originOf3(chosen, file) {
  if (chosen?.location) return { by: "line", location: chosen.location };
  return { by: "default", nearest: file?.nearest ?? null, missing: "exec-opts" };
}
function flagValues(unit, name) {
  const found = [];
  const words = unit?.command?.arguments ?? [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word.text === "--") break;
    if (word.text.startsWith(`--${name}=`)) {
      found.push({ text: word.text.slice(name.length + 3), location: word.origins[0] ?? null });
    } else if (word.text === `--${name}`) {
      index += 1;
      const value = words[index];
      if (value !== void 0) found.push({ text: value.text, location: value.origins[0] ?? null });
    }
  }
  return found;
}

// src/resolve/other-runtime.ts
async function resolveOtherRuntime(tree, runtime, evidence) {
  if (runtime === "cri-o") {
    const { unit, ...started } = await startOf2(tree, "crio.service", "crio");
    const version = evidence["cri-o"].chosen?.version.text ?? null;
    return common2("cri-o", await resolveCrio(tree, { version, unit }), started);
  }
  if (runtime === "docker") {
    const { unit, ...started } = await startOf2(tree, "docker.service", "dockerd");
    const answer2 = await resolveDocker(tree, {
      version: evidence.dockerd.chosen?.version.text ?? null,
      criDockerdVersion: evidence["cri-dockerd"].chosen?.version.text ?? null,
      unit
    });
    return common2("docker", answer2, started);
  }
  return null;
}
async function startOf2(tree, name, program) {
  const unit = await resolveUnit(tree, name);
  if (unit.command !== null && unit.command.program.split("/").at(-1) !== program) {
    const { location: location2 } = unit.command;
    const doubt = observe2("runtime-wrapped", location2, { program: unit.command.program, unit: name, name: program });
    return { unit: null, refusal: null, doubts: [doubt] };
  }
  if (unit.state === "not-found" || unit.reason === null) return { unit, refusal: null, doubts: [] };
  const { kind, location, related, detail } = unit.reason;
  return { unit, refusal: { kind: "unit", location, related, detail: { ...detail, reason: kind } }, doubts: [] };
}
function common2(name, answer2, started) {
  const { origin } = answer2;
  return {
    name,
    version: answer2.version,
    driver: answer2.driver,
    source: origin.by === "line" ? origin.location : null,
    nearest: origin.by === "default" ? origin.nearest : null,
    why: origin.by === "line" ? "set in its configuration" : "nothing sets it, so its default holds",
    answersRuntimeConfig: answer2.answersRuntimeConfig,
    refusal: started.refusal ?? (answer2.state === "refuses" ? answer2.stateReason : null),
    observations: answer2.observations,
    doubts: [...started.doubts, ...answer2.doubts]
  };
}

// src/resolve/program-doubts.ts
var LARGEST_SCRIPT2 = 64 * 1024;
async function programDoubts(tree, unit, name, found) {
  if (unit === null || unit.command === null) return [];
  const { program, location } = unit.command;
  if (program.split("/").at(-1) !== name) return [];
  const file = await tree.read(program, LARGEST_SCRIPT2);
  if (file.ok && file.bytes[0] === 35 && file.bytes[1] === 33) {
    return handsOn(new TextDecoder().decode(file.bytes), name) ? [observe2("program-is-script", location, { program, name })] : [];
  }
  if (file.ok || file.reason !== "absent" || found === null) return [];
  return [observe2("program-elsewhere", location, { program, found, unit: unit.name })];
}
function handsOn(script, name) {
  const another = new RegExp(`(?:^|[\\s"'=(])/[\\w./-]*/${name}(?:[._-][\\w.-]+)?(?=["'\\s;)]|$)`, "m");
  const replaced2 = new RegExp(`\\bexec\\b[^\\n]*(?:\\$|\\b${name}\\b)`);
  return another.test(script) || replaced2.test(script) || /(?:^|\s)"\$@"/m.test(script);
}

// src/resolve/runtime-choice.ts
var BINARIES = ["/usr/local/bin", "/usr/bin", "/usr/local/sbin", "/usr/sbin", "/bin", "/opt/bin"];
async function findRuntimes(tree, hasContainerdUnit) {
  const program = async (name) => anyExists2(
    tree,
    BINARIES.map((folder) => `${folder}/${name}`)
  );
  const containerdConfig = await anyExists2(tree, ["/etc/containerd/config.toml"]);
  return {
    containerd: hasContainerdUnit || containerdConfig || await program("containerd"),
    crio: await program("crio") || await anyExists2(tree, ["/etc/crio/crio.conf", "/etc/crio/crio.conf.d", "/usr/lib/systemd/system/crio.service"]),
    docker: await program("dockerd"),
    criDockerd: await program("cri-dockerd") || await anyExists2(tree, ["/etc/systemd/system/cri-docker.service", "/usr/lib/systemd/system/cri-docker.service"])
  };
}
function chooseRuntime(present2, endpoint, kubeletMinor) {
  if (endpoint !== null) {
    if (/crio/.test(endpoint)) return present2.crio ? "cri-o" : "none";
    if (/cri-dockerd|dockershim/.test(endpoint)) return present2.docker ? "docker" : "none";
    if (present2.containerd) return "containerd";
    return /containerd/.test(endpoint) ? "none" : "unknown";
  }
  const candidates = [];
  if (present2.containerd) candidates.push("containerd");
  if (present2.crio) candidates.push("cri-o");
  if (present2.criDockerd || present2.docker && (kubeletMinor === null || kubeletMinor < 24) && !present2.containerd) {
    candidates.push("docker");
  }
  if (candidates.length === 0) return "none";
  if (candidates.length > 1 || present2.docker && kubeletMinor !== null && kubeletMinor < 24) {
    return candidates.length === 1 && candidates[0] === "docker" ? "docker" : "unknown";
  }
  return candidates[0] ?? "none";
}
function endpointOf(kubelet) {
  if (kubelet === null || kubelet.runtimeEndpoint === null) return null;
  const minor = parseVersion(kubelet.kubeletVersion ?? "")?.minor ?? null;
  if (minor === null || minor >= 24) return kubelet.runtimeEndpoint;
  const words = (kubelet.unit?.command?.arguments ?? []).map(({ text: text2 }) => text2);
  const byFlag = words.some((word) => word.startsWith("--container-runtime-endpoint"));
  const remote = words.some(
    (word, at2) => word === "--container-runtime=remote" || word === "--container-runtime" && words[at2 + 1] === "remote"
  );
  return byFlag && !remote ? null : kubelet.runtimeEndpoint;
}
async function anyExists2(tree, paths) {
  for (const path of paths) if ((await tree.stat(path)).ok) return true;
  return false;
}

// src/resolve/select-instance.ts
var DEFAULT_ADDRESS = "/run/containerd/containerd.sock";
async function selectInstance(tree, instances, endpoint) {
  const [first] = instances;
  const wanted = socketPath(endpoint ?? DEFAULT_ADDRESS);
  if (first === void 0) {
    const known = endpoint === null || socketPath(await addressOf(tree, unstartedInstance())) === wanted;
    return {
      instance: null,
      doubts: known ? [] : [observe2("endpoint-unmatched", null, { endpoint: wanted, matches: 0 })]
    };
  }
  if (instances.length === 1 && wanted === DEFAULT_ADDRESS) return { instance: first, doubts: [] };
  const matching2 = [];
  for (const instance of instances) if (socketPath(await addressOf(tree, instance)) === wanted) matching2.push(instance);
  const [match, another] = matching2;
  if (match !== void 0 && another === void 0) return { instance: match, doubts: [] };
  const doubt = observe2("endpoint-unmatched", null, { endpoint: wanted, matches: matching2.length });
  return { instance: match ?? first, doubts: [doubt] };
}
function socketPath(address) {
  return address.replace(/^unix:(?:\/\/)?/, "").replace(/^\/var\/run\//, "/run/");
}
async function addressOf(tree, instance) {
  if (instance.address !== null) return instance.address;
  const file = await tree.read(instance.configPath);
  if (!file.ok) return DEFAULT_ADDRESS;
  const parsed = parseToml(file.bytes, "go-toml-1.9");
  if (!parsed.ok) return DEFAULT_ADDRESS;
  for (const path of [
    ["grpc", "address"],
    ["plugins", "io.containerd.server.v1.grpc", "address"]
  ]) {
    const value = find(parsed.document, path)?.value;
    if (value?.type === "string" && value.value !== "") return value.value;
  }
  return DEFAULT_ADDRESS;
}

// src/resolve/resolve-image.ts
async function resolveImage(tree, problems, options) {
  const instances = await findContainerdInstances(tree);
  const kubeletUnit = await resolveUnit(tree, "kubelet.service");
  const evidence = await detectVersions(tree, {
    containerd: programPaths(
      instances.map(({ program }) => program),
      "containerd"
    ),
    kubelet: programPaths([kubeletUnit.command?.program ?? null], "kubelet")
  });
  const containerdVersion = knownVersion(options.containerdVersion, "--containerd-version", evidence.containerd);
  const kubeletVersion = knownVersion(options.kubeletVersion, "--kubelet-version", evidence.kubelet, evidence.kubeadm);
  const present2 = await findRuntimes(tree, instances.length > 0);
  const generators = options.booted ? [] : await recogniseBootGenerated(tree);
  const initSystem = await detectInitSystem(tree);
  const observations = versionConflicts(evidence);
  const hasKubelet = kubeletUnit.state !== "not-found" || evidence.kubelet.chosen !== null || evidence.kubelet.program !== null || options.kubeletVersion !== null || options.kubeletConfig !== null;
  const kubeletDoubts = await programDoubts(tree, kubeletUnit, "kubelet", evidence.kubelet.program);
  const kubelets = (await kubeletAnswers(tree, kubeletUnit, kubeletVersion, hasKubelet, evidence, options)).map(
    ({ version, answer: answer2 }) => ({
      version,
      answer: answer2 === null ? null : { ...answer2, doubts: [...answer2.doubts, ...kubeletDoubts] }
    })
  );
  const endpoint = kubelets.map(({ answer: answer2 }) => endpointOf(answer2)).find((one) => one !== null) ?? null;
  const selected = await selectInstance(tree, instances, endpoint);
  const instance = selected.instance ?? unstartedInstance();
  const containerds = present2.containerd ? await containerdAnswers(tree, instance, containerdVersion, libraryOf(evidence, options)) : [];
  const facts = {
    problems,
    initSystem,
    generators,
    observations: present2.containerd ? [...observations, ...instance.observations] : observations,
    doubts: present2.containerd ? [
      ...instance.doubts,
      ...selected.doubts,
      ...await programDoubts(tree, instance.unit, "containerd", evidence.containerd.program)
    ] : [],
    live: []
  };
  const candidates = [];
  for (const kubelet of kubelets) {
    const minor = parseVersion(kubelet.version)?.minor ?? null;
    const runtime = chooseRuntime(present2, endpointOf(kubelet.answer), minor);
    const other = await resolveOtherRuntime(tree, runtime, evidence);
    const answers = runtime === "containerd" ? containerds : [{ version: "", answer: null }];
    for (const containerd of answers) {
      candidates.push({
        versions: { containerd: containerd.version, kubelet: kubelet.version },
        node: {
          image: runtime === "containerd" ? facts : { ...facts, observations, doubts: [] },
          runtime,
          containerd: containerd.answer,
          otherRuntime: other,
          kubelet: kubelet.answer,
          effective: effectiveDriver(kubelet.answer, containerd.answer, other, initSystem)
        }
      });
    }
  }
  return { candidates, containerdVersion, kubeletVersion };
}
async function containerdAnswers(tree, instance, known, tomlLibrary) {
  const answers = [];
  for (const version of possibleVersions(known, versionsThatFit)) {
    const answer2 = await resolveContainerd(tree, {
      version,
      configPath: instance.configPath,
      configGiven: instance.configGiven,
      workingDirectory: instance.workingDirectory,
      ...tomlLibrary === null ? {} : { tomlLibrary }
    });
    answers.push({ version, answer: answer2 });
  }
  return answers;
}
async function kubeletAnswers(tree, unit, known, hasKubelet, evidence, options) {
  const told = options.kubeletVersion !== null || options.kubeletConfig !== null;
  const kubeadm = evidence.kubeadm.chosen?.version.text;
  const resolve = (version, withUnit) => resolveKubelet(tree, {
    version,
    unit: withUnit,
    ...kubeadm === void 0 ? {} : { kubeadmVersion: kubeadm },
    ...options.kubeletConfig === null ? {} : { givenConfig: options.kubeletConfig }
  });
  let traces = hasKubelet;
  const answers = [];
  for (const version of possibleVersions(known, kubeletVersionsThatFit)) {
    const plain = await resolve(version, unit);
    if (unit.state !== "not-found") {
      answers.push({ version, answer: plain });
      continue;
    }
    const assumed = await resolve(version, assumedKubeletUnit(unit, plain));
    traces ||= hasKubeletTraces(plain, assumed);
    const doubts = told ? [] : plain.doubts.filter(({ kind }) => kind === "no-unit");
    answers.push({
      version,
      answer: {
        ...assumed,
        unit: null,
        observations: [...plain.observations, ...assumed.observations],
        doubts: [...doubts, ...assumed.doubts]
      }
    });
  }
  return traces ? answers : [{ version: "", answer: null }];
}
function libraryOf(evidence, options) {
  return options.containerdVersion === null ? evidence.tomlLibrary : null;
}
function versionConflicts(evidence) {
  return ["containerd", "kubelet"].flatMap((program) => {
    const { chosen, conflicts } = evidence[program];
    const [other] = conflicts;
    if (chosen === null || other === void 0) return [];
    const detail = {
      program,
      chosen: chosen.version.text,
      chosenSource: chosen.source,
      other: other.version.text,
      otherSource: other.source
    };
    return [observe2("version-conflict", null, detail)];
  });
}
function programPaths(started, name) {
  const usual = ["/usr/local/bin", "/usr/bin", "/bin", "/opt/bin", "/usr/local/sbin", "/usr/sbin"];
  const paths = [...started, ...usual.map((folder) => `${folder}/${name}`)];
  return [...new Set(paths.filter((path) => path !== null && path.split("/").at(-1) === name))];
}

// src/verdict/version-sets.ts
function describeVersions(some, all) {
  const containerds = distinct3(all.map(({ containerd }) => containerd));
  const kubelets = distinct3(all.map(({ kubelet }) => kubelet));
  const byKubelet = kubelets.map((kubelet) => ({
    kubelet,
    containerds: containerds.filter(
      (containerd) => some.some((pair) => pair.kubelet === kubelet && pair.containerd === containerd)
    )
  }));
  const groups = /* @__PURE__ */ new Map();
  for (const entry2 of byKubelet) {
    if (entry2.containerds.length === 0) continue;
    const key = entry2.containerds.join(" ");
    const group = groups.get(key) ?? { kubelets: [], containerds: entry2.containerds };
    group.kubelets.push(entry2.kubelet);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => {
    const parts = [];
    if (group.containerds.length < containerds.length)
      parts.push(`containerd ${ranges(group.containerds, containerds)}`);
    if (group.kubelets.length < kubelets.length) parts.push(`kubelet ${ranges(group.kubelets, kubelets)}`);
    return parts.length === 0 ? "every version" : parts.join(" and ");
  }).join("; or ");
}
function ranges(some, all) {
  const runs = [];
  for (const version of some) {
    const at2 = all.indexOf(version);
    const run = runs.at(-1);
    if (run !== void 0 && run.end === at2 - 1) Object.assign(run, { last: version, end: at2 });
    else runs.push({ first: version, last: version, end: at2 });
  }
  return runs.map(({ first, last }) => first === last ? first : `${first} to ${last}`).join(", ");
}
function distinct3(values) {
  return [...new Set(values)];
}

// src/verdict/judge.ts
function judge(candidates, rules2, versionRule, options) {
  const all = candidates.map(({ versions }) => versions);
  const found = /* @__PURE__ */ new Map();
  const verdicts = [];
  let nothing3 = false;
  for (const { node, versions } of candidates) {
    const own = [];
    for (const rule100 of rules2) {
      for (const draft2 of rule100.find(node, options.demands)) {
        const certain = (draft2.grounds ?? []).every((ground) => isCertain(node, ground));
        const key = JSON.stringify([rule100.code, draft2.location, draft2.subject, draft2.message]);
        const entry2 = found.get(key) ?? { rule: rule100, draft: draft2, in: [], certain: false };
        if (entry2.in.at(-1) !== versions) entry2.in.push(versions);
        entry2.certain ||= certain;
        found.set(key, entry2);
        own.push({ judgement: judgement(rule100, draft2, rule100.severity, options), certain });
      }
    }
    const verdict2 = verdictOf(own, options);
    const empty = verdict2 === "pass" && judgesNothing(node, options.demands);
    nothing3 ||= empty;
    verdicts.push({ versions, verdict: empty ? "undetermined" : verdict2 });
  }
  const differ = new Set(verdicts.map(({ verdict: verdict2 }) => verdict2)).size > 1;
  const verdict = differ ? "undetermined" : verdicts[0]?.verdict ?? "undetermined";
  const judgements = [...found.values()].map((entry2) => merged2(entry2, all, differ, options));
  if (differ) judgements.unshift(judgement(versionRule, versionDraft(versionRule, verdicts, all), "error", options));
  if (nothing3) judgements.unshift(judgement(rule73, NOTHING_JUDGED, "error", options));
  return { verdict, judgements };
}
function judgement(rule100, draft2, severity, options) {
  const skipped = rule100.undecided ? null : options.skip.get(rule100.code) ?? null;
  return { rule: rule100, draft: draft2, severity, undecided: rule100.undecided, skipped };
}
function merged2(found, all, differ, options) {
  const guessed = !found.certain && !found.rule.undecided && found.rule.severity === "error";
  const severity = guessed ? "warning" : found.rule.severity;
  if (found.in.length === all.length) return judgement(found.rule, found.draft, severity, options);
  const message = `${found.draft.message} (with ${describeVersions(found.in, all)})`;
  const partial = judgement(found.rule, { ...found.draft, message }, severity, options);
  if (!differ || found.rule.severity !== "error") return partial;
  return { ...partial, severity: "warning", undecided: false };
}
function verdictOf(findings, options) {
  const open = findings.filter(({ judgement: judgement2 }) => judgement2.skipped === null);
  const fails = ({ severity, undecided: undecided2 }) => !undecided2 && (severity === "error" || severity === "warning" && options.failOn === "warning");
  if (open.some(({ judgement: judgement2, certain }) => certain && fails(judgement2))) return "fail";
  if (open.some(({ judgement: judgement2, certain }) => judgement2.undecided || !certain && fails(judgement2)))
    return "undetermined";
  return "pass";
}
function versionDraft(rule100, verdicts, all) {
  const parts = ["pass", "fail", "undetermined"].flatMap((verdict) => {
    const pairs = verdicts.filter((entry2) => entry2.verdict === verdict).map(({ versions }) => versions);
    return pairs.length === 0 ? [] : [`${verdict} with ${describeVersions(pairs, all)}`];
  });
  return {
    message: "the answer depends on versions that could not be read from the image",
    consequence: `${parts.join(". ")}.`,
    help: rule100.help,
    location: null,
    label: "",
    related: [],
    edit: null,
    subject: "versions"
  };
}

// src/gate/release.ts
function releaseOf2(version, prefix) {
  const parsed = parseVersion(version);
  if (parsed === null) return version;
  const numbers = [parsed.major, parsed.minor, parsed.patch].filter((part) => part !== null).join(".");
  const [label, ...rest] = parsed.prerelease;
  const suffix = label === void 0 ? "" : `-${[label, ...rest].join(".")}`;
  return `${prefix}${numbers}${suffix}`;
}

// src/gate/containerd-report.ts
var DRIVERS = {
  systemd: "systemd",
  cgroupfs: "cgroupfs",
  opaque: "none",
  "no-runtime-type": "unknown",
  "options-error": "unknown"
};
var WHY = {
  systemd: "",
  cgroupfs: "",
  opaque: "not a runc shim: containerd does not set its driver",
  "no-runtime-type": "it has no runtime_type, so every pod fails",
  "options-error": "its options do not decode, so every pod fails"
};
function containerdReport(resolved, demands) {
  const answers = distinctAnswers(resolved);
  const [first] = answers;
  if (first === void 0) return null;
  const state = agreed(answers, ({ state: state2 }) => state2);
  const defaultHandler2 = agreed(answers, (answer2) => answer2.defaultHandler) ?? "";
  const runtimeConfig = agreed(answers, (answer2) => answer2.runtimeConfig.onSystemdHost);
  const main = first.files[0] ?? null;
  return {
    version: resolved.containerdVersion === null ? null : releaseOf2(resolved.containerdVersion.version, ""),
    versionSource: resolved.containerdVersion?.source ?? null,
    config: main?.resolvedPath ?? null,
    configVersion: agreed(answers, (answer2) => answer2.configVersion),
    cri: state === "ok",
    state: state ?? "unknown",
    defaultHandler: defaultHandler2,
    handlers: handlerReports(answers, defaultHandler2, demands),
    runtimeConfig,
    files: first.files.map(({ resolvedPath }) => resolvedPath),
    byVersion: versionAnswers(answers)
  };
}
function distinctAnswers(resolved) {
  const answers = /* @__PURE__ */ new Map();
  for (const { node, versions } of resolved.candidates) {
    if (node.containerd !== null) answers.set(versions.containerd, node.containerd);
  }
  return [...answers.values()];
}
function handlerReports(answers, defaultHandler2, demands) {
  const names2 = [...new Set(answers.flatMap(({ handlers }) => handlers.map(({ name }) => name)))];
  return names2.toSorted((a, b) => Number(b === defaultHandler2) - Number(a === defaultHandler2) || (a < b ? -1 : 1)).map((name) => {
    const own = answers.map(({ handlers }) => handlers.find((handler) => handler.name === name));
    const [first] = own.filter((handler) => handler !== void 0);
    const driver = agreed(own, (handler) => handler === void 0 ? null : handler.driver);
    const sure = driver !== null && first !== void 0;
    return {
      name,
      type: first?.type ?? "",
      driver: sure ? DRIVERS[driver] : "unknown",
      source: sure && first.origin.by === "line" ? first.origin.location : null,
      judged: isJudged(name, defaultHandler2, demands),
      why: sure ? whyHandler(first) : "it depends on the version of containerd"
    };
  });
}
function whyHandler(handler) {
  if (WHY[handler.driver] !== "") return WHY[handler.driver];
  const { origin } = handler;
  if (origin.by === "line") return "set in its options";
  const where = origin.nearest === null ? "" : `; it belongs below ${origin.nearest.path}:${origin.nearest.startLine}`;
  return `no line sets SystemdCgroup, so containerd's default holds${where}`;
}
function versionAnswers(answers) {
  const said = answers.map((answer2) => ({ version: answer2.containerdVersion, answer: inWords(answer2) }));
  const all = said.map(({ version }) => ({ containerd: version, kubelet: "" }));
  const distinct4 = [...new Set(said.map(({ answer: answer2 }) => answer2))];
  if (distinct4.length < 2) return [];
  return distinct4.map((answer2) => {
    const some = said.filter((entry2) => entry2.answer === answer2).map(({ version }) => ({ containerd: version, kubelet: "" }));
    return { versions: describeVersions(some, all).replace(/^containerd /, ""), answer: answer2 };
  });
}
function inWords(answer2) {
  switch (answer2.state) {
    case "daemon-exit":
      return "containerd does not start";
    case "cri-disabled":
      return "the CRI plugin is disabled";
    case "cri-failed":
      return "the CRI plugin does not load";
    case "ok":
      return answer2.handlers.map(({ name, driver }) => `${name}: ${driver.replaceAll("-", " ")}`).join(", ");
  }
}
function agreed(items, read2) {
  const values = new Set(items.map(read2));
  const [only] = values;
  return values.size === 1 && only !== void 0 ? only : null;
}

// src/gate/file-texts.ts
var FileTexts = class {
  #tree;
  #given;
  #read = /* @__PURE__ */ new Map();
  constructor(tree, given) {
    this.#tree = tree;
    this.#given = given;
  }
  /** Null where there is no such file, or it cannot be read. */
  get(path) {
    const known = this.#read.get(path);
    if (known !== void 0) return known;
    const reading = this.#load(path);
    this.#read.set(path, reading);
    return reading;
  }
  async #load(path) {
    const given = this.#given.get(path);
    if (given !== void 0) return { lines: splitLines(given), provenance: null };
    const result = await this.#tree.read(path);
    return result.ok ? { lines: splitLines(result.bytes), provenance: result.entry.provenance } : null;
  }
};
function splitLines(bytes) {
  return decodeUtf8(bytes).text.split(/\r\n|\n/);
}

// src/gate/illustrate.ts
import { createHash } from "node:crypto";

// src/gate/fix.ts
async function concreteFix(edit, texts) {
  const location = edit.kind === "insert" ? edit.after : edit.location;
  const text2 = await texts.get(location.path);
  const first = text2?.lines[location.startLine - 1];
  if (first === void 0 || location.startLine !== location.endLine) return null;
  const at2 = { title: edit.title, path: location.path, startLine: location.startLine, endLine: location.endLine };
  switch (edit.kind) {
    case "replace":
      return {
        ...at2,
        replacement: first.slice(0, location.startColumn - 1) + edit.text + first.slice(location.endColumn - 1)
      };
    case "insert": {
      const indent = /^[ \t]*/.exec(first)?.[0] ?? "";
      const below = /^[ \t]*(?=[A-Za-z"'])/.exec(text2?.lines[location.startLine] ?? "")?.[0];
      return { ...at2, replacement: `${first}
${below ?? `${indent}  `}${edit.line}` };
    }
    case "delete":
      return { ...at2, replacement: "" };
  }
}

// src/image/describe-origin.ts
function describeOrigin(provenance) {
  if (provenance === null) return null;
  const layer = `layer ${provenance.layer} of ${provenance.layers}`;
  const step = provenance.createdBy?.replace(/^\/bin\/sh -c #\(nop\)\s*/, "").replace(/\s+/g, " ").trim();
  return step ? `${layer} · ${step.length > 120 ? `${step.slice(0, 119)}…` : step}` : layer;
}

// src/gate/frames.ts
var CONTEXT_BEFORE = 2;
var CONTEXT_AFTER = 1;
var LONGEST_LINE2 = 400;
async function cutFrames(draft2, texts) {
  const marks = [];
  if (draft2.location !== null) marks.push({ location: draft2.location, role: "primary", label: draft2.label });
  for (const { location, role } of draft2.related) marks.push({ location, role: "related", label: role });
  const frames = [];
  for (const path of new Set(marks.map(({ location }) => location.path))) {
    const text2 = await texts.get(path);
    const own = marks.filter(({ location }) => location.path === path);
    if (text2 !== null) frames.push(cutFrame(path, text2, own));
  }
  return frames;
}
function cutFrame(path, text2, marks) {
  const shown = /* @__PURE__ */ new Set();
  for (const { location, role } of marks) {
    const [before, after] = role === "primary" ? [CONTEXT_BEFORE, CONTEXT_AFTER] : [0, 0];
    for (let line = location.startLine - before; line <= location.startLine + after; line++) shown.add(line);
    if (role === "primary") shown.add(headerAbove(text2.lines, location.startLine));
  }
  const lines = [...shown].filter((number) => number >= 1 && number <= lastLine(text2.lines)).toSorted((a, b) => a - b).map((number) => ({ number, text: (text2.lines[number - 1] ?? "").slice(0, LONGEST_LINE2) }));
  return {
    path,
    origin: describeOrigin(text2.provenance),
    lines,
    marks: marks.map(({ location, role, label }) => {
      const { startLine, startColumn, endLine, endColumn } = location;
      return { role, startLine, startColumn, endLine, endColumn, label };
    })
  };
}
function lastLine(lines) {
  return lines.at(-1) === "" ? lines.length - 1 : lines.length;
}
function headerAbove(lines, line) {
  for (let number = line; number >= 1; number--) {
    if (/^\s*\[/.test(lines[number - 1] ?? "")) return number;
  }
  return 0;
}

// src/gate/illustrate.ts
var RANKS = { error: 0, warning: 1, note: 2 };
async function illustrate(judgements, texts) {
  const findings = [];
  for (const judgement2 of judgements) findings.push(await finding(judgement2, texts));
  return findings.toSorted(
    (a, b) => Number(a.skipped !== null) - Number(b.skipped !== null) || Number(a.undecided) - Number(b.undecided) || RANKS[a.severity] - RANKS[b.severity] || Number(a.location === null) - Number(b.location === null) || compare2(a.location?.path ?? "", b.location?.path ?? "") || (a.location?.startLine ?? 0) - (b.location?.startLine ?? 0) || compare2(a.rule, b.rule) || compare2(a.message, b.message)
  );
}
async function finding({ rule: rule100, draft: draft2, severity, undecided: undecided2, skipped }, texts) {
  const line = draft2.location === null ? "" : ((await texts.get(draft2.location.path))?.lines[draft2.location.startLine - 1] ?? "").trim();
  return {
    rule: rule100.code,
    severity,
    undecided: undecided2,
    message: draft2.message,
    consequence: draft2.consequence,
    help: draft2.help,
    location: draft2.location,
    repo: null,
    repoNote: null,
    repoCandidates: [],
    fix: draft2.edit === null ? null : await concreteFix(draft2.edit, texts),
    skipped,
    frames: await cutFrames(draft2, texts),
    fingerprint: createHash("sha256").update(JSON.stringify([rule100.code, draft2.location?.path ?? "", line, draft2.subject])).digest("hex").slice(0, 32),
    baseline: null
  };
}
function compare2(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// src/gate/kubelet-report.ts
var WHY2 = {
  "command-line": "--cgroup-driver on its command line",
  "config-file": "the file that --config names",
  "drop-in": "a file below --config-dir",
  given: "the configuration that was given",
  "kubeadm-input": "a kubeadm configuration in the image",
  "kubeadm-default": "kubeadm of this version writes it where nobody sets it",
  "kubelet-default": "nothing sets it, so the kubelet's default holds",
  unknown: "nothing in the image tells"
};
function kubeletReport(resolved) {
  const pairs = resolved.candidates.flatMap(
    ({ node }) => node.kubelet === null ? [] : [{ kubelet: node.kubelet, effective: node.effective }]
  );
  const [first] = pairs;
  if (first === void 0) return null;
  const same = (read2) => pairs.every((pair) => read2(pair) === read2(first));
  const configuredSame = same(({ kubelet }) => kubelet.configured);
  const followsSame = same(({ effective }) => effective.followsRuntime);
  const configured = configuredSame ? first.kubelet.configured : "unknown";
  const follows = followsSame ? first.effective.followsRuntime : null;
  return {
    version: resolved.kubeletVersion === null ? null : releaseOf2(resolved.kubeletVersion.version, "v"),
    versionSource: resolved.kubeletVersion?.source ?? null,
    configured,
    effective: same(({ effective }) => effective.driver) ? first.effective.driver : "unknown",
    followsRuntime: follows,
    source: configuredSame ? first.kubelet.source : null,
    why: follows === true ? "it takes the runtime's answer" : configuredSame ? whyConfigured(first.kubelet) : "it depends on its version"
  };
}
function whyConfigured({ sourceKind, source }) {
  return source?.path === "/kind/version" ? "kind writes it when it creates a cluster" : WHY2[sourceKind];
}

// src/gate/map-to-repository.ts
var CONTAINERD_CONFIG = "/etc/containerd/config.toml";
var KUBELET_CONFIG = "/var/lib/kubelet/config.yaml";
var DRIVER_RULES = /* @__PURE__ */ new Set(["cgroup-driver-mismatch", "cgroup-driver-not-systemd", "handler-undecided"]);
var CRI_RULES = /* @__PURE__ */ new Set(["cri-disabled", "runtime-not-serving"]);
async function mapToRepository(report, files, finder) {
  if (finder === null) return report;
  const findings = [];
  for (const finding2 of report.findings) findings.push(await mapped(finding2, report, files, finder));
  return { ...report, findings };
}
async function mapped(finding2, report, files, finder) {
  const subject = subjectOf(finding2, report);
  const path = finding2.location?.path ?? missingFile(subject, report);
  if (path === null) return finding2;
  const { bytes, provenance } = await read(path, files);
  const { repo, note: note2, candidates, kind } = finder.find({
    subject,
    location: finding2.location,
    path,
    bytes,
    provenance
  });
  return { ...finding2, repo, repoNote: note2, repoCandidates: candidates, ...kind === null ? {} : { repoKind: kind } };
}
function subjectOf({ rule: rule100, location }, report) {
  if (CRI_RULES.has(rule100)) return "cri";
  if (!DRIVER_RULES.has(rule100)) return "line";
  if (location !== null) return isKubelets(location.path, report) ? "kubelet-driver" : "runtime-driver";
  const runtimes = report.containerd?.handlers.some(({ driver, judged }) => judged && driver === "cgroupfs");
  return runtimes && report.kubelet?.effective !== "cgroupfs" ? "runtime-driver" : "kubelet-driver";
}
function isKubelets(path, report) {
  return path !== report.containerd?.config && (path === report.kubelet?.source?.path || /kubelet|kubeadm/.test(path));
}
function missingFile(subject, report) {
  if (subject === "runtime-driver") return report.containerd?.config ?? CONTAINERD_CONFIG;
  return subject === "kubelet-driver" ? KUBELET_CONFIG : null;
}
async function read(path, { tree, given }) {
  const own = given.get(path);
  if (own !== void 0) return { bytes: own, provenance: null };
  const result = await tree.read(path);
  return result.ok ? { bytes: result.bytes, provenance: result.entry.provenance } : { bytes: null, provenance: null };
}

// src/gate/move-judgement.ts
function moveJudgement(judgement2, originOf4) {
  const { draft: draft2 } = judgement2;
  return {
    ...judgement2,
    draft: {
      ...draft2,
      location: draft2.location === null ? null : originOf4(draft2.location),
      related: draft2.related.map(({ location, role }) => ({ location: originOf4(location), role })),
      edit: draft2.edit === null ? null : moveEdit(draft2.edit, originOf4)
    }
  };
}
function moveEdit(edit, originOf4) {
  return edit.kind === "insert" ? { ...edit, after: originOf4(edit.after) } : { ...edit, location: originOf4(edit.location) };
}

// src/gate/assemble-report.ts
async function assembleReport(subject, options, source) {
  const { image, resolved, tree, given } = subject;
  const demands = { require: options.require, handlers: options.handlers };
  const { verdict, judgements } = judge(resolved.candidates, RULES, VERSION_RULE, {
    demands,
    failOn: options.failOn,
    skip: options.skip
  });
  const texts = new FileTexts(tree, given);
  const moved = judgements.map((judgement2) => moveJudgement(judgement2, subject.originOf));
  const [node] = resolved.candidates.map((candidate2) => candidate2.node);
  const report = {
    image: subject.reference,
    digest: image?.digest ?? null,
    verdict,
    platform: image?.platform ?? null,
    containerd: containerdReport(resolved, demands),
    otherRuntime: otherRuntimeReport(node?.otherRuntime ?? null),
    kubelet: kubeletReport(resolved),
    findings: await illustrate(moved, texts),
    live: subject.live,
    reading: image === null ? null : readingReport(image),
    baseline: null
  };
  return mapToRepository(report, { tree, given }, source);
}
function readingReport(image) {
  const { layers, layersRead, bytesRead, totalBytes, remarks } = image.reading();
  return {
    form: image.form,
    layers: layers === 0 ? null : layers,
    layersRead: layers === 0 ? null : layersRead,
    bytesRead,
    totalBytes: totalBytes === 0 ? null : totalBytes,
    remarks
  };
}
function otherRuntimeReport(runtime) {
  if (runtime === null) return null;
  const { name, version, driver, source, why } = runtime;
  return { name, version, driver, source, why };
}

// src/gate/judge-image.ts
async function judgeImage(image, options, told, source) {
  const patched = await patch(image.tree, told);
  const resolved = await resolveImage(patched.tree, [], {
    ...told,
    booted: isRunningHost(image) || told.kindConfig !== null
  });
  const problems = await image.settle();
  return assembleReport(
    {
      reference: image.reference,
      image,
      tree: patched.tree,
      given: givenFiles(told),
      resolved: withFacts(resolved, problems, patched.observations),
      originOf: patched.originOf,
      live: null
    },
    options,
    source
  );
}
function givenFiles({ kubeletConfig, kindConfig }) {
  return new Map([kubeletConfig, kindConfig].filter((file) => file !== null).map(({ path, bytes }) => [path, bytes]));
}
function withFacts(resolved, problems, live) {
  const candidates = resolved.candidates.map(({ node, versions }) => ({
    versions,
    node: { ...node, image: { ...node.image, problems, live } }
  }));
  return { ...resolved, candidates };
}
async function patch(tree, told) {
  const unpatched = { tree, observations: [], originOf: (location) => location };
  if (told.kindConfig === null) return unpatched;
  const { applyKindConfig } = await import("./apply-MMODJV5W.js");
  const applied = await applyKindConfig(tree, told.kindConfig, {
    kindVersion: null,
    kubernetesVersion: told.kubeletVersion
  });
  return applied.ok ? applied : { ...unpatched, observations: applied.observations };
}
function isRunningHost({ form, reference }) {
  return form === "rootfs" && /^(?:rootfs:)?\/+$/.test(reference);
}

export {
  rule29 as rule,
  RULES,
  describeOrigin,
  editDistance,
  readTemplateLines,
  entry,
  resolveImage,
  assembleReport,
  judgeImage,
  givenFiles,
  withFacts
};

import { modulePaths } from '../commands/started-paths.ts';
import { type BootText, isOwn } from './boot-text.ts';

const PYTHON = /^[ \t]*(?:from[ \t]+(\.*[\w.]{0,100})[ \t]+)?import[ \t]+([^#;\n]{1,1000})/gm;
const NODE = /(?:\brequire\s*\(\s*|\bfrom\s+|\bimport\s+)["'](\.{1,2}\/[\w./-]{1,200})["']/g;
const RUBY = /^[ \t]*require_relative[ \t]+["']([\w./-]{1,200})["']/gm;
/** Modules of python's own that scripts of a node have; there is no file of the image's maker behind them. */
const STANDARD =
  /^(?:__future__|abc|argparse|asyncio|base64|collections|configparser|contextlib|copy|csv|ctypes|datetime|difflib|email|enum|errno|fcntl|fileinput|fnmatch|functools|getopt|getpass|glob|grp|gzip|hashlib|http|importlib|inspect|io|ipaddress|itertools|json|locale|logging|math|multiprocessing|operator|optparse|os|pathlib|pipes|pkg_resources|platform|pprint|pwd|queue|random|re|requests|select|shlex|shutil|signal|six|socket|sqlite3|ssl|stat|string|struct|subprocess|sys|syslog|tarfile|tempfile|textwrap|threading|time|traceback|types|typing|unittest|urllib2?|uuid|warnings|xml|yaml|zipfile|zlib)(?:\.|$)/;
const INSTALLED = /\/(?:site|dist)-packages\//;
const MOST = 100;
const MOST_READ = 64 << 10;

/**
 * The files of the image's maker that a text of another language reads in: those beside it, and for a program that was
 * installed as a package the module that it starts. What such a module reads in is not looked for.
 */
export function importedFiles({ text, path, folder }: BootText): readonly string[] {
  if (folder === null || !isOwn(path) || INSTALLED.test(path)) return [];
  const code = text.slice(0, MOST_READ);
  const beside = (name: string): string => `${folder}/${name}`;
  const found = [
    ...[...code.matchAll(PYTHON)].flatMap(([, from, names = '']) => pythonFiles(from, namesIn(names), path, folder)),
    ...[...code.matchAll(NODE)].flatMap(([, name = '']) =>
      /\.[cm]?js$/.test(name) ? [beside(name)] : [beside(`${name}.js`), beside(`${name}/index.js`)],
    ),
    ...[...code.matchAll(RUBY)].map(([, name = '']) => beside(name.endsWith('.rb') ? name : `${name}.rb`)),
  ];
  return [...new Set(found)].slice(0, MOST);
}

/** `a, b as c` names a and b; so does a list in brackets, as far as it stands on the line. */
function namesIn(list: string): readonly string[] {
  return list.split(',').flatMap((one) => /^[\s(]*([A-Za-z_][\w.]{0,100})/.exec(one)?.[1] ?? []);
}

/** The files of modules; what is taken from a module may be one itself. */
function pythonFiles(
  from: string | undefined,
  names: readonly string[],
  path: string,
  folder: string,
): readonly string[] {
  const part = from?.replace(/^\.+/, '') ?? '';
  const modules = from === undefined ? names : part === '' ? names : [part, ...names.map((name) => `${part}.${name}`)];
  const own = modules.filter((name) => !STANDARD.test(name) || from?.startsWith('.'));
  if (/\/bin\/[^/]+$/.test(path) && !from?.startsWith('.')) {
    return own.flatMap((name) => modulePaths(name, path)).filter((one) => /^\/(?!usr\/lib\/)/.test(one));
  }
  return own.flatMap((name) => {
    const file = `${folder}/${name.replaceAll('.', '/')}`;
    return [`${file}.py`, `${file}/__init__.py`];
  });
}

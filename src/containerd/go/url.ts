const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/**
 * Whether Go's `url.Parse` takes a text, as far as it goes for names of hosts: a scheme is needed where the first thing is
 * a number or an address with a port (`10.0.0.1:5000`), while `registry.example:5000` is taken for a scheme.
 */
export function isGoUrl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is refused
  if (/[\x00-\x1f\x7f]/.test(text)) return false;
  const [withoutFragment = '', ...fragment] = text.split('#');
  if (BAD_ESCAPE.test(fragment.join('#'))) return false;
  if (withoutFragment.startsWith(':')) return false;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(withoutFragment)?.[0] ?? '';
  const rest = withoutFragment.slice(scheme.length).split('?')[0] ?? '';
  if (!rest.startsWith('/')) {
    // What follows a scheme without a slash is not looked at.
    return scheme !== '' || (!(rest.split('/')[0] ?? '').includes(':') && !BAD_ESCAPE.test(rest));
  }
  if (!rest.startsWith('//') || (scheme === '' && rest.startsWith('///'))) return !BAD_ESCAPE.test(rest);
  const [authority = '', ...path] = rest.slice(2).split('/');
  return isAuthority(authority) && !BAD_ESCAPE.test(path.join('/'));
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || BAD_ESCAPE.test(user)) return false;
  const host = authority.slice(at + 1);
  // In a host only what is no ASCII may be escaped, and the percent sign itself.
  if (/[ \\^`{|}]/.test(host) || /%(?!25|[89A-Fa-f][0-9A-Fa-f])/.test(host)) return false;
  if (host.startsWith('[')) return /^\[[^\]]*\](?::\d*)?$/.test(host);
  const port = /:([^:]*)$/.exec(host)?.[1];
  return port === undefined || /^\d*$/.test(port);
}

// Keeps other web sites out: a browser that is logged in here would send its login with requests that another page makes. Programs
// send none of these headers and are not concerned.
import type { IncomingMessage } from 'node:http';

/** Says why a request is refused, or undefined. */
export function originProblem(request: IncomingMessage, loopbackOnly: boolean): string | undefined {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (loopbackOnly && !isLoopbackHost(host)) return 'the Host header names no address of this computer';
  if (typeof site === 'string' && site !== 'same-origin' && site !== 'none') {
    // Following a link to the page itself is fine: the page changes nothing by being shown.
    const showsPage =
      request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate' && isPage(request.url);
    if (!showsPage) return 'the request comes from another web site';
  }
  if (origin !== undefined && origin !== `http://${host ?? ''}`)
    return 'the request comes from another origin';
  return undefined;
}

function isPage(url: string | undefined): boolean {
  return url === '/' || url === '/index.html';
}

/** A name that resolves to us but is not ours is the mark of DNS rebinding. */
function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  return (
    name === '' ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

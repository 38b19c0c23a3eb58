const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

/** `Host: name:port` without the port; undefined when it is no host at all. */
function nameOf(host: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/@]+)(?::\d{1,5})?$/i.exec(host ?? '');
  return match?.[1]?.toLowerCase();
}

/** The host of an `Origin` header (`https://name:port`); undefined for `null` and nonsense. */
const hostOfOrigin = (origin: string): string | undefined =>
  URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol) ? new URL(origin).host : undefined;

/**
 * Why a request may not reach the API although its sender might know the token; undefined when it may.
 * Bound to loopback, only loopback names are served: a foreign page whose name was made to point to 127.0.0.1
 * (DNS rebinding) sends its own name. And a browser on a foreign page names that page as `Origin`.
 */
export function refusedHost(
  boundTo: string,
  headers: { readonly host?: string | undefined; readonly origin?: string | undefined },
): string | undefined {
  const name = nameOf(headers.host);
  if (name === undefined) return 'the Host header is missing or malformed';
  if (isLoopback(boundTo) && !loopbackNames.has(name) && !isLoopback(name))
    return 'the Host header names another machine';
  const { origin } = headers;
  if (origin !== undefined && hostOfOrigin(origin) !== headers.host?.toLowerCase())
    return 'the request comes from a foreign page';
  return undefined;
}

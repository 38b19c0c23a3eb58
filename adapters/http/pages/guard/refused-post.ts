/**
 * Why a form may not be taken; undefined when it may. `refusedHost` has compared the origin with the host already; here a
 * form must say that it comes from drover's own page, which every browser of the last years does.
 * Source: https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site
 */
export function refusedPost(headers: {
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}): string | undefined {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'the form comes from a foreign page';
  return headers.origin === undefined && site === undefined
    ? 'the form does not say which page it comes from'
    : undefined;
}

/**
 * An address that the bot's token may be shown to: Slack's own hosts, or the one that the Web API is configured for.
 * Undefined for every other: files may lie elsewhere, and whoever shared them named the address.
 * @param apiUrl the configured base of the Web API; absent: Slack's
 */
export function slacksOwn(address: string | undefined, apiUrl: string | undefined): URL | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return undefined;
  if (apiUrl !== undefined && url.origin === new URL(apiUrl).origin) return url;
  const isSlacks = /^(?:[a-z0-9-]+\.)*slack(?:-gov)?\.com$/u.test(url.hostname);
  return url.protocol === 'https:' && url.port === '' && isSlacks ? url : undefined;
}

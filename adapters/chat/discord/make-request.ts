import { DefaultRestOptions, type RESTOptions } from 'discord.js';

type MakeRequest = RESTOptions['makeRequest'];

/** Discord's number for: this message is too old to be edited so often. */
const editsExhausted = /"code":\s*30046\b/u;

/**
 * The library's request. One refusal comes with the status of a rate limit, and the library would drop what it says:
 * it is given another status, so that a card which can no longer be edited is told from a busy channel.
 */
export const makeRequest: MakeRequest = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status !== 429) return response;
  const body = await response.text();
  const status = editsExhausted.test(body) ? 400 : 429;
  return new Response(body, { status, headers: [...response.headers] });
};

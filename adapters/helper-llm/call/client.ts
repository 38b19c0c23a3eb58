import { OpenAI } from 'openai';
import type { HelperEndpoint, HelperProvider } from '../helper-options.ts';

/**
 * Where each provider speaks the OpenAI protocol. Azure has an address per resource. Sources:
 * https://platform.claude.com/docs/en/api/openai-sdk, https://ai.google.dev/gemini-api/docs/openai
 */
const addresses: Readonly<Record<Exclude<HelperProvider, 'azure'>, string>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta/openai',
};

/** Longer than any cap: the time limits are drover's own. 2^31-1 ms is the most that a timer takes. */
const never = 2 ** 31 - 1;

/** A client that tries once, keeps its log to itself, and takes no key from the environment. */
export const createClient = (endpoint: HelperEndpoint): OpenAI =>
  new OpenAI({
    baseURL: baseUrl(endpoint),
    // The library insists on one; what is sent is decided by the headers.
    apiKey: endpoint.key ?? 'none',
    defaultHeaders: headersOf(endpoint),
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: never,
    logLevel: 'off',
    // Whoever redirects would be sent the text, and perhaps the key.
    fetchOptions: { redirect: 'error' },
  });

function baseUrl({ provider, url }: HelperEndpoint): string {
  const address = url ?? (provider === 'azure' ? '' : addresses[provider]);
  return address.replace(/\/+(?=$|\?)/, '');
}

/**
 * A bearer only when there is a key. Azure takes keys under a header of its own. Source:
 * https://learn.microsoft.com/en-us/azure/ai-foundry/openai/reference#authentication
 */
function headersOf({ provider, key }: HelperEndpoint): Record<string, string | null> {
  if (key === undefined) return { Authorization: null };
  return provider === 'azure' ? { Authorization: null, 'api-key': key } : { Authorization: `Bearer ${key}` };
}

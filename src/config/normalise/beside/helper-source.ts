import type { Environment } from '../../config.ts';
import { valueOf } from '../../parse/parse-environment.ts';
import type { ConfigFile } from '../../schema/config-file-schema.ts';

type Provider = NonNullable<ConfigFile['helper']['provider']>;

/** Where the helper model is, out of the file and the variables; the file comes first. */
export interface HelperSource {
  readonly provider: Provider;
  readonly url?: string | undefined;
  readonly model?: string | undefined;
  /** The variable that holds the key. */
  readonly keyName: string;
  readonly key?: string | undefined;
  /** Without a key it would answer nothing. */
  readonly needsKey: boolean;
}

const keyNames: Readonly<Record<Exclude<Provider, 'openai'>, string>> = {
  azure: 'AZURE_OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GEMINI_API_KEY',
};

/** Undefined when neither the file nor a variable names an endpoint: then there is no helper model. */
export function helperSource(
  { helper }: Pick<ConfigFile, 'helper'>,
  env: Environment,
): HelperSource | undefined {
  const { provider = 'openai' } = helper;
  const local = provider === 'openai' ? (name: string) => valueOf(env, name) : () => undefined;
  const url = helper.url ?? local('LOCAL_LLM_URL');
  if (helper.provider === undefined && url === undefined) return undefined;
  const keyName = helper.key ?? usualKeyName(provider, url);
  return {
    provider,
    url,
    model: helper.model ?? local('LOCAL_LLM_MODEL') ?? helper.models[0],
    keyName,
    key: valueOf(env, keyName),
    needsKey: helper.key !== undefined || provider === 'azure' || url === undefined,
  };
}

/** OpenAI's own key is not sent to whoever else speaks its protocol. */
function usualKeyName(provider: Provider, url: string | undefined): string {
  if (provider !== 'openai') return keyNames[provider];
  return url === undefined ? 'OPENAI_API_KEY' : 'LOCAL_LLM_API_KEY';
}

import type { Environment } from '../config.ts';

/** What every child may see. */
const forChildren = /^(?:PATH|LANG|LC_\w+|TERM|TZ|TMPDIR|USER|SHELL)$/;

/** What git needs besides, to reach a remote as the operator would: home, ssh, proxies, certificates. */
const forGit =
  /^(?:HOME|XDG_CONFIG_HOME|SSH_AUTH_SOCK|SSH_ASKPASS|GIT_SSH|GIT_SSH_COMMAND|GIT_ASKPASS|(?:https?|all|no)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|CURL_CA_BUNDLE)$/i;

export const pickChildEnvironment = (env: Environment): Record<string, string> =>
  pick(env, (name) => forChildren.test(name));

export const pickOperatorEnvironment = (env: Environment): Record<string, string> =>
  pick(env, (name) => forChildren.test(name) || forGit.test(name));

const pick = (env: Environment, wanted: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && wanted(entry[0]),
    ),
  );

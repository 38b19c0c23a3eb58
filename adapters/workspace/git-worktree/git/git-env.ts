/** An environment to pick from, normally the operator's. */
export type BaseEnv = Readonly<Record<string, string | undefined>>;

const always = ['PATH', 'TMPDIR'];
/** What reaching a repository may need: credentials, keys, proxies, certificates, the operator's own git settings. */
const forNetwork = [
  'HOME',
  'USER',
  'LOGNAME',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'SSH_AUTH_SOCK',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_ASKPASS',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
];

/** Nobody is asked anything, messages are English (they are read by code), and what agents may plant is not followed. */
const fixed = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
};

/** For work on drover's own mirrors and worktrees: no settings of a person or of the machine. */
export const sealedEnv = (base: BaseEnv): Record<string, string> => ({
  ...pick(base, always),
  ...fixed,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
});

/** For reading from and pushing to a source: the operator's credentials and git settings apply. */
export const operatorEnv = (base: BaseEnv): Record<string, string> => ({
  ...pick(base, [...always, ...forNetwork]),
  ...fixed,
});

function pick(base: BaseEnv, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = base[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

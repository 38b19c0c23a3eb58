import type { RuleTable } from '../../rule.ts';
import { notATool, title } from '../../rule.ts';

const notTheCode =
  'That is the machine, not the code: change nothing for it, say what is needed and end your turn.';

export const environment: RuleTable = {
  family: 'env',
  rules: [
    {
      key: 'env.disk_full',
      severity: 'hard',
      stage: 'machine',
      line: /^.*?(?:\bENOSPC\b|No space left on device|Disk quota exceeded)/i,
      unless: notATool,
      hint: `The disk is full. ${notTheCode}`,
    },
    {
      key: 'env.out_of_memory',
      severity: 'hard',
      stage: 'machine',
      line: /^(?:.*?(?:JavaScript heap out of memory|\bOOMKilled\b|Cannot allocate memory|java\.lang\.OutOfMemoryError|fatal error: runtime: out of memory|std::bad_alloc|Killed process \d+)|(?:E\s+)?MemoryError\b|(?:\S+: line \d+: +)?(?:\d+ +)?Killed(?: {2,}\S.*| (?:process|node|python).*)?$|(?:command |process |script )?exit(?:ed with)?(?: code| status)?:? 137$)/,
      unless: notATool,
      hint: 'A process ran out of memory or was killed. Either the work grows without bound (look for a loop that collects), or the machine is too small: then say so instead of changing code.',
    },
    {
      key: 'env.too_many_files',
      severity: 'recoverable',
      stage: 'surroundings',
      line: /^.*?(?:\bEMFILE\b|Too many open files)/i,
      unless: notATool,
      hint: 'Too many files are open: something opens them and does not close them, or all at once. Close them, or bound how many are open.',
    },
    {
      key: 'env.read_only',
      severity: 'hard',
      stage: 'surroundings',
      line: /^.*?(?:\bEROFS\b|Read-only file system)/i,
      unless: notATool,
      hint: 'A path is read-only. Write inside the worktree or the folder for temporary files only.',
    },
    {
      key: 'env.port_in_use',
      severity: 'recoverable',
      stage: 'surroundings',
      line: /^.*?(?:(?:EADDRINUSE|address already in use)(?:.*?:(?<port>\d+)\b)?|port (?<port>\d+) is (?:already in use|in use|already allocated|not available)|Something is already running on port (?<port>\d+))/i,
      unless: notATool,
      hint: 'A port is taken[: {port}]. Let tests ask the system for a free one (port 0), and end servers that a test starts; do not kill processes you did not start.',
    },
    {
      key: 'env.service_refused',
      severity: 'recoverable',
      stage: 'surroundings',
      line: /^(?:.*?(?:connect|dial tcp) (?:ECONNREFUSED )?(?<address>(?:127\.\d+\.\d+\.\d+|\[?::1\]?|localhost):\d+)|.*?connection to server at "(?<address>localhost|127\.0\.0\.1)".*Connection refused|.*?Error 111 connecting to (?<address>localhost:\d+)|.*?Failed to connect to (?<address>localhost|127\.0\.0\.1) port \d+|(?:E\s+)?ConnectionRefusedError: )/,
      unless: notATool,
      hint: 'Nothing listens[ at {address}]. A service that the checks need is not running, or the code starts it too late or elsewhere; see how the project starts it for tests.',
    },
    {
      key: 'env.network',
      severity: 'transient',
      stage: 'surroundings',
      line: /^.*?(?:\b(?:connect|getaddrinfo|read|write|query\w*|request|socket|dial) (?:ECONNRESET|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)\b(?: (?<host>[\w.<>-]+))?|^(?:npm (?:ERR!|error) )?(?:code|errno|network) (?:ECONNRESET|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)|(?:^|Error: )socket hang up|Could not resolve host: ?(?<host>[\w.-]+)|Temporary failure in name resolution|Name or service not known|Network is unreachable|No route to host|dial tcp: lookup (?<host>[\w.-]+))/,
      unless: new RegExp(`${notATool.source}|ECONNREFUSED (?:127\\.|\\[?::1|localhost)|CERT_`),
      hint: 'The network[, or {host},] cannot be reached. Do not change code for it: try the same again once, and make tests independent of the network where the task allows.',
    },
    {
      key: 'env.certificate',
      severity: 'hard',
      stage: 'surroundings',
      line: /^.*?(?:SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|CERT_HAS_EXPIRED|CERTIFICATE_VERIFY_FAILED|SSL certificate problem)/,
      unless: notATool,
      hint: `A certificate is not trusted. Never switch verification off. ${notTheCode}`,
    },
  ],
};

export const timeouts: RuleTable = {
  family: 'timeout',
  rules: [
    {
      key: 'timeout',
      severity: 'recoverable',
      stage: 'rest',
      line: /^.*?\btimed out after (?<n>\d+(?:\.\d+)?)\s*(?<unit>ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b/i,
      unless: new RegExp(`${title.source}|test timed out`),
      hint: 'It did not end within {n} {unit}. Look for an endless loop, a wait for something that never comes, a prompt for input, or a call into the network.',
    },
  ],
};

import type { Beside, RuleTable } from '../../rule.ts';
import { notATool } from '../../rule.ts';

/**
 * How a line begins that reports an error, rather than tells of one: words of an agent about rate limits are its work,
 * and three digits somewhere are a time, an id or a line number.
 */
const waits = String.raw`^\W{0,3}(?:(?:Retrying in [\w.]+(?: \([^)]*\))?|Attempt \d+ failed(?: with status (?=\d))?|Reconnecting\.{3} \d+\/\d+|Connection failed)[^\w]{0,6})?`;
const error = String.raw`(?:API Error|[\w.]*Error(?: code| when talking to [\w ]{1,30})?|error|ERROR|llm|stream error|unexpected status|exceeded retry limit, last status|(?:HTTP|http)(?:\/[\d.]+)?|status(?: code)?)(?:: | (?=\d)| \[)\W{0,3}`;
/** An error that is reported with these words. */
const reports = (what: string): RegExp => new RegExp(`${waits}(?:${error})?(?:${what})`, 'i');
/** An error that is reported with these numbers, and no count of something: `429 passing`. */
const status = (numbers: string): RegExp =>
  new RegExp(
    String.raw`${waits}(?:(?:${error}){1,2}(?:${numbers})(?=$|[:,.;]| - | ?[{(]| [A-Z]| rate limit| overloaded)|(?:${numbers})(?= ?\{| [A-Z][\w_]+ ?[A-Z{]| RESOURCE))`,
  );
const anywhere = (what: string): string => `.*?(?:${what})`;

const retryAfter: Beside = {
  where: 'here',
  within: 0,
  line: /(?:retry[-_ ]after\W{1,3}|(?:try again|retry) in )(?<retryAfter>[1-9]\d*)/i,
};

const slower =
  'The vendor asks for fewer calls[; again after {retryAfter} s]. The same call is repeated later; nothing has to be changed.';
const later = 'The vendor failed. The same call is repeated later; nothing has to be changed.';

export const api: RuleTable = {
  family: 'api',
  rules: [
    {
      key: 'api.quota_exhausted',
      severity: 'hard',
      stage: 'machine',
      line: reports(
        `${anywhere("usage limit reached\\|?(?<epoch>\\d{10})?|You['’]?ve hit your (?:session|weekly|usage|\\d+-hour) limit|exhausted your (?:daily )?quota|generate_content_free_tier_requests|exceeded your current quota")}|TerminalQuotaError|insufficient_quota|(?:Your )?credit balance is too low|Quota exceeded`,
      ),
      unless: notATool,
      hint: 'The quota of the vendor is used up; trying again does not help before it is reset.',
    },
    {
      key: 'api.rate_limit',
      severity: 'transient',
      stage: 'machine',
      line: reports(
        `${anywhere('would exceed your (?:organization|account)[\'’]s rate limit|rate limit of [\\d,]+ (?:\\w+ )?tokens per minute|"type": ?"(?:rate_limit|overloaded)_error"')}|rate[_ -]?limit(?:_error|_exceeded|error)\\b|rate[ -]limit(?:ed)? (?:exceeded|reached)(?: for |$|[:.,;])|rate[- ]limited(?=$|[:.,;])|(?:Too many requests|overloaded)(?=$|[:.,;])|Request rejected \\(429\\)|RESOURCE_EXHAUSTED|Resource has been exhausted|overloaded_error\\b|(?:503 )?The (?:model|server) is overloaded|503 overloaded|Selected model is at capacity`,
      ),
      unless: new RegExp(`${notATool.source}|exceeded your current quota`),
      beside: [retryAfter],
      hint: slower,
    },
    {
      key: 'api.rate_limit',
      severity: 'transient',
      stage: 'machine',
      line: status('429|529'),
      unless: new RegExp(`${notATool.source}|exceeded your current quota`),
      beside: [retryAfter],
      hint: slower,
    },
    {
      key: 'api.auth',
      severity: 'hard',
      stage: 'machine',
      line: reports(
        `authentication_(?:error|failed)|(?:401 )?(?:invalid (?:x-)?api[ -]key|Incorrect API key provided|API key not valid)|OAuth token (?:has )?expired|401 Unauthorized|Please run /login|Not logged in|No auth type is selected|Missing environment variable: |.{0,40}must specify the \\w+_API_KEY|${anywhere('"type": ?"authentication_error"|Please run \\/login')}`,
      ),
      unless: notATool,
      hint: 'The vendor refuses the key. No turn helps until somebody renews it.',
    },
    {
      key: 'api.forbidden',
      severity: 'hard',
      stage: 'machine',
      line: reports(
        '(?:403 )?(?:You are not allowed to use this model|The caller does not have permission)|403 Forbidden|permission_error$',
      ),
      unless: notATool,
      hint: 'The vendor does not let this key use the model. It is the account or the configuration; trying again does not help.',
    },
    {
      key: 'api.context_too_long',
      severity: 'recoverable',
      stage: 'machine',
      line: reports(
        `prompt is too long|Request (?:body )?too large|context_length_exceeded|input is too long for requested model|${anywhere("This model's maximum context length|ran out of room in the model's context window|exceeds the maximum number of tokens allowed")}|maximum context length`,
      ),
      unless: notATool,
      hint: 'The conversation does not fit into the context of the model: it goes on compacted, or in a fresh session.',
    },
    {
      key: 'api.model_unknown',
      severity: 'hard',
      stage: 'machine',
      line: reports(
        "(?:404 )?(?:The )?models?[ /][`']?(?<model>[\\w./:-]+)[`']? (?:is )?(?:not (?:found|recognized|supported)|does not exist)|There['’]s an issue with the selected model \\((?<model>[^)]+)\\)|model_not_found|not_found_error.{0,80}model",
      ),
      unless: notATool,
      hint: 'The vendor has no model {model}. It is the configuration; trying again does not help.',
    },
    {
      key: 'api.unreachable',
      severity: 'transient',
      stage: 'machine',
      line: reports(
        'Connection error\\.|error sending request|(?:Error: exception )?TypeError: fetch failed sending request|Unable to connect to (?:the )?API|Connection refused\\b.{0,80}\\(ECONNREFUSED\\)',
      ),
      unless: notATool,
      hint: 'The vendor cannot be reached. The same call is repeated later; nothing has to be changed.',
    },
    {
      key: 'api.server_error',
      severity: 'transient',
      stage: 'machine',
      line: reports(
        'An internal error has occurred|(?:500 )?The server had an error while processing|.*?experiencing high demand, which may cause',
      ),
      unless: notATool,
      hint: later,
    },
    {
      key: 'api.server_error',
      severity: 'transient',
      stage: 'machine',
      line: status('500|502|503|504'),
      unless: new RegExp(`${notATool.source}|[Oo]verloaded`),
      hint: later,
    },
  ],
};

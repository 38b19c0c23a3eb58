import type { Sample } from './sample.ts';

/** For the tables of agents only. */
export const agentSamples: readonly Sample[] = [
  {
    key: 'api.rate_limit',
    text: 'rate limit exceeded, retry after 30 seconds',
    captures: { retryAfter: '30' },
    not: 'retry after 30 seconds',
  },
  {
    key: 'api.server_error',
    text: 'An internal error has occurred. Please retry.',
    not: 'API Error: 503 overloaded',
  },
  {
    key: 'api.quota_exhausted',
    text: 'Claude AI usage limit reached|1747000000',
    captures: { epoch: '1747000000' },
    not: 'I wrote a check for the quota.',
  },
  {
    key: 'api.quota_exhausted',
    text: '[API Error: 429 You exceeded your current quota, please check your plan and billing details.]',
    not: '✓ shows when you exceeded your current quota',
  },
  {
    key: 'api.rate_limit',
    text: "API Error: Request rejected (429) · This request would exceed your account's rate limit. Please try again later.",
    not: 'I made the request queue respect the rate limit.',
  },
  {
    key: 'api.rate_limit',
    text: '{"type":"error","message":"exceeded retry limit, last status: 429 Too Many Requests, request id: req_1"}',
    not: '{"type":"result","session_id":"a4291f","duration_ms":14293,"num_turns":429}',
  },
  {
    key: 'api.rate_limit',
    text: 'Retrying in 60s (attempt 1/10): [API Error: 429 Rate limit reached for stub-model. Please try again in 20s.]',
    captures: { retryAfter: '20' },
    not: 'Retrying in 60s, as the 429 passing tests show',
  },
  {
    key: 'api.rate_limit',
    text: '{"error":{"code":429,"message":"busy","status":"RESOURCE_EXHAUSTED"}}',
    not: '{"error":{"code":1,"exit":429}}',
  },
  {
    key: 'api.auth',
    text: '{"type":"error","message":"unexpected status 401 Unauthorized: Incorrect API key provided: sk-stub."}',
    not: 'The test expects 401 Unauthorized.',
  },
  {
    key: 'api.forbidden',
    text: '[API Error: 403 You are not allowed to use this model.]',
    not: 'The page answers 403 Forbidden now.',
  },
  {
    key: 'api.context_too_long',
    text: "[API Error: 400 This model's maximum context length is 128000 tokens. However, your messages resulted in 215000 tokens.]",
    not: 'The maximum context length is in the README.',
  },
  {
    key: 'api.model_unknown',
    text: 'The model `no-such-model` does not exist or you do not have access to it.',
    captures: { model: 'no-such-model' },
    not: 'The model layer does not need changes.',
  },
  {
    key: 'api.unreachable',
    text: '[API Error: Connection error. (cause: fetch failed)]',
    not: 'I handle the connection error now.',
  },
  {
    key: 'api.server_error',
    text: '[API Error: 500 The server had an error while processing your request. Sorry about that!]',
    not: '500 files were changed',
  },
  { key: 'api.server_error', text: 'API Error: 502 Bad Gateway', not: 'Error: 502 lines were too many' },
  {
    key: 'cli.not_installed',
    text: 'Error: spawn codex ENOENT',
    captures: { command: 'codex' },
    not: 'spawn codex works',
  },
  {
    key: 'cli.root_refused',
    text: '--dangerously-skip-permissions cannot be used with root/sudo privileges for security reasons',
    not: 'I used --dangerously-skip-permissions',
  },
  {
    key: 'cli.session_missing',
    text: 'No saved session found with title "nonsense".',
    not: 'The session found a bug.',
  },
  {
    key: 'cli.unknown_option',
    text: "error: unexpected argument '--no-such-flag' found",
    captures: { option: '--no-such-flag' },
    not: 'error: the argument is wrong',
  },
];

/** What an agent may well write while all is well with its vendor. */
export const agentProse: readonly string[] = [
  'I added handling for HTTP 429 and made the client wait when it is rate limited.',
  'All 429 tests pass now.',
  '429 passing (3s)',
  'The function `rate_limit_error` returns "rate_limit_error" when the bucket is empty.',
  'Rate limiting is done by a token bucket of 30,000 tokens.',
  'src/limiter.test.ts:429:5',
  '  429 |   throw new RateLimitError("rate limit exceeded");',
  '+ throw new Error("429 Too Many Requests");',
  '✓ answers 429 Too Many Requests when the limit is reached (14293ms)',
  'ok 12 - overloaded: API Error: 529',
  'not yet: the credit balance in the test account is low',
  '{"type":"assistant","uuid":"4290f429-0429-4429-8429-429429429429","usage":{"input_tokens":429,"output_tokens":529}}',
  '{"type":"assistant","message":{"content":[{"type":"tool_use","input":{"command":"grep -r \'rate_limit_error\' ."}}]}}',
  '{"role":"user","content":"API Error: 429 happens in our app, please mend it"}',
  'Overloaded functions are resolved by their signature.',
  'Too many requests are made by this loop, so I cached the result.',
  'I saw "nothing to commit" after my commit.',
  'Permission was denied at first, then I used the right folder.',
  'Error handling for 429 was missing.',
  '✓ API Error: 429 Too Many Requests',
  '✓ Rate limit exceeded',
  '✓ Invalid API key',
  '✓ 403 Forbidden',
  '✓ prompt is too long',
  '✓ model_not_found',
  '✓ Connection error.',
  '✓ An internal error has occurred',
  '✓ API Error: 500 Boom',
];

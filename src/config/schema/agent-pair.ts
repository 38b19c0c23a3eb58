/** An agent as `fallback` names it, with the model it is to use when one is named. */
export interface AgentPair {
  readonly agent: string;
  readonly model?: string;
}

/** `codex`, or `claude:haiku`. What follows the first colon is the model, which may have colons of its own (`qwen:7b`). */
export function agentPairOf(text: string): AgentPair {
  const colon = text.indexOf(':');
  return colon === -1 ? { agent: text } : { agent: text.slice(0, colon), model: text.slice(colon + 1) };
}

import { describeAgent } from './agent.contract.ts';
import { describeAttach } from './attach.contract.ts';
import { claudeHarness } from './harness/claude.ts';

describeAgent('Claude Code, replayed', claudeHarness);
describeAttach('Claude Code, replayed', claudeHarness, 'claude');

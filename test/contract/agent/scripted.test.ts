import { describeAgent } from './agent.contract.ts';
import { describeAttach } from './attach.contract.ts';
import { scriptedHarness } from './harness/scripted.ts';

describeAgent('the scripted agent', scriptedHarness);
describeAttach('the scripted agent', scriptedHarness, 'scripted');

import { openBench } from '../../integration/workspaces/bench.ts';
import { workspacesContract } from './workspaces.contract.ts';

workspacesContract('git worktrees', () => openBench());

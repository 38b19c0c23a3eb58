import { memoryLab } from './labs.ts';
import { describeStore } from './store.contract.ts';

describeStore('memory', memoryLab, { forgets: true });

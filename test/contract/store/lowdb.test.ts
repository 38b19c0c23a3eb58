import { killedLab, lowdbLab } from './labs.ts';
import { describeStore } from './store.contract.ts';

describeStore('journal and lowdb', () => lowdbLab());
// With segments this small every few commits rotate, and snapshots are written all the time.
describeStore('journal and lowdb, rotating all the time', () => lowdbLab({ segmentBytes: 600 }));
describeStore('journal and lowdb, killed instead of closed', () => killedLab());

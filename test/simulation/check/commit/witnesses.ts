import type { Witness } from '../../world/observe-store.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkEnds } from './check-ends.ts';
import { checkHistory } from './check-history.ts';
import { checkLease } from './check-lease.ts';
import { checkMessages } from './check-messages.ts';
import { checkMoney } from './check-money.ts';
import { checkPatience } from './check-patience.ts';
import { checkShape } from './check-shape.ts';
import { checkTurnOrders } from './check-turn-orders.ts';
import { checkWish } from './check-wish.ts';
import { collectPosts } from './collect-posts.ts';

/** What must hold after every single write. */
export const witnesses: readonly Witness[] = [
  checkShape,
  checkHistory,
  checkTurnOrders,
  checkPatience,
  checkMessages,
  checkMoney,
  checkWish,
  checkLease,
  checkEnds,
  checkDeadlines,
  collectPosts,
];

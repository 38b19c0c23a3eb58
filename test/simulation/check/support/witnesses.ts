import type { Witness } from '../../world/observe-store.ts';
import { checkDeadlines } from '../commit/check-deadlines.ts';
import { checkEnds } from '../commit/check-ends.ts';
import { checkHistory } from '../commit/check-history.ts';
import { checkLease } from '../commit/check-lease.ts';
import { checkLine } from '../commit/check-line.ts';
import { checkMessages } from '../commit/check-messages.ts';
import { checkMoney } from '../commit/check-money.ts';
import { checkPatience } from '../commit/check-patience.ts';
import { checkQuestions } from '../commit/check-questions.ts';
import { checkShape } from '../commit/check-shape.ts';
import { checkTurnOrders } from '../commit/check-turn-orders.ts';
import { checkWish } from '../commit/check-wish.ts';
import { checkLadder } from '../said/check-ladder.ts';
import { collectPosts } from './collect-posts.ts';
import { noteNews } from './note-news.ts';

/** What must hold after every single write. */
export const witnesses: readonly Witness[] = [
  checkShape,
  checkHistory,
  checkLine,
  checkTurnOrders,
  checkPatience,
  checkMessages,
  checkQuestions,
  checkMoney,
  checkWish,
  checkLease,
  checkEnds,
  checkDeadlines,
  checkLadder,
  collectPosts,
  noteNews,
];

import type { Seen } from '../../world/observe-store.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Keeps everything that is to be said, so that the threads can be held against it. */
export function collectPosts(world: World, { commit }: Seen): void {
  for (const post of commit.goal?.posts ?? []) if (post.kind !== 'card') world.ledger.posts.push(post);
}

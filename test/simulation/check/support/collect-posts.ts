import type { Seen } from '../../world/observe-store.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Keeps everything that is to be said, so that the threads can be held against it. */
export function collectPosts(world: World, { commit }: Seen): void {
  const posts = [...(commit.goal?.posts ?? []), ...(commit.posts ?? [])];
  for (const post of posts) if (post.kind !== 'card' && post.kind !== 'sign') world.ledger.posts.push(post);
}

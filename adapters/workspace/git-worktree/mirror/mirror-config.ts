/**
 * The whole configuration of a mirror. It is restored before drover's own calls: an agent shares this file
 * through its worktree, and what it may write there (`filter.*`, `core.sshCommand`, `include.path`…) would be
 * run by drover. The name is for commits that agents make themselves.
 */
export const mirrorConfig = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
[gc]
\tauto = 0
[user]
\tname = drover
\temail = drover@localhost
`;

/** Whether a `HEAD` file is whole; a crash during creation may leave it empty. */
export const isWholeHead = (text: string): boolean => /^(ref: refs\/\S+|[0-9a-f]{40,64})\n?$/.test(text);

/** Where a rule would make the code worse. Every line bears its reason; one that is not needed any more fails the test. */
export interface Exceptions {
  /** Folders that may hold more than twelve files, and how many. */
  readonly fullFolders: Readonly<Record<string, { readonly files: number; readonly why: string }>>;
  /** Pure files without a unit test of their own name: the test that covers them, and why it is elsewhere. */
  readonly testedElsewhere: Readonly<Record<string, { readonly by: string; readonly why: string }>>;
}

export const exceptions: Exceptions = {
  fullFolders: {
    'src/domain': {
      files: 16,
      why: 'one file per word of the glossary; groups would only make the words harder to find',
    },
  },
  testedElsewhere: {
    'src/policy/acceptance/weakened/compare-tests.ts': {
      by: 'test/unit/policy/acceptance/weakened/tests-weakened.test.ts',
      why: 'what counts is what is said of a change, in each language',
    },
    'src/policy/acceptance/weakened/language.ts': {
      by: 'test/unit/policy/acceptance/weakened/tests-weakened.test.ts',
      why: 'what counts is what is said of a change, in each language',
    },
    'src/policy/acceptance/weakened/test-span.ts': {
      by: 'test/unit/policy/acceptance/weakened/tests-weakened.test.ts',
      why: 'what counts is what is said of a change, in each language',
    },
    'src/policy/acceptance/weakened/languages/all-languages.ts': {
      by: 'test/unit/policy/acceptance/weakened/tests-weakened.test.ts',
      why: 'what counts is what is said of a change, in each language',
    },
    'src/policy/acceptance/manifests.ts': {
      by: 'test/unit/policy/acceptance/default-acceptance.test.ts',
      why: 'a manifest is read to find the criteria',
    },
    'src/policy/acceptance/test-path.ts': {
      by: 'test/unit/policy/acceptance/review-flags.test.ts',
      why: 'what is a test is what is flagged as one',
    },
    'src/goal/moves/begin-run.ts': {
      by: 'test/unit/goal/on/control/on-course.test.ts',
      why: 'a new run is tested with the verbs that ask for it',
    },
    'src/goal/moves/settle-compaction.ts': {
      by: 'test/unit/goal/on/turn/on-compacted.test.ts',
      why: 'a failed compaction is tested with those that fail, the agent’s own and the helper model’s',
    },
    'src/goal/on/control/fold-wish.ts': {
      by: 'test/unit/goal/reduce-controls.test.ts',
      why: 'it only names who folds what',
    },
    'src/goal/on/turn/book-turn.ts': {
      by: 'test/unit/goal/on/turn/on-turn-finished.test.ts',
      why: 'the row is tested with the fact that it records',
    },
  },
};

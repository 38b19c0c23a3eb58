const folders = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|__snapshots__|testdata|[\w.-]+\.Tests?)\//i;
const names = [
  /[._-](?:test|tests|spec|cy|e2e)\.[\w.]+$/i,
  /(?:^|\/)(?:test_[^/]*|conftest)\.py$/,
  /(?:^|\/)test[-_.][^/]*\.\w+$/i,
  /_(?:test|spec)\.\w+$/,
  /(?:Test|Tests|TestCase|Spec|IT)\.(?:java|kt|kts|groovy|scala|cs|fs|vb|php|swift)$/,
  /\.snap$/,
];

/** Whether a file is a test or belongs to tests, by its path alone. */
export const isTestPath = (path: string): boolean =>
  folders.test(path) || names.some((name) => name.test(path));

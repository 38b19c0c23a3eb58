import type { Sample } from './sample.ts';

/** For Python and JavaScript, as in `neighbours.ts`. */
export const neighbourSamplesOfScripts: readonly Sample[] = [
  {
    key: 'python.name_error',
    text: "pkg/a.py:3: in load\n    q\nE   NameError: name 'q' is not defined",
    at: { file: 'pkg/a.py', line: 3 },
    not: 'pkg/a.py:3: in load\n    q',
  },
  {
    key: 'python.name_error',
    text: '  File "/p/a.py", line 2, in f\n    q\nNameError: name \'q\' is not defined',
    at: { file: '/p/a.py', line: 2 },
    not: '  File "/p/a.py", line 2, in f',
  },
  {
    key: 'python.type_error',
    text: '  File "/p/a.py", line 2, in f\n    g()\n  File "/usr/lib/python3.11/functools.py", line 888, in wrapper\n    raise\nTypeError: wrapper requires at least 1 positional argument',
    at: { file: '/p/a.py', line: 2 },
    not: '  File "/p/a.py", line 2, in f',
  },
  {
    key: 'python.import_error',
    text: "E   ModuleNotFoundError: No module named 'yaml'\n\n/p/.venv/lib/python3.11/site-packages/x.py:1: ModuleNotFoundError\npkg/a.py:9: ModuleNotFoundError",
    at: { file: 'pkg/a.py', line: 9 },
    not: 'pkg/a.py:9: ModuleNotFoundError',
  },
  {
    key: 'python.exception',
    text: 'Traceback (most recent call last):\n  File "/p/a.py", line 4, in <module>\n    load()\nRecovered\nTraceback (most recent call last):\n  File "<string>", line 2, in load\n    raise\nValueError: no',
    captures: { type: 'ValueError' },
    not: '  File "/p/a.py", line 4, in <module>',
  },
  {
    key: 'python.exception',
    text: 'E   ValueError: no\n\n/usr/lib/python3.11/json/decoder.py:1: ValueError\npkg/b.py:2: ValueError',
    at: { file: 'pkg/b.py', line: 2 },
    not: 'E   assert 1 == 2',
  },
  {
    key: 'python.pytest_failure',
    text: 'tests/test_a.py::test_b FAILED                                           [ 50%]',
    at: { file: 'tests/test_a.py', test: 'tests/test_a.py::test_b' },
    not: 'tests/test_a.py::test_b SKIPPED',
  },
  {
    key: 'python.fixture_missing',
    text: "E       fixture 'nope' not found\n>       available fixtures: cache\n\n/p/tests/test_a.py:17",
    at: { file: '/p/tests/test_a.py', line: 17 },
    not: '/p/tests/test_a.py:17',
  },
  {
    key: 'python.unittest_failure',
    text: 'ERROR: test_one (a.T.test_one)\nno traceback was kept\n======================================================================\nERROR: test_two (a.T.test_two)\nTraceback (most recent call last):\n  File "/p/a.py", line 4, in test_two\n    x()\nKeyError: 1',
    at: { test: 'a.T.test_one' },
    also: ['python.exception'],
    not: '======================================================================',
  },
  {
    key: 'python.unittest_failure',
    text: 'ERROR: test_two (a.T.test_two)\nTraceback (most recent call last):\n  File "/usr/lib/python3.11/unittest/mock.py", line 1375, in patched\n    return func()\n  File "/p/a.py", line 4, in test_two\n    x()\nOSError: 1',
    at: { test: 'a.T.test_two', file: '/p/a.py', line: 4 },
    captures: { reason: 'OSError: 1' },
    also: ['python.exception'],
    not: 'Ran 2 tests in 0.001s',
  },
  {
    key: 'node.missing_export',
    text: "SyntaxError: Named export 'a' not found. The requested module 'b' is a CommonJS module\n    at ModuleJob._instantiate (node:internal/modules/esm/module_job:455:21)\n    at async /p/node_modules/x/run.js:2:3\n    at async file:///p/src/run.js:9:3",
    at: { file: '/p/src/run.js', line: 9, column: 3 },
    captures: { name: 'a', specifier: 'b' },
    not: "SyntaxError: Named export 'a' not found.",
  },
  {
    key: 'node.json_parse',
    text: 'SyntaxError: Unexpected end of JSON input\n    at JSON.parse (<anonymous>)\n    at parse (/p/node_modules/x/a.js:1:1)\n    at load (/p/src/load.js:4:2)',
    at: { file: '/p/src/load.js', line: 4, column: 2 },
    not: 'Unexpected end of input',
  },
  {
    key: 'node.syntax_error',
    text: '/p/node_modules/x/loader.js:1\nSyntaxError: Unexpected token\n    at wrapSafe (node:internal/modules/cjs/loader:1861:18)\n    at /p/src/run.js:2:3',
    at: { file: '/p/src/run.js', line: 2, column: 3 },
    not: 'SyntaxError: x\n--> pkg/a.py:1:1',
  },
  {
    key: 'node.reference_error',
    text: '/p/src/a.js:3\nfoo();\n^\n\nReferenceError: foo is not defined',
    at: { file: '/p/src/a.js', line: 3 },
    not: '/p/src/a.js:3\nfoo();',
  },
  {
    key: 'node.type_error',
    text: "/p/src/a.js:3\nx.y\n ^\n\nTypeError: Cannot read properties of undefined (reading 'y')\n    at run (/p/node_modules/x/a.js:1:1)",
    at: { file: '/p/src/a.js', line: 3 },
    not: '/p/src/a.js:3\nx.y',
  },
  {
    key: 'node.type_error',
    text: '/p/src/a.js:3\nnew X()\n^\n\nTypeError: Illegal constructor\n    at new X (node:internal/x:1:1)',
    at: { file: '/p/src/a.js', line: 3 },
    not: '  File "/p/a.py", line 3, in f\n    f()\nTypeError: f is wrong\n    at all',
  },
  {
    key: 'node.type_error',
    text: 'TypeError: Illegal constructor\n    at new X (node:internal/x:1:1)\n    at f (/p/node_modules/x/a.js:1:1)\n    at g (/p/src/b.js:7:2)',
    at: { file: '/p/src/b.js', line: 7, column: 2 },
    not: 'TypeError: fetch failed\n    at x (/p/a.js:1:1)',
  },
  {
    key: 'node.uncaught_error',
    text: 'Error: boom\n    at f (/p/node_modules/x/a.js:1:1)\n    at g (/p/src/b.js:7:2)',
    at: { file: '/p/src/b.js', line: 7, column: 2 },
    not: 'AssertionError: boom\n    at g (/p/src/b.js:7:2)',
  },
  {
    key: 'node.uncaught_error',
    text: '/p/src/a.js:3\nthrow e\n^\n\nError: boom\n    at f (node:fs:1:1)',
    at: { file: '/p/src/a.js', line: 3 },
    not: '/p/src/a.js:3\nthrow e',
  },
];

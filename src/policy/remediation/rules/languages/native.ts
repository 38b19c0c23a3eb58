import type { RuleTable } from '../../rule.ts';

export const native: RuleTable = {
  family: 'native',
  rules: [
    {
      key: 'native.missing_header',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+):(?<column>\d+): fatal error: ['"]?(?<header>[^'":]+)['"]?(?:: No such file or directory| file not found)/,
      hint: 'The header {header} is not found[ ({at})]: correct the path, the include folders of the build, or name the missing library.',
    },
    {
      key: 'native.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|m|mm|cu|swift|zig)):(?<line>\d+):(?:(?<column>\d+):)? (?:fatal )?error: (?<message>.+)/i,
      unless: /No such file or directory$|file not found$|clang-format|error: -?\[?[\w.]+[. ]\w+\]? : /,
      beside: [{ where: 'below', within: 1, line: /^\s*(?<line>\d+) \| (?<source>.*\S)/ }],
      hint: 'The compiler at {at}: {message}. Mend the first error only and build again: later ones often follow from it.',
    },
    {
      key: 'native.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^\s*(?:\d+>)?(?<file>(?:[A-Za-z]:)?[^\s:(][^:(]*\.(?:c|cc|cpp|cxx|h|hpp))\((?<line>\d+)(?:,(?<column>\d+))?\) ?: (?:fatal )?error (?<code>C\d{4}): (?<message>.+)/i,
      hint: 'The compiler at {at}: {message} ({code}). Mend the first error only and build again.',
    },
    {
      key: 'native.link_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?:\S*ld: |\S+:\(\S+\): |\S+\.(?:o|obj|c|cc|cpp)\b[^:]*:.{0,80}?|collect2: |\s+")(?:.{0,160}?undefined reference to [`'](?<symbol>[^'`]+)['`]|(?<symbol>[^"]+)", referenced from:|.{0,160}?multiple definition of [`'](?<symbol>[^'`]+)['`]|cannot find -l(?<library>\S+))/,
      hint: 'The linker does not find {symbol}[ or library {library}] as it should: it is declared but not built in, defined twice, or its library is not linked.',
    },
    {
      key: 'native.sanitizer',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:==\d+== ?(?:ERROR|WARNING): (?<sanitizer>\w+Sanitizer): (?<message>detected memory leaks|data race|[\w-]+)|(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): runtime error: (?<message>.+))/,
      beside: [
        {
          where: 'below',
          within: 10,
          line: /^\s+#\d+ 0x\w+ in \S.* (?<file>\S+?):(?<line>\d+)(?::(?<column>\d+))?$/,
          skip: /libsanitizer|sysdeps|\/csu\/|interceptor/,
        },
      ],
      hint: 'A sanitizer reports {message}[ at {at}]. Mend who owns the memory or the value; do not switch the sanitizer off.',
    },
    {
      key: 'native.crash',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:\S+: line \d+: +\d+ )?(?:Segmentation fault|Bus error|Illegal instruction|Floating point exception|Aborted \(core dumped\))(?: +\(core dumped\))?(?: +(?<command>\S.*))?$/,
      hint: 'A program crashes[: {command}]. Build it with debug information and a sanitizer, and find the line before changing anything.',
    },
    {
      key: 'native.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?:\[ {2}FAILED {2}\] (?<test>[\w/]+\.[\w/]+)|\s+\d+ - (?<test>\S+) \((?:Failed|Timeout|SEGFAULT|Not Run|Exception|Subprocess aborted)[^)]*\))/,
      beside: [
        {
          where: 'above',
          within: 20,
          line: /^(?<file>[^\s:]+):(?<line>\d+): Failure/,
          until: /^\[ +(?:RUN|OK|FAILED|-+) +\]/,
        },
      ],
      hint: 'The test {test} fails[ at {at}]. Read the test first, then mend the code under test.',
    },
    {
      key: 'native.make_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^g?make(?:\[\d+\])?: \*\*\* (?:No rule to make target [`'](?<target>[^']+)'|(?<message>(?:missing separator|No targets specified).*))/,
      hint: 'make[ has no rule for {target}][: {message}]. Look at the Makefile and at the folder it runs in.',
    },
    {
      key: 'native.make_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?<file>[\w./-]*(?:[Mm]akefile|\.mk)[\w.]*):(?<line>\d+): \*\*\* (?<message>.+?)\.? +Stop\.$/,
      hint: 'make at {at}: {message}. Recipes begin with a tab.',
    },
    {
      key: 'native.cmake_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^CMake Error(?: at (?<file>[^\s:]+):(?<line>\d+))?(?: \((?<command>\w+)\))?:(?: (?<message>.+))?$/,
      beside: [{ where: 'below', within: 2, line: /^\s+(?<message>\S.*)/ }],
      hint: 'CMake[ at {at}][: {message}].',
    },
    {
      key: 'swift.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?<file>\S+\.swift):(?<line>\d+): error: -?\[?(?<test>[\w.]+[. ]\w+)\]? : (?<reason>.+)/,
      hint: 'The test {test} fails at {at}: {reason}. Read the test first, then mend the code under test.',
    },
  ],
};

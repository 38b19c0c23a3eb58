import type { RuleTable } from '../../rule.ts';
import { notPython, ownFrame, placeAbove } from './frames.ts';

/** Babel shows the line that it could not read. */
const source = { where: 'below', within: 8, line: /^\s*>\s*(?<line>\d+) \| (?<source>.*\S)/ } as const;
const hasFrame = { where: 'below', within: 4, line: /^\s+(?:at|❯) \S/, demand: 'must' } as const;
/** Of a test report the test is what counts, and its reporter may leave the stack out. */
const typeErrors =
  /^\s*(?:Uncaught )?TypeError(?: \[\w+\])?: (?<message>(?:Cannot (?:read|set|destructure|convert|assign|redefine|delete|add|mix|define) |Assignment to constant|Invalid (?:URL|time)|Class constructor|Reduce of empty|Converting circular|.* is not (?:a function|iterable|a constructor|async iterable)\b).*)/;

export const node: RuleTable = {
  family: 'node',
  rules: [
    {
      key: 'node.module_not_found',
      severity: 'recoverable',
      stage: 'setup',
      line: /^\s*(?:(?:Uncaught )?\w*Error(?: \[\w+\])?: )?Cannot find (?:module|package) ['"](?<specifier>[^'"]+)['"](?:(?: imported)? from ['"]?(?<file>[^'"\s]+)['"]?)?/,
      beside: [{ where: 'below', within: 2, line: /^- (?<file>\S+)$/ }, ownFrame],
      hint: 'The module {specifier} is not found[ (needed by {file})]: correct the path and its extension, or declare the dependency in package.json and install.',
    },
    {
      key: 'node.module_not_found',
      severity: 'recoverable',
      stage: 'setup',
      line: /^\s*(?:✘ )?(?:\[[\w:-]+\] )?(?:\w*Error: |\[ERROR\] )?(?:Failed to resolve import ["'](?<specifier>[^"']+)["'] from ["'](?<file>[^"']+)["']|(?:Module not found: )?(?:Error: )?(?:Can't|Could not) resolve ["'](?<specifier>[^"']+)["'](?: (?:in|from) ["'](?<file>[^"']+)["'])?)/,
      beside: [{ where: 'below', within: 3, line: /^\s+(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+):?$/ }],
      hint: 'The import {specifier} cannot be resolved[ (in {file})]: correct the path, or declare the dependency in package.json and install.',
    },
    {
      key: 'node.missing_export',
      severity: 'recoverable',
      stage: 'build',
      line: /^\s*(?:SyntaxError: )?(?:The requested module ['"](?<specifier>[^'"]+)['"] does not provide an export named ['"](?<name>[^'"]+)['"]|Named export ['"](?<name>[^'"]+)['"] not found\. The requested module ['"](?<specifier>[^'"]+)['"])/,
      beside: [placeAbove, ownFrame],
      hint: '{specifier} exports no {name}[ (imported at {at})]. Look at what the module exports; a type needs "import type".',
    },
    {
      key: 'node.json_parse',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^\s*SyntaxError: (?<message>.*(?:in JSON at position|is not valid JSON|end of JSON input).*)/,
      beside: [ownFrame],
      hint: 'Text that is no JSON is parsed as JSON[ at {at}]: {message}. See what the text really is (an empty file, an error page, comments).',
    },
    {
      key: 'node.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^\s*(?:\[error\] (?<file>\S+): SyntaxError: |(?:Uncaught )?SyntaxError: (?:(?<file>(?:[A-Za-z]:)?[^\s:]+\.\w+): )?)(?<message>.+?)(?: \((?<line>\d+):(?<column>\d+)\))?$/,
      unless:
        /does not provide an export|Named export|in JSON at position|is not valid JSON|end of JSON input/,
      beside: [
        notPython,
        { where: 'below', within: 1, line: /^\s*-->/, demand: 'must not' },
        placeAbove,
        source,
        ownFrame,
      ],
      hint: 'JavaScript cannot be parsed[ at {at}]: {message}. Mend that place only; the mistake may stand just before it.',
    },
    {
      key: 'node.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^\s*(?:\[PARSE_ERROR\] ?|✘ \[ERROR\] (?=Expected|Unexpected|Unterminated|Syntax))(?:Error: )?(?<message>.+)/,
      beside: [
        {
          where: 'below',
          within: 3,
          line: /^\s*(?:[╭┌]?[─-]*\[ ?)?(?<file>(?:[A-Za-z]:)?[^\s:[\]]+):(?<line>\d+):(?<column>\d+)/,
        },
      ],
      hint: 'JavaScript cannot be parsed[ at {at}]: {message}. Mend that place only; the mistake may stand just before it.',
    },
    {
      key: 'node.reference_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^\s*(?:Uncaught )?ReferenceError: (?:(?<identifier>[\w$.]+) is not defined(?<message> in ES module scope)?|Cannot access '(?<identifier>[^']+)' before initialization)/,
      beside: [ownFrame, placeAbove],
      hint: '{identifier} is not defined[ at {at}]: an import is missing, it is misspelt, or it is used before it is set.',
    },
    {
      key: 'node.type_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: typeErrors,
      beside: [ownFrame, placeAbove],
      hint: 'Wrong value[ at {at}]: {message}. Find out where the value comes from; do not just guard the place where it hurts.',
    },
    {
      key: 'node.type_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:Uncaught )?TypeError(?: \[\w+\])?: (?<message>.+)/,
      unless: new RegExp(`${typeErrors.source}|fetch failed`),
      beside: [notPython, hasFrame, ownFrame, placeAbove],
      hint: 'Wrong value[ at {at}]: {message}. Find out where the value comes from; do not just guard the place where it hurts.',
    },
    {
      key: 'node.uncaught_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:Uncaught )?(?<type>(?!Assertion|Syntax|Reference|Type)\w*Error)(?: \[(?<code>\w+)\])?: (?<message>.+)/,
      unless:
        /: .*\bE[A-Z]{4,}\b|Cannot find (?:module|package)|timed out|Snapshot `|Timeout of|does not exist on type|: Transform failed/,
      beside: [hasFrame, ownFrame, placeAbove],
      hint: 'The program ends with {type}[ at {at}]: {message}. Find out which value leads there.',
    },
  ],
};

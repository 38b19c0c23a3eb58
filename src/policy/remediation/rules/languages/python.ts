import type { Beside, RuleTable } from '../../rule.ts';

const library = /site-packages|dist-packages|\/lib\/python|<frozen |<string>|<stdin>/;
const frame = /^\s*(?:E\s+)?File "(?<file>[^"]+)", line (?<line>\d+)/;
const anyFrame = /^\s*(?:E\s+)?File "[^"]+", line \d/;

/** Where a traceback says that it happened: its deepest frame outside of libraries. */
export const pythonFrame: Beside = { where: 'above', within: 30, line: frame, skip: library };

/** pytest's own forms: `tests/test_a.py:3: KeyError` below, `tests/test_a.py:3: in test_b` above. */
const pytestPlaces: readonly Beside[] = [
  { where: 'below', within: 4, line: /^(?<file>[^\s:]+\.py):(?<line>\d+): (?!in )\w+/, skip: library },
  { where: 'above', within: 4, line: /^(?<file>[^\s:]+\.py):(?<line>\d+): in /, skip: library },
];
const places: readonly Beside[] = [...pytestPlaces, pythonFrame];

/** Stack frames of JavaScript stand below the message, those of Python above. */
const noJavaScript: Beside = { where: 'below', within: 3, line: /^\s+(?:at |❯ )/, demand: 'must not' };
const javaScriptTypeError =
  /TypeError: (?:Cannot (?:read|set|destructure|convert|assign|redefine|delete|add|mix|define) |Assignment to constant|Invalid (?:URL|time)|fetch failed|Class constructor|Reduce of empty|Converting circular|.* is not (?:a function|iterable|a constructor|async iterable)\b)/;

const handledElsewhere =
  /(?:Syntax|Indentation|Tab|ModuleNotFound|Import|Name|Attribute|Type|UnboundLocal)Error\b|KeyboardInterrupt|SystemExit/;

export const python: RuleTable = {
  family: 'python',
  rules: [
    {
      key: 'python.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^\s*(?:E\s+)?(?:SyntaxError|IndentationError|TabError): (?<message>.+)/,
      beside: [
        { where: 'above', within: 4, line: frame, demand: 'must' },
        { where: 'above', within: 3, line: /^(?:E\s+|\s*)(?!E\s)(?<source>[^\s^~].*)/, until: frame },
      ],
      hint: 'Python cannot parse {at}: {message}. Mend that place only; the mistake may stand just before it.',
    },
    {
      key: 'python.import_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:E\s+)?(?:\w+\.)*(?:ModuleNotFoundError: No module named ['"]?(?<module>[^'"\s;]+)['"]?|ImportError: cannot import name ['"](?<name>[^'"]+)['"](?: from (?:partially initialized module )?['"](?<from>[^'"]+)['"])?|ImportError: (?<message>.+))/,
      beside: places,
      hint: 'An import fails[ at {at}][: there is no module {module}][: there is no {name} in {from}][: {message}]. Correct the name, or declare the dependency where the project declares its others; look at what neighbouring files import.',
    },
    {
      key: 'python.import_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^\S*python[\d.]*(?:\.exe)?: No module named ['"]?(?<module>[\w.]+)/,
      hint: 'Python has no module {module}. See how the project sets up its environment (virtual environment, extras for development) before installing anything.',
    },
    {
      key: 'python.name_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:E\s+)?(?:NameError: (?:free variable|name) ['"](?<identifier>[^'"]+)['"] is not defined|(?:NameError|UnboundLocalError): .{0,80}?variable ['"](?<identifier>[^'"]+)['"])/,
      beside: places,
      hint: 'The name {identifier} is not defined[ at {at}]: an import is missing, it is misspelt, or it is used before it gets a value.',
    },
    {
      key: 'python.attribute_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:E\s+)?AttributeError: (?:partially initialized )?(?:module |type object )?['"](?<owner>[^'"]+)['"](?: object)? has no attribute ['"](?<attribute>[^'"]+)['"]/,
      beside: places,
      hint: '{owner} has no attribute {attribute}[ ({at})]. Read the definition of {owner} first; do not guess another name.',
    },
    {
      key: 'python.type_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:E\s+)?TypeError: (?<message>.+)/,
      unless: javaScriptTypeError,
      beside: [noJavaScript, ...places],
      hint: 'Wrong type or wrong call[ at {at}]: {message}. Compare the call with the signature it calls.',
    },
    {
      key: 'python.exception',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?<type>(?:\w+\.)*\w*(?:Error|Exception|Warning|NotFound|DoesNotExist|Timeout))(?:: (?<message>.+))?$/,
      unless: new RegExp(`${handledElsewhere.source}|^AssertionError`),
      beside: [
        { where: 'above', within: 4, line: anyFrame, demand: 'must' },
        { ...pythonFrame, until: /^Traceback / },
      ],
      hint: '{type} at {at}[: {message}]. Find out which value gets there and why, then mend the code that makes it.',
    },
    {
      key: 'python.exception',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?<type>AssertionError)(?:: (?<message>.+))?$/,
      beside: [
        { where: 'above', within: 4, line: anyFrame, demand: 'must' },
        { where: 'above', within: 20, line: /^(?:FAIL|ERROR): \w+ \(/, demand: 'must not' },
        { ...pythonFrame, until: /^Traceback / },
      ],
      hint: 'An assertion fails at {at}[: {message}]. Find out which value gets there and why, then mend the code that makes it.',
    },
    {
      key: 'python.exception',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^E\s+(?<type>(?:\w+\.)*\w*(?:Error|Exception|NotFound|DoesNotExist))(?:: (?<message>.+))?$/,
      unless: new RegExp(`${handledElsewhere.source}|AssertionError`),
      beside: pytestPlaces,
      hint: '{type}[ at {at}][: {message}]. Find out which value gets there and why, then mend the code that makes it.',
    },
  ],
};

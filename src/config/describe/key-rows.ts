import { alternativesOf, schemaTree, type SchemaNode } from '../schema/schema-node.ts';

/** One key of the configuration file, as the document lists it. */
export interface KeyRow {
  /** `projects.<name>.budget.time`; list items end with `[]`. */
  readonly path: string;
  readonly value: string;
  readonly fallback: string;
  readonly meaning: string;
  readonly required: boolean;
}

/** Every key that the schema knows, parents before children. */
export const keyRows = (): readonly KeyRow[] => rowsOf(schemaTree(), '');

function rowsOf(node: SchemaNode, path: string): readonly KeyRow[] {
  return alternativesOf(node).flatMap((shape) => {
    const named = Object.entries(shape.properties ?? {}).flatMap(([key, child]) => {
      const at = path === '' ? key : `${path}.${key}`;
      return [rowOf(child, at, isRequired(shape, key)), ...rowsOf(child, at)];
    });
    return [...named, ...rowsOfMembers(shape, path)];
  });
}

/** The objects behind the names of a record and in a list. */
function rowsOfMembers(shape: SchemaNode, path: string): readonly KeyRow[] {
  const member = typeof shape.additionalProperties === 'object' ? shape.additionalProperties : undefined;
  return [
    ...(member === undefined ? [] : rowsOf(member, `${path}.<name>`)),
    ...(shape.items === undefined ? [] : rowsOfKinds(shape.items, `${path}[]`)),
  ];
}

/** In a list, objects of several kinds share keys; each kind is listed under its own name. */
function rowsOfKinds(items: SchemaNode, path: string): readonly KeyRow[] {
  return alternativesOf(items).flatMap((shape) => {
    const kind = shape.properties?.['kind']?.const;
    return rowsOf(shape, typeof kind === 'string' ? `${path} ${kind}` : path).filter(
      (row) => !row.path.endsWith('.kind'),
    );
  });
}

const isRequired = (shape: SchemaNode, key: string): boolean => shape.required?.includes(key) ?? false;

const rowOf = (node: SchemaNode, path: string, required: boolean): KeyRow => ({
  path,
  value: valueText(node),
  fallback: defaultText(node),
  meaning: node.description ?? '',
  required,
});

function valueText(node: SchemaNode): string {
  if (node.quantity !== undefined) return node.quantity;
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  const alternatives = alternativesOf(node);
  if (alternatives.length > 1 || alternatives[0] !== node)
    return [...new Set(alternatives.map(valueText))].join(' or ');
  if (node.items !== undefined) return `list of ${valueText(node.items)}`;
  return typeText(node);
}

function typeText({ type, properties }: SchemaNode): string {
  if (type === 'object') {
    const kind = properties?.['kind']?.const;
    return typeof kind === 'string' ? `{kind: "${kind}", …}` : 'object';
  }
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    boolean: 'true or false',
    integer: 'number',
  };
  return words[type ?? ''] ?? type ?? 'any value';
}

function defaultText(node: SchemaNode): string {
  const isEmptyObject = JSON.stringify(node.default) === '{}';
  return node.default === undefined || isEmptyObject ? '–' : `\`${JSON.stringify(node.default)}\``;
}

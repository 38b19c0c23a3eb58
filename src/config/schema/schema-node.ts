import { z } from 'zod';
import { ConfigFileSchema } from './config-file-schema.ts';

/** The parts of a JSON schema that are looked at to name keys and to write the document. */
export interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly required?: readonly string[];
  /** Name of a quantity: `time`, `count`, `dollars`. */
  readonly quantity?: string;
}

const SchemaNodeSchema = z.custom<SchemaNode>((value) => typeof value === 'object' && value !== null);

const tree: SchemaNode = SchemaNodeSchema.parse(
  z.toJSONSchema(ConfigFileSchema, { io: 'input', reused: 'inline', unrepresentable: 'any' }),
);

/** The schema of the configuration file as a tree. */
export const schemaTree = (): SchemaNode => tree;

/** The nodes that may stand at this path; several where a value may have several shapes. */
export function nodesAt(
  path: readonly PropertyKey[],
  from: SchemaNode = schemaTree(),
): readonly SchemaNode[] {
  return path.reduce<readonly SchemaNode[]>(
    (nodes, part) => nodes.flatMap((node) => childrenOf(node, part)).flatMap(alternativesOf),
    alternativesOf(from),
  );
}

/** The known keys of the object at this path. */
export const keysAt = (path: readonly PropertyKey[]): readonly string[] => [
  ...new Set(nodesAt(path).flatMap((node) => Object.keys(node.properties ?? {}))),
];

export function alternativesOf(node: SchemaNode): readonly SchemaNode[] {
  const alternatives = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return alternatives.length === 0 ? [node] : alternatives.flatMap(alternativesOf);
}

function childrenOf(node: SchemaNode, part: PropertyKey): readonly SchemaNode[] {
  if (typeof part === 'number') return node.items === undefined ? [] : [node.items];
  const named = node.properties?.[String(part)];
  if (named !== undefined) return [named];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}

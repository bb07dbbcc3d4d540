import type { PlatformFixture } from '../platform-fixture';

/** A schema of the OpenAPI document, as far as samples are made of it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly required?: boolean;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A request that the document describes, made of its examples. */
export interface Sample {
  readonly name: string;
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Names of what the query must hold. */
  readonly needed: readonly string[];
  /** A JSON body; absent where the route takes none. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Where in a body something stands. */
export type Place = readonly (string | number)[];

interface TaskKindAnswer {
  readonly kind: string;
  readonly payloadSchema: string;
}

/** A sample of every route of the document; proposing tasks is one a kind. */
export async function samplesOf(platform: PlatformFixture): Promise<Sample[]> {
  const document = (await platform.send('GET', '/docs/json', {})).json<OpenApi>();
  const kinds = await platform.send('GET', '/v1/task-kinds?limit=200', platform.machine);
  const { items } = kinds.json<{ items: TaskKindAnswer[] }>();
  const { schemas } = document.components;
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const sample = sampleOf(schemas, method.toUpperCase(), path, operation);
      if (sample.name !== 'POST /v1/tasks') return [sample];
      return items.map(({ kind, payloadSchema }) => ({
        ...sample,
        name: `${sample.name} ${kind}`,
        body: {
          comment: sample.body?.['comment'],
          kind,
          payload: exampleOf(schemas, schemas[payloadSchema] ?? {}),
        },
      }));
    }),
  );
}

function sampleOf(
  schemas: OpenApi['components']['schemas'],
  method: string,
  path: string,
  { parameters = [], requestBody }: Operation,
): Sample {
  const of = (where: Parameter['in']) =>
    Object.fromEntries(
      parameters
        .filter((each) => each.in === where)
        .map(({ name, example, schema }) => [name, wordOf(example ?? exampleOf(schemas, schema ?? {}))]),
    );
  const schema = requestBody?.content['application/json']?.schema;
  return {
    name: `${method} ${path}`,
    method,
    path,
    parameters: of('path'),
    query: of('query'),
    needed: parameters
      .filter((each) => each.in === 'query' && each.required === true)
      .map(({ name }) => name),
    ...(schema === undefined
      ? {}
      : { body: exampleOf(schemas, schema) as Readonly<Record<string, unknown>> }),
  };
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function exampleOf(schemas: OpenApi['components']['schemas'], schema: Schema): unknown {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    const target = schemas[name];
    if (target === undefined) throw new Error(`the document has no schema "${name}"`);
    return exampleOf(schemas, target);
  }
  if (schema.allOf?.[0] !== undefined) return exampleOf(schemas, schema.allOf[0]);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'array') return [exampleOf(schemas, schema.items ?? {})];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'string') return 'x';
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(schemas, property)]),
  );
}

/** The address of a sample, some of its parameters being something else. */
export function addressOf(
  { path, parameters, query }: Sample,
  other: { readonly parameters?: object; readonly query?: Readonly<Record<string, string>> } = {},
): string {
  const values: Readonly<Record<string, string>> = { ...parameters, ...other.parameters };
  const way = path.replace(/\{(\w+)\}/g, (_, name: string) => inAddress(values[name] ?? 'x'));
  const asked = Object.entries({ ...query, ...other.query }).map(
    ([name, value]) => `${name}=${inAddress(value)}`,
  );
  return asked.length === 0 ? way : `${way}?${asked.join('&')}`;
}

const HALF_CHARACTER = '%ED%A0%80';

/** A text in an address; halves of characters, which no encoder takes, as the bytes they would be. */
function inAddress(text: string): string {
  const whole = text.split(/\p{Cs}/u);
  return whole.map(encodeURIComponent).join(HALF_CHARACTER);
}

/** Where texts stand in a body. */
export function textsIn(value: unknown, place: Place = []): Place[] {
  if (typeof value === 'string') return [place];
  if (Array.isArray(value)) return value.flatMap((each, at) => textsIn(each, [...place, at]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, [...place, name]));
}

/** Where objects stand in a body, the body itself first. */
export function objectsIn(value: unknown, place: Place = []): Place[] {
  if (Array.isArray(value)) return value.flatMap((each, at) => objectsIn(each, [...place, at]));
  if (typeof value !== 'object' || value === null) return [];
  return [place, ...Object.entries(value).flatMap(([name, each]) => objectsIn(each, [...place, name]))];
}

/** The body with something else at a place. */
export function replaced(value: unknown, [step, ...rest]: Place, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((each: unknown, at) => (at === step ? replaced(each, rest, by) : each));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [step]: replaced(object[String(step)], rest, by) };
}

/** What stands at a place. */
export function at(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (found, step) => (found as Readonly<Record<string | number, unknown>> | undefined)?.[step],
    value,
  );
}

import { canonicalJson, type Json } from '@carbon/kernel';

/** What `recordAudit` takes of a change. */
export interface Change {
  readonly before: Json;
  readonly after: Json;
  /** A personal field changed. */
  readonly personal: boolean;
}

/** Under this name stand the personal fields that changed; no field of ours begins with a dollar. */
const PERSONAL = '$personal';

type JsonFields<T> = { readonly [K in keyof T]: Json | undefined };

/**
 * What changed between two states of a thing, for the audit trail. Personal fields are named and their values left out:
 * the trail is kept for good and cannot forget them.
 */
export function changedFields<T extends JsonFields<T>>(
  before: T,
  after: T,
  { personal }: { readonly personal: readonly (keyof T & string)[] },
): Change {
  const hidden = new Set<string>(personal);
  const [old, fresh] = [new Map<string, Json>(fieldsOf(before)), new Map<string, Json>(fieldsOf(after))];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  const changed = names.filter((name) => !same(old.get(name), fresh.get(name)));
  const shown = changed.filter((name) => !hidden.has(name));
  const named = changed.filter((name) => hidden.has(name));
  const pick = (fields: ReadonlyMap<string, Json>) =>
    Object.fromEntries(shown.map((name) => [name, fields.get(name) ?? null]));
  return {
    before: pick(old),
    after: { ...pick(fresh), ...(named.length === 0 ? {} : { [PERSONAL]: named }) },
    personal: named.length > 0,
  };
}

function fieldsOf<T extends JsonFields<T>>(thing: T): [string, Json][] {
  return Object.entries(thing as Readonly<Record<string, Json | undefined>>).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
}

/** A field that is absent and one that is null say the same. */
function same(one: Json | undefined, other: Json | undefined): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}

import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@carbon/kernel';

/** An input of a unit or line that an authority set to another value, with its reason on the line. */
export interface InputAdjustment {
  /** Unit of a power plant, or production line. */
  readonly unit: string;
  readonly field: string;
  readonly value: string;
}

/** A JSON value of anything made of strings, numbers, bigints, lists and objects; undefined fields are left out. */
export function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== 'object') throw new TypeError(`a document cannot hold a ${typeof value}`);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, jsonOf(each)]),
  );
}

/** SHA-256 of the canonical JSON (RFC 8785): what the ledger keeps as the evidence of an issue. */
export function documentHash(document: Json): Buffer {
  return createHash('sha256').update(canonicalJson(document)).digest();
}

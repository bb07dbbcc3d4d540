/** A sentence in the two languages of the platform. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One field of an input that breaks one rule. `field` is a JSON-pointer-like path, e.g. `months[3].energyWh`. */
export interface FieldFault {
  readonly field: string;
  readonly rule: string;
  readonly message: Text;
}

/** 400 malformed, 401 unknown caller, 403 not allowed, 404 not there, 409 conflict, 410 erased, 422 refused by a rule. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503;

export interface RefusalOptions {
  /** Rule ID of the law of the field that refused, e.g. `GEC-001`. */
  readonly rule?: string;
  readonly fields?: readonly FieldFault[];
  /** Machine-readable facts of the case; values are strings so that no quantity loses digits. */
  readonly details?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * A request that was understood and is refused, as opposed to a fault of ours. It knows its stable code, its HTTP
 * status and its sentence in both languages; it is translated to a problem document (RFC 9457) once, at the edge.
 */
export class Refusal extends Error {
  readonly rule: string | undefined;
  readonly fields: readonly FieldFault[];
  readonly details: Readonly<Record<string, string>>;

  constructor(
    /** Stable, SCREAMING_SNAKE code, prefixed by the room that refuses: `LEDGER_INSUFFICIENT_BALANCE`. */
    readonly code: string,
    readonly status: RefusalStatus,
    readonly text: Text,
    options: RefusalOptions = {},
  ) {
    super(`${code}: ${text.en}`, { cause: options.cause });
    this.name = 'Refusal';
    this.rule = options.rule;
    this.fields = options.fields ?? [];
    this.details = options.details ?? {};
  }
}

/** The refusal of an input with at least one faulty field; status 400. */
export function malformed(fields: readonly FieldFault[]): Refusal {
  const places = fields.map((fault) => fault.field).join(', ');
  return new Refusal(
    'INPUT_MALFORMED',
    400,
    { zh: `输入有误：${places}`, en: `The input is not valid: ${places}` },
    { fields },
  );
}

/** A field fault in one call. */
export function fault(field: string, rule: string, en: string, zh: string): FieldFault {
  return { field, rule, message: { zh, en } };
}

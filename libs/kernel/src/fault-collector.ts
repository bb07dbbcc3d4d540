import { type FieldFault, malformed, Refusal } from './refusal';

/** Collects the faults of an input so that all are told at once instead of the first. */
export class FaultCollector {
  readonly #faults: FieldFault[] = [];

  get faults(): readonly FieldFault[] {
    return this.#faults;
  }

  add(fault: FieldFault): void {
    this.#faults.push(fault);
  }

  /** What `parse` gives; a malformed input is noted and gives nothing. Other errors pass through. */
  attempt<T>(parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'INPUT_MALFORMED') throw error;
      this.#faults.push(...error.fields);
      return undefined;
    }
  }

  /** @throws Refusal INPUT_MALFORMED with at most `limit` faults, when there are any */
  refuseIfAny(limit = 50): void {
    if (this.#faults.length > 0) throw malformed(this.#faults.slice(0, limit));
  }
}

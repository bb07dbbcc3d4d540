/** One step of a life cycle: an act that leads from one state to another. */
export interface Step<S extends string, A extends string> {
  readonly act: A;
  readonly from: S | 'new';
  readonly to: S;
}

/** A life cycle as a table: what is not in it cannot happen, and the database holds everybody to the same table. */
export class LifeCycle<S extends string, A extends string> {
  constructor(readonly steps: readonly Step<S, A>[]) {}

  /** The state after an act; undefined where the act is not open in that state. */
  after(state: S | 'new', act: A): S | undefined {
    return this.steps.find((step) => step.from === state && step.act === act)?.to;
  }

  /** What may happen next, in the order of the table. */
  actsOpenIn(state: S): A[] {
    return this.steps.filter(({ from }) => from === state).map(({ act }) => act);
  }

  /** States after which nothing comes. */
  isFinal(state: S): boolean {
    return this.steps.every(({ from }) => from !== state);
  }
}

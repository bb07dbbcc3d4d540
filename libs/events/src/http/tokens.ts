export interface EventsOptions {
  /** What events name as their source; `urn:carbon-ledger` when absent. */
  readonly source?: string;
  /** Also plain HTTP and addresses of our own networks: for demonstrations on one machine. */
  readonly privateAddresses?: boolean;
  /** Milliseconds from one look to the next; 2 s when absent. */
  readonly every?: number | 'never';
}

export const EVENTS_OPTIONS = Symbol('events options');

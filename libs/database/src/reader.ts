/** What can run a query: a transaction, the database outside of one, a connection of the caller's own. */
export interface Reader {
  query<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
}

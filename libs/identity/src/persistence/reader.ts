/** What can run a query: a transaction, a database, an entity manager. */
export interface Reader {
  query<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
}

/** What can run a query: a transaction, or the database itself. */
export interface Reader {
  query<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
}

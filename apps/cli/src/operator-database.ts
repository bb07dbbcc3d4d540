import { connect, type Database, outageOf, requireWeakRole } from '@carbon/database';
import { registryEntities } from '../../registry/src/rooms';

/** Where the operator's commands work. */
export interface DatabaseOptions {
  readonly database: string;
  readonly keys: string;
}

/** How these commands are known among the connections of the database. */
export const OPERATOR = 'carbon-admin';

/**
 * Does something on the database of a service, as the service's own role.
 * @throws Refusal DATABASE_UNAVAILABLE, DATABASE_ROLE_TOO_STRONG
 */
export async function onDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  try {
    const database = await connect({ url, entities: registryEntities, applicationName: OPERATOR });
    try {
      await requireWeakRole(database);
      return await work(database);
    } finally {
      await database.close();
    }
  } catch (error) {
    throw outageOf(error) ?? error;
  }
}

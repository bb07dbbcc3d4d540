import type { Platform } from '../../../platform/src/start-platform';
import type { Connection } from '../connection';
import type { Terminal } from '../terminal';

/** Where the story plays. */
export interface Scene {
  readonly terminal: Terminal;
  readonly platform: Platform;
  readonly connection: Connection;
  readonly directory: string;
}

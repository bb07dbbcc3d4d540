import { Database, outageOf } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { Injectable } from '@nestjs/common';

/** Something the service needs in order to serve. Rejects when it cannot be had. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<unknown>;
}

/** A check that says nothing for this long counts as failed. */
const PATIENCE_MS = 3_000;

/** What must be well for the service to take requests: the database, and whatever modules add. */
@Injectable()
export class Readiness {
  private readonly checks: ReadinessCheck[];

  constructor(database: Database) {
    this.checks = [{ name: 'database', check: () => database.query('select 1') }];
  }

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** The names of the checks, all passed. @throws Refusal NOT_READY naming what failed */
  async ready(): Promise<string[]> {
    const results = await Promise.all(
      this.checks.map(async (check) => ({ check, failure: await failureOf(check) })),
    );
    const failed = results.filter(({ failure }) => failure !== undefined);
    if (failed.length > 0) {
      const names = failed.map(({ check }) => check.name).join(', ');
      throw new Refusal(
        'NOT_READY',
        503,
        { zh: `服务尚未就绪：${names}`, en: `The service is not ready: ${names}` },
        {
          details: Object.fromEntries(failed.map(({ check, failure }) => [check.name, failure ?? ''])),
          cause: failed[0]?.failure,
        },
      );
    }
    return results.map(({ check }) => check.name);
  }
}

/** In a word, telling nothing of addresses or names. */
async function failureOf(needed: ReadinessCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), PATIENCE_MS);
  });
  const result = needed.check().then(
    () => undefined,
    (error: unknown) => outageOf(error)?.code ?? 'failed',
  );
  return Promise.race([result, patience]).finally(() => clearTimeout(timer));
}

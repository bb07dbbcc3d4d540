import { Database } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { Injectable } from '@nestjs/common';

/** Schemes whose units change hands by their own rules, and the route that knows them: scheme → path. */
export type SchemeRoutes = Readonly<Record<string, string>>;

/**
 * Keeps the plain transfer route away from units whose scheme decides who may have them: a certificate that may be sold
 * once, or that has expired, must not slip past those rules by another door.
 */
@Injectable()
export class SchemeGuard {
  /** Route of an instrument's scheme; null for those that need none. An instrument never changes its scheme. */
  private readonly routes = new Map<string, string | null>();

  constructor(
    private readonly database: Database,
    private readonly schemes: SchemeRoutes,
  ) {}

  /** @throws Refusal LEDGER_SCHEME_DECIDES naming the route to use */
  async admit(instrument: string): Promise<void> {
    const route = await this.routeOf(instrument);
    if (route === null) return;
    throw new Refusal(
      'LEDGER_SCHEME_DECIDES',
      422,
      {
        zh: `${instrument} 的转让须遵守其机制的规则，请使用 ${route}`,
        en: `${instrument} changes hands by the rules of its scheme: use ${route}`,
      },
      { details: { instrument, route } },
    );
  }

  /**
   * Part `locked` is where a scheme sets units apart for what excludes them (EXC-003); only it gives them back.
   * @throws Refusal LEDGER_SCHEME_DECIDES naming the route of the scheme
   */
  async admitLock(instrument: string): Promise<void> {
    const route = await this.routeOf(instrument);
    if (route === null) return;
    throw new Refusal(
      'LEDGER_SCHEME_DECIDES',
      422,
      {
        zh: `${instrument} 的锁定与解锁由其机制（${route}）决定，不得直接办理`,
        en: `Its scheme (${route}) decides when ${instrument} is locked and when it is free again`,
      },
      { rule: 'EXC-003', details: { instrument, route } },
    );
  }

  private async routeOf(instrument: string): Promise<string | null> {
    const known = this.routes.get(instrument);
    return known === undefined ? this.find(instrument) : known;
  }

  private async find(instrument: string): Promise<string | null> {
    const [row] = await this.database.query<{ scheme: string }>(
      'select scheme from ledger.instrument where code = $1',
      [instrument],
    );
    if (row === undefined) return null;
    const route = this.schemes[row.scheme] ?? null;
    this.routes.set(instrument, route);
    return route;
  }
}

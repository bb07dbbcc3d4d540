import {
  addMembership,
  createHolder,
  createUser,
  enterEngagement,
  findHolder,
  findUserByEmail,
  type Holder,
  type NewHolder,
  type Role,
  ROLES,
} from '@carbon/identity';
import { chinaDate } from '@carbon/kernel';
import type { Transaction } from '@carbon/database';
import { JIANGSU, NATIONAL } from './demo/authorities';
import { REGISTRY } from './demo/houses';
import { giveLogin } from './demo/inclusion/resident-login';
import { BANK, EXCHANGE } from './demo/market-day/houses';
import type { Platform } from './start-platform';

/** Somebody who may sign in to the demonstration. */
export interface DemoLogin {
  readonly email: string;
  readonly zh: string;
  readonly en: string;
}

const BY = { actor: 'demo' } as const;
const invented = { source: 'synthetic' } as const;

/** Holders of the demonstration that are no enterprises: all made up. */
const OFFICES: readonly NewHolder[] = [
  REGISTRY,
  NATIONAL,
  JIANGSU,
  EXCHANGE,
  BANK,
  {
    code: 'AUDITOR',
    nameZh: '示范审计机构（示例）',
    nameEn: 'Demo auditor (example)',
    kind: 'auditor',
    ...invented,
  },
];

/** Whose people sign in, and as what. */
const DESKS: readonly { readonly holder: string; readonly host: string; readonly roles: readonly Role[] }[] =
  [
    { holder: 'REGISTRY', host: 'registry', roles: ROLES },
    { holder: 'P-DLH50', host: 'plant', roles: ROLES },
    { holder: 'E011', host: 'store', roles: ROLES },
    { holder: 'EXCHANGE', host: 'exchange', roles: ['maker', 'checker', 'reader'] },
    { holder: 'E001', host: 'seller', roles: ['maker', 'checker'] },
    { holder: 'E005', host: 'buyer', roles: ['maker', 'checker'] },
    { holder: 'BANK', host: 'bank', roles: ['maker'] },
    { holder: 'AUDITOR', host: 'auditor', roles: ['administrator', 'reader'] },
    { holder: 'REGULATOR', host: 'regulator', roles: ['maker', 'checker', 'reader'] },
    { holder: 'REGULATOR-JS', host: 'jiangsu', roles: ['reader'] },
    { holder: 'CITY', host: 'city', roles: ['maker', 'checker'] },
    { holder: 'P2', host: 'partner', roles: ['maker'] },
    { holder: 'M03', host: 'merchant', roles: ['maker'] },
  ];

const ROLE_ZH: Readonly<Record<Role, string>> = {
  administrator: '管理员',
  maker: '经办',
  checker: '复核',
  reader: '只读',
};

/** Whom the demonstration's auditor looks at, and for how long. */
const ENGAGED = ['P-DLH50', 'E011'];
const ENGAGED_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Enters a person for each role, once: all with the same password, made on this machine. They are nobody: their names say
 * so.
 * @returns who may sign in
 */
export async function enterDemoPeople(
  { database, vault }: Pick<Platform, 'database' | 'vault'>,
  password: string,
  now: Date,
): Promise<DemoLogin[]> {
  return database.transaction(async (tx) => {
    for (const office of OFFICES) await enterOffice(tx, office, now);
    const logins: DemoLogin[] = [];
    for (const { holder: code, host, roles } of DESKS) {
      const holder = await known(tx, code);
      for (const role of roles) {
        const login = loginOf(holder, host, role);
        logins.push(login);
        if ((await findUserByEmail(tx, vault, login.email)) !== undefined) continue;
        const person = { name: `演示人员 Demo ${role} (${code})`, email: login.email };
        const user = await createUser(tx, vault, { person, password }, now, BY);
        await addMembership(tx, { userId: user.id, holderId: holder.id, role }, now, BY);
      }
    }
    const resident = await enterResident(tx, vault, password, now);
    return resident === undefined ? logins : [...logins, resident];
  });
}

/** One of the residents that the demonstration's partners tell of. */
async function enterResident(
  tx: Transaction,
  vault: Platform['vault'],
  password: string,
  now: Date,
): Promise<DemoLogin | undefined> {
  const login = { reference: 'R0217', email: 'resident@resident.example', password };
  const entered = await giveLogin(tx, vault, login, now);
  return entered && { email: login.email, zh: '示范居民（示例）', en: 'Demo resident (example)' };
}

function loginOf({ nameZh, nameEn }: Holder, host: string, role: Role): DemoLogin {
  return { email: `${role}@${host}.example`, zh: `${nameZh} ${ROLE_ZH[role]}`, en: `${nameEn}, ${role}` };
}

async function enterOffice(tx: Transaction, office: NewHolder, now: Date): Promise<void> {
  if ((await findHolder(tx.manager, office.code)) !== undefined) return;
  const { kind } = await createHolder(tx, office, now, BY);
  if (kind === 'auditor') await engage(tx, now);
}

async function engage(tx: Transaction, now: Date): Promise<void> {
  const auditor = await known(tx, 'AUDITOR');
  const today = chinaDate(now);
  await enterEngagement(
    tx,
    {
      auditor,
      holders: await Promise.all(ENGAGED.map((code) => known(tx, code))),
      instruments: null,
      windowFrom: '2025-01-01',
      windowTo: chinaDate(new Date(now.getTime() + ENGAGED_DAYS * DAY_MS)),
      accessFrom: now,
      accessUntil: new Date(now.getTime() + ENGAGED_DAYS * DAY_MS),
      purpose: `示例审计委托 example engagement ${today}`,
    },
    {
      by: BY.actor,
      approver: null,
      taskId: null,
      reason: 'demonstration',
      documentHash: '00'.repeat(32),
      now,
    },
  );
}

async function known(tx: Transaction, code: string): Promise<Holder> {
  const holder = await findHolder(tx.manager, code);
  if (holder === undefined) throw new Error(`the demonstration has no holder ${code}`);
  return holder;
}

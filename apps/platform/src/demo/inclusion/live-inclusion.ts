import type { Database } from '@carbon/database';
import type { Text } from '@carbon/kernel';
import type { SealedPersonVault } from '@carbon/privacy';
import { BY_REGISTRY, REGISTRY } from '../houses';
import type { Stage } from '../stage';
import { type DemoAct, demoActs, demoMethods, demoResidents } from './acts';
import { enterResidents } from './enter-residents';
import { BY_OPERATOR, OPERATOR, PARTNERS, PROGRAMME } from './houses';
import { openRewards } from './open-rewards';

export interface InclusionStory {
  readonly stage: Stage;
  readonly database: Database;
  readonly vault: SealedPersonVault;
  /** Judges and folds what waits, as the clock of the platform does. */
  readonly judge: () => Promise<void>;
}

export interface ToldAnswer {
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  readonly acts: readonly {
    readonly eventId: string;
    readonly state: string;
    readonly refusal?: Text & { readonly code: string };
  }[];
}

/** Rows at the end of the file that come later than the others: the faulty ones. */
const LATE_ROWS = 5;

/** When residents came in, and when their partners tell of September. */
const OPENING = '2026-08-28';
const TELLING = new Date('2026-09-30T23:59:00+08:00');

/** A city's programme: its operator, what it counts, who tells of it, what points buy. */
export async function openCity({ stage, database, vault }: InclusionStory): Promise<void> {
  const acts = demoActs();
  stage.on(OPENING);
  await stage.enter(REGISTRY, OPERATOR, ...PARTNERS);
  await stage.act(
    'inclusion-programme',
    {
      ...{
        code: PROGRAMME,
        kind: 'city',
        nameZh: '低碳出行示范城市（示例）',
        nameEn: 'Low-carbon city (example)',
      },
      ...{
        operator: OPERATOR.code,
        pack: 'inclusion-shenzhen',
        creditScheme: 'PHER-SZ',
        source: 'synthetic',
      },
    },
    { maker: BY_OPERATOR.maker, checkers: BY_REGISTRY.checkers },
  );
  for (const { code, nameZh, nameEn } of PARTNERS)
    await stage.act(
      'inclusion-partner',
      {
        ...{ programme: PROGRAMME, holder: code, code, nameZh, nameEn },
        ...{ methods: demoMethods(acts), source: 'synthetic' },
      },
      BY_OPERATOR,
    );
  await openRewards(stage, PROGRAMME, BY_OPERATOR);
  await enterResidents({ database, vault }, demoResidents(acts), new Date(`${OPENING}T10:00:00+08:00`));
}

/** What each partner tells of September, and what comes late, faulty; gives the answers to that. */
export async function tellSeptember({
  stage,
  judge,
}: InclusionStory): Promise<ReadonlyMap<string, ToldAnswer>> {
  stage.turnTo(TELLING);
  const acts = demoActs();
  await tellAll(stage, acts.slice(0, -LATE_ROWS));
  const late = await tellAll(stage, acts.slice(-LATE_ROWS));
  await judge();
  return late;
}

/** Tells of acts, each by its partner, in the order of the partners. */
export async function tellAll(
  stage: Stage,
  acts: readonly DemoAct[],
): Promise<ReadonlyMap<string, ToldAnswer>> {
  const answers = new Map<string, ToldAnswer>();
  for (const { code } of PARTNERS) {
    const told = acts.filter(({ partner }) => partner === code).map(withoutPartner);
    if (told.length === 0) continue;
    answers.set(
      code,
      await stage.post<ToldAnswer>(`${code}/maker`, `/v1/partners/${code}/acts`, { acts: told }),
    );
  }
  return answers;
}

function withoutPartner({ eventId, resident, method, startedAt, durationS, amount }: DemoAct): object {
  return { eventId, resident, method, startedAt, durationS, amount };
}

import type { Reader } from '@carbon/database';
import { type Reach, reaches } from '@carbon/http';
import { type ChinaDate, chinaDate, fault, type FieldFault } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import { complianceRules, type ComplianceRules, inclusionRule } from '../../domain/compliance/index';
import {
  emitterRules,
  isLocalMarket,
  judgeAddition,
  judgeRemoval,
  NATIONAL_MARKET,
  type ListingJudgement,
} from '../../domain/emitters/index';
import type { Sector } from '../../domain/index';
import type { EmitterDesk } from '../desk';
import { listDueOn } from '../domain/cycle-days';
import { listUnchanged, rowsRefused } from '../domain/refusals';
import { whereKnown } from '../domain/where-known';
import { closedOn, type ListedParty, partiesNamed, verifiedBefore } from '../persistence/listing-facts';
import type { ListingRow } from '../persistence/publications';
import { type ListedEmitter, listedEmitters } from '../persistence/read-listings';
import { historyOf } from './verified-history';

/** An enterprise to be put on a list. */
export interface ListAddition {
  /** Its place in the input, `add[3]` or `rows[4]`. */
  readonly at: string;
  readonly holder: string;
  readonly sector: Sector;
  readonly gases?: readonly string[] | undefined;
  readonly classText: string;
  readonly province?: string | undefined;
  readonly includedSince?: number | undefined;
  readonly reason: string;
  readonly ground?: string | undefined;
}

/** An enterprise to be taken off a list. */
export interface ListRemoval {
  readonly at: string;
  readonly holder: string;
  readonly reason: string;
  readonly ground?: string | undefined;
}

export interface ListProposal {
  readonly market: string;
  readonly year: number;
  readonly add: readonly ListAddition[];
  readonly remove: readonly ListRemoval[];
  /** Whoever was on the list of the year before stays, if not named. */
  readonly carryForward: boolean;
}

/** A proposal with every row found and judged. */
export interface ResolvedList {
  readonly rows: readonly ListingRow[];
  readonly codes: ReadonlyMap<string, string>;
  readonly dueOn: ChinaDate | undefined;
  readonly pack: (PackReference & { readonly hash: string }) | undefined;
}

const CONTINUED = { reason: '延续上一年度名录 continued from the year before' } as const;

/** So many faults are told of one proposal. */
const TOLD = 200;

/** What the rows of one proposal are judged by. */
interface Scene {
  readonly proposal: ListProposal;
  readonly rules: ComplianceRules | undefined;
  readonly parties: ReadonlyMap<string, ListedParty>;
  readonly listed: ReadonlyMap<string, ListedEmitter>;
  readonly before: ReadonlyMap<string, ListedEmitter>;
  readonly national: ReadonlyMap<string, ListedEmitter>;
  readonly history: ReturnType<typeof historyOf>;
  readonly closed: ReadonlySet<string>;
  readonly gasesOf: (sector: Sector) => readonly string[] | undefined;
}

/**
 * Finds the enterprises of a proposal and judges it row by row by what is verified (ETS-004, ETS-005). A row that the rule
 * does not bear out needs a ground and keeps its verdict.
 * @throws Refusal EMITTERS_ROWS_REFUSED naming rows; EMITTERS_LIST_UNCHANGED
 */
export async function resolveList(
  reader: Reader,
  { packs }: EmitterDesk,
  proposal: ListProposal,
  reach: Reach,
  now: Date,
): Promise<ResolvedList> {
  const { market, year } = proposal;
  const [today, source] = [chinaDate(now), await packs(reader)];
  const rules = whereKnown(() => complianceRules(source, market, today));
  const gases = whereKnown(() => emitterRules(today, `${year}-01-01` as ChinaDate, source).gases);
  const lastYear = await listOf(reader, market, year - 1);
  const before = proposal.carryForward ? within(lastYear, reach) : lastYear;
  const names = [...proposal.add, ...proposal.remove].map(({ holder }) => holder);
  const named = await partiesNamed(reader, [...names, ...(proposal.carryForward ? before.keys() : [])]);
  const parties = new Map([...named].filter(([, { id }]) => reaches(reach, id)));
  const ids = [...new Set([...parties.values()].map(({ id }) => id))];
  const scene: Scene = {
    ...{ proposal, rules, parties, before },
    listed: await listOf(reader, market, year, ids),
    national: isLocalMarket(market) ? await listOf(reader, NATIONAL_MARKET, year, ids) : new Map(),
    history: historyOf(await verifiedBefore(reader, { market, year, holderIds: ids }), market),
    closed: await closedOn(reader, ids, today),
    gasesOf: (sector) => gases?.value[sector],
  };
  const faults: FieldFault[] = repeated(proposal, parties);
  const rows = [
    ...proposal.add.flatMap((one) => added(scene, one, faults)),
    ...proposal.remove.flatMap((one) => removed(scene, one, faults)),
    ...(proposal.carryForward ? continued(scene, faults) : []),
  ];
  if (faults.length > 0) throw rowsRefused(faults.length, faults.slice(0, TOLD), ruleOf(faults));
  if (rows.length === 0) throw listUnchanged();
  const sector = rows[0]?.sector as Sector;
  return {
    rows,
    codes: new Map([...parties.values()].map(({ id, code }) => [id, code])),
    dueOn: listDueOn(rules, sector, year),
    pack: rules === undefined ? undefined : whereKnown(() => inclusionRule(rules).pack),
  };
}

async function listOf(reader: Reader, market: string, year: number, holderIds?: readonly string[]) {
  const entries = await listedEmitters(reader, {
    ...{ market, year },
    ...(holderIds === undefined ? {} : { holderIds }),
  });
  return new Map(entries.map((entry) => [entry.holderId, entry]));
}

const within = (list: ReadonlyMap<string, ListedEmitter>, reach: Reach) =>
  new Map([...list].filter(([id]) => reaches(reach, id)));

const ruleOf = (faults: readonly FieldFault[]) =>
  faults.some(({ rule }) => rule === 'ETS-005') ? 'ETS-005' : 'ETS-004';

/** Rows that name an enterprise a second time, under whatever name. */
function repeated({ add, remove }: ListProposal, parties: ReadonlyMap<string, ListedParty>): FieldFault[] {
  const seen = new Set<string>();
  return [...add, ...remove].flatMap(({ at, holder }) => {
    const id = parties.get(holder)?.id;
    if (id === undefined) return [];
    if (seen.has(id)) return [fault(`${at}.holder`, 'repeated', 'stands twice', '重复出现')];
    seen.add(id);
    return [];
  });
}

function added(scene: Scene, one: ListAddition, faults: FieldFault[]): ListingRow[] {
  const { at, holder, sector, classText, reason, ground } = one;
  const party = scene.parties.get(holder);
  if (party === undefined)
    return wrong(faults, at, 'holder', 'unknown', 'there is no such holder', '没有此主体');
  if (party.state !== 'active') {
    return wrong(faults, at, 'holder', 'active', 'is not active', '该主体不在正常状态');
  }
  const gases = one.gases ?? scene.gasesOf(sector);
  if (gases === undefined) {
    return wrong(faults, at, 'gases', 'required', 'are to be named for this sector', '该行业须填写管控气体');
  }
  const row = {
    ...({ holderId: party.id, act: 'add', sector, gases, classText, reason } as const),
    province: one.province ?? party.province,
    includedSince: one.includedSince ?? scene.before.get(party.id)?.includedSince ?? scene.proposal.year,
  };
  if (isSame(scene.listed.get(party.id), row)) {
    return wrong(faults, at, 'holder', 'listed', 'is on the list already', '已在名录内');
  }
  const judgement = judgeAddition(scene.rules, factsOf(scene, party.id, sector, gases));
  if (judgement.rule === 'ETS-005') {
    return wrong(faults, at, 'holder', 'ETS-005', 'is on the national list', '已纳入全国碳市场');
  }
  return judged(scene, row, judgement, { at, ground }, faults);
}

function removed(
  scene: Scene,
  { at, holder, reason, ground }: ListRemoval,
  faults: FieldFault[],
): ListingRow[] {
  const party = scene.parties.get(holder);
  if (party === undefined)
    return wrong(faults, at, 'holder', 'unknown', 'there is no such holder', '没有此主体');
  const entry =
    scene.listed.get(party.id) ?? (scene.proposal.carryForward ? scene.before.get(party.id) : undefined);
  if (entry === undefined) {
    return wrong(faults, at, 'holder', 'not-listed', 'is not on the list', '不在名录内');
  }
  const judgement = judgeRemoval(scene.rules, factsOf(scene, party.id, entry.sector, entry.gases));
  return judged(scene, { ...entryOf(entry), act: 'remove', reason }, judgement, { at, ground }, faults);
}

/** Who stays from the year before; whom the rule wants off must be named, to be removed or kept on a ground. */
function continued(scene: Scene, faults: FieldFault[]): ListingRow[] {
  const named = new Set(
    [...scene.proposal.add, ...scene.proposal.remove].flatMap(
      ({ holder }) => scene.parties.get(holder)?.id ?? [],
    ),
  );
  return [...scene.before.values()].flatMap((entry): ListingRow[] => {
    const { holderId } = entry;
    if (named.has(holderId) || scene.listed.has(holderId)) return [];
    const judgement = judgeAddition(scene.rules, factsOf(scene, holderId, entry.sector, entry.gases));
    const at = `carryForward.${scene.parties.get(holderId)?.code ?? holderId}`;
    const ground = judgement.verdict === 'not-judged' ? CONTINUED.reason : undefined;
    return judged(scene, { ...entryOf(entry), act: 'add', ...CONTINUED }, judgement, { at, ground }, faults);
  });
}

const entryOf = ({ holderId, sector, gases, classText, province, includedSince }: ListedEmitter) => ({
  ...{ holderId, sector, gases, classText, province, includedSince },
});

function isSame(entry: ListedEmitter | undefined, row: Omit<ListingRow, 'verdict' | 'basis'>): boolean {
  return (
    entry?.sector === row.sector &&
    entry.classText === row.classText &&
    entry.province === row.province &&
    entry.includedSince === row.includedSince &&
    entry.gases.join() === row.gases.join()
  );
}

function factsOf(scene: Scene, holderId: string, sector: string, gases: readonly string[]) {
  const national = scene.national.get(holderId);
  return {
    emissionsT: scene.history(holderId).map(({ verifiedT }) => BigInt(verifiedT)),
    listed: scene.listed.has(holderId) || scene.before.has(holderId),
    closed: scene.closed.has(holderId),
    national: national?.sector === sector && national.gases.some((gas) => gases.includes(gas)),
  };
}

function judged(
  scene: Scene,
  row: Omit<ListingRow, 'verdict' | 'basis'>,
  { verdict, rule }: ListingJudgement,
  { at, ground }: { readonly at: string; readonly ground?: string | undefined },
  faults: FieldFault[],
): ListingRow[] {
  if (verdict !== 'within-rule' && ground === undefined) {
    return verdict === 'against-rule'
      ? wrong(faults, at, 'ground', 'ETS-004', 'is needed: the rule says otherwise', '与规则不符，须说明依据')
      : wrong(
          faults,
          at,
          'ground',
          'ETS-004',
          'is needed: nothing is verified to judge by',
          '无核查数据，须说明依据',
        );
  }
  const verified = scene
    .history(row.holderId)
    .map(({ year, market, verifiedT }) => ({ year, market, verifiedT }));
  return [
    {
      ...row,
      ...{ verdict, basis: { verified } },
      ...(rule === undefined ? {} : { rule }),
      ...(verdict === 'within-rule' || ground === undefined ? {} : { ground }),
    },
  ];
}

function wrong(
  faults: FieldFault[],
  at: string,
  field: string,
  rule: string,
  en: string,
  zh: string,
): ListingRow[] {
  faults.push(fault(`${at}.${field}`, rule, en, zh));
  return [];
}

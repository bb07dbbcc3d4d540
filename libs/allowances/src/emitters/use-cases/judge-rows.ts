import { fault, type FieldFault } from '@carbon/kernel';
import type { ComplianceRules } from '../../domain/compliance/index';
import { judgeAddition, judgeRemoval, type ListingJudgement } from '../../domain/emitters/index';
import type { Sector } from '../../domain/index';
import type { ListAddition, ListProposal, ListRemoval } from '../domain/list-proposal';
import type { ListedParty } from '../persistence/listing-facts';
import type { ListingRow } from '../persistence/publications';
import type { ListedEmitter } from '../persistence/read-listings';
import type { historyOf } from './verified-history';

const CONTINUED = { reason: '延续上一年度名录 continued from the year before' } as const;

/** What the rows of one proposal are judged by. */
export interface Scene {
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

/** A row that puts an enterprise on the list. */
export function added(scene: Scene, one: ListAddition, faults: FieldFault[]): ListingRow[] {
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

/** A row that takes an enterprise off the list. */
export function removed(
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
export function continued(scene: Scene, faults: FieldFault[]): ListingRow[] {
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

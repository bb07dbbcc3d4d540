import type { Reader } from '@carbon/database';
import { type Reach, reaches } from '@carbon/http';
import { type ChinaDate, chinaDate, fault, type FieldFault } from '@carbon/kernel';
import { type PackReference, worstOf } from '@carbon/rules/domain';
import { complianceRules, inclusionRule } from '../../domain/compliance/index';
import { emitterRules, isLocalMarket, NATIONAL_MARKET } from '../../domain/emitters/index';
import type { Sector } from '../../domain/index';
import type { EmitterDesk } from '../desk';
import { listDue } from '../domain/cycle-days';
import type { ListProposal } from '../domain/list-proposal';
import { listUnchanged, rowsRefused } from '../domain/refusals';
import { whereKnown } from '../domain/where-known';
import { closedOn, type ListedParty, partiesNamed, verifiedBefore } from '../persistence/listing-facts';
import type { ListingRow } from '../persistence/publications';
import { type ListedEmitter, listedEmitters } from '../persistence/read-listings';
import { added, continued, removed, type Scene } from './judge-rows';
import { historyOf } from './verified-history';

/** A proposal with every row found and judged. */
export interface ResolvedList {
  readonly rows: readonly ListingRow[];
  readonly codes: ReadonlyMap<string, string>;
  readonly dueOn: ChinaDate | undefined;
  readonly pack: (PackReference & { readonly hash: string }) | undefined;
}

/** So many faults are told of one proposal. */
const TOLD = 200;

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
  const due = listDue(rules, rows[0]?.sector as Sector, year);
  const threshold = rules === undefined ? undefined : whereKnown(() => inclusionRule(rules).pack);
  return {
    rows,
    codes: new Map([...parties.values()].map(({ id, code }) => [id, code])),
    dueOn: due?.on,
    pack: worseOf(threshold, due?.pack),
  };
}

/** Both are of one pack: what rests on both is as certain as the less certain one. */
function worseOf(threshold: ResolvedList['pack'], due: ResolvedList['pack']): ResolvedList['pack'] {
  if (threshold === undefined || due === undefined) return threshold ?? due;
  return { ...threshold, certainty: worstOf([threshold.certainty, due.certainty]) };
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

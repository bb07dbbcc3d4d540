import { canonicalJson, type Json } from '@carbon/kernel';
import type { ComplianceYear } from '../../apps/platform/src/demo/compliance-year/year';
import type { Who } from '../../apps/platform/src/demo/stage';
import type { StoryStage } from './story-stage';

const NATIONAL: Who = 'REGULATOR/reader';
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Everything that a compliance year came to, as canonical JSON: the same year lived again gives the same bytes.
 *
 * Of it is left out, and only this:
 * - **Ids.** They are made of the time and of chance, in documents too (whose a calculation is, which report a figure comes
 *   from). Each is told by the place where it is first met (`id-1`, `id-2` …), so that what refers to what is compared.
 * - **Hashes of allocation lines** (`hash` of a line): they are of documents that name ids. The documents are there, whole.
 * - **Salts, leaves and commitments of the journal**: salts are chance, and exist to be. Rows, accounts, quantities and
 *   serials are there.
 */
export async function exportYear(stage: StoryStage, year: ComplianceYear): Promise<string> {
  const list = (path: string) => pages(stage, NATIONAL, path);
  const whole = {
    listed: await list('/v1/emitter-lists/CN/2024'),
    plans: await list('/v1/quality-plans?market=CN'),
    deposits: await list('/v1/emission-deposits?market=CN'),
    reports: await each(year.reports.values(), ({ report }) => reportOf(stage, report)),
    objections: await list('/v1/verification-objections'),
    verified: await rows(stage, VERIFIED),
    caps: await list('/v1/allowance-caps?market=CN&year=2024'),
    rounds: await list('/v1/allocation-rounds?market=CN'),
    appeals: await list('/v1/allocation-appeals'),
    allocations: await each(await list('/v1/allocations?market=CN'), (line) => lineOf(stage, line)),
    instruments: await rows(stage, INSTRUMENTS),
    journal: await rows(stage, JOURNAL),
    blocks: await rows(stage, BLOCKS),
    surrenders: await each(await list('/v1/surrenders?market=CN'), ({ id }) =>
      stage.get(NATIONAL, `/v1/surrenders/${String(id)}`),
    ),
    compliance: await each([2023, 2024], (of) => list(`/v1/compliance?market=CN&year=${of}`)),
    notices: await list('/v1/compliance-notices?market=CN'),
    certificates: await list('/v1/compliance-certificates?market=CN'),
    penalties: await list('/v1/penalties?market=CN'),
  };
  return withPlacesForIds(canonicalJson(whole as unknown as Json));
}

/** Ids by the order in which they are met. */
function withPlacesForIds(text: string): string {
  const places = new Map<string, string>();
  return text.replace(UUID, (id) => {
    const place = places.get(id) ?? `id-${places.size + 1}`;
    places.set(id, place);
    return place;
  });
}

type Item = Readonly<Record<string, unknown>>;

async function pages(stage: StoryStage, who: Who, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`;
    const joined: string = `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`;
    const page: { items: Item[]; next?: string } = await stage.get(who, joined);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

async function each<T>(of: Iterable<T>, ask: (one: T) => Promise<unknown>): Promise<unknown[]> {
  const told: unknown[] = [];
  for (const one of of) told.push(await ask(one));
  return told;
}

async function reportOf(stage: StoryStage, report: string): Promise<object> {
  const path = `/v1/emission-reports/${report}`;
  const versions = await pages(stage, NATIONAL, `${path}/versions`);
  return {
    report: await stage.get(NATIONAL, path),
    versions: await each(versions, ({ version }) =>
      stage.get(NATIONAL, `${path}/versions/${String(version)}`),
    ),
    checks: await each(versions, ({ version }) =>
      stage.get(NATIONAL, `${path}/versions/${String(version)}/checks`),
    ),
    findings: await stage.get(NATIONAL, `${path}/findings`),
    conclusions: await stage.get(NATIONAL, `${path}/conclusions`),
    events: await pages(stage, NATIONAL, `${path}/events`),
  };
}

const withoutHash = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'hash'));

/** A line with every version of its calculation document. */
async function lineOf(stage: StoryStage, line: Item): Promise<object> {
  const path = `/v1/allocation-rounds/${String(line['round'])}/lines/${String(line['holder'])}`;
  const detail = await stage.get<{ versions: Item[]; settlements: Item[] }>(NATIONAL, path);
  return {
    line: withoutHash(line),
    versions: detail.versions.map(withoutHash),
    settlements: detail.settlements,
  };
}

const rows = (stage: StoryStage, sql: string) => stage.platform.database.query<Item>(sql);

const VERIFIED = `select h.code, v.market, v.year, v.version, v.sector, v.province, v.verified_t::text, v.units, v.lines,
    v.source, v.recorded_at from allowances.verified_year v join identity.holder h on h.id = v.holder_id
   order by v.year, h.code, v.version`;

const OF_THE_YEAR = `i.scheme in ('ETS-CN', 'CCER')`;
const INSTRUMENTS = `select code, kind, unit, scheme, serialised from ledger.instrument i where ${OF_THE_YEAR} order by code`;
const JOURNAL = `select j.id::text, j.transaction_id::text, j.kind, i.code, d.number as debit, c.number as credit,
    j.quantity::text, j.pieces::text, j.business_time, j.reason
    from ledger.journal j join ledger.instrument i on i.id = j.instrument_id
    join ledger.account d on d.id = j.debit_account join ledger.account c on c.id = j.credit_account
   where ${OF_THE_YEAR} order by j.id`;
const BLOCKS = `select a.number, i.code, p.name as part, b.first_serial::text, b.last_serial::text
    from ledger.block b join ledger.account a on a.id = b.account_id
    join ledger.instrument i on i.id = b.instrument_id join ledger.part p on p.id = b.part
   where ${OF_THE_YEAR} order by a.number, i.code, b.first_serial`;

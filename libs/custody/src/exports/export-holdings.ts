import { IsMoment, IsText } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { type Column, ExportBody, type JobKind, pagesOf, runExport, type RunningJob } from '@carbon/jobs';
import { chinaTimestamp, type Clock, fault, malformed, parseMoment } from '@carbon/kernel';
import {
  accountInReach,
  type BalanceView,
  type HeldBlock,
  IsAccountNumber,
  isSeen,
  outsideWindow,
  pageRequest,
  type Part,
  PARTS,
  readAccountsOf,
  readBalances,
  readBalancesAt,
  readBlocks,
  type Seen,
  seenOf,
} from '@carbon/ledger';

export class ExportHoldingsPayload extends ExportBody {
  @IsAccountNumber({ description: 'Holdings of this account. 账户', optional: true })
  account?: string;

  @IsText({
    description: 'Holdings of all accounts of this holder, by id or code. 主体',
    example: 'E011',
    min: 2,
    max: 40,
    optional: true,
  })
  holder?: string;

  @IsMoment({ description: 'As they were at this moment; now when absent. 时点', optional: true })
  at?: string;
}

interface HeldRow {
  readonly account: string;
  readonly instrument: string;
  readonly kind: string;
  readonly unit: string;
  readonly part: Part;
  readonly quantity: bigint;
  readonly serials?: { readonly first: bigint; readonly last: bigint };
}

const COLUMNS: readonly Column<HeldRow>[] = [
  { kind: 'text', title: { zh: '账户', en: 'Account' }, of: ({ account }) => account },
  { kind: 'text', title: { zh: '品种', en: 'Instrument' }, of: ({ instrument }) => instrument },
  { kind: 'text', title: { zh: '类别', en: 'Kind' }, of: ({ kind }) => kind },
  { kind: 'text', title: { zh: '余额部分', en: 'Part' }, of: ({ part }) => part },
  { kind: 'quantity', title: { zh: '数量', en: 'Quantity' }, of: ({ quantity }) => quantity },
  { kind: 'text', title: { zh: '单位', en: 'Unit' }, of: ({ unit }) => unit },
  {
    kind: 'text',
    title: { zh: '首个编号', en: 'First serial' },
    of: ({ serials }) => serials?.first.toString() ?? null,
  },
  {
    kind: 'text',
    title: { zh: '末个编号', en: 'Last serial' },
    of: ({ serials }) => serials?.last.toString() ?? null,
  },
];

const STEP = { zh: '读取持仓', en: 'reading holdings' };

/** Whose accounts, and when. */
interface Asked {
  readonly holderId: string;
  readonly seen: Seen;
  readonly at: Date | undefined;
}

/** What an account, or every account of a holder, holds: by part, with serials; or as it was at a moment of the past. */
export function exportHoldingsKind(clock: Clock): JobKind<ExportHoldingsPayload> {
  return {
    kind: 'export-holdings',
    title: { zh: '导出持仓', en: 'Export holdings' },
    payload: ExportHoldingsPayload,
    permission: 'exports.write',
    reads: 'accounts.read',
    run: async (job) => {
      const { account, holder, at: moment } = job.payload;
      const at = moment === undefined ? undefined : parseMoment(moment, 'payload.at');
      const holderId = await holderOf(job);
      const seen = seenOf(job.reach, holderId);
      if (!isSeen(seen, at ?? clock.now())) throw outsideWindow();
      return runExport(job, clock, {
        title: { zh: '持仓', en: 'Holdings' },
        name: 'holdings',
        columns: COLUMNS,
        pages: holdings(job, { holderId, seen, at }),
        filter: [
          account === undefined
            ? [{ zh: '主体', en: 'Holder' }, holder ?? '']
            : [{ zh: '账户', en: 'Account' }, account],
          [{ zh: '时点', en: 'As of' }, at === undefined ? '导出时 the time of export' : chinaTimestamp(at)],
        ],
        finePrint: [PARTS_NOTE, ...(at === undefined ? [] : [NO_SERIALS])],
        holderId,
      });
    },
  };
}

/** @throws Refusal INPUT_MALFORMED, LEDGER_ACCOUNT_UNKNOWN, and the one of an unknown holder */
async function holderOf({ payload, database, reach }: RunningJob<ExportHoldingsPayload>): Promise<string> {
  const { account, holder } = payload;
  if (account !== undefined && holder === undefined) {
    return (await accountInReach(database, account, reach)).holderId;
  }
  if (holder !== undefined && account === undefined) {
    return (await holderInReach(database.source.manager, holder, reach)).id;
  }
  throw malformed([
    fault('payload.account', 'either', 'name either an account or a holder', '账户与主体须且只能填一项'),
  ]);
}

async function* holdings(
  job: RunningJob<ExportHoldingsPayload>,
  asked: Asked,
): AsyncGenerator<readonly HeldRow[]> {
  const { database, payload } = job;
  if (payload.account !== undefined) {
    yield* holdingsOf(job, payload.account, asked);
    return;
  }
  const accounts = pagesOf(job, STEP, ({ limit, cursor }) =>
    readAccountsOf(database, asked.holderId, pageRequest(limit, cursor, 1)),
  );
  for await (const page of accounts) for (const { number } of page) yield* holdingsOf(job, number, asked);
}

async function* holdingsOf(
  job: RunningJob<ExportHoldingsPayload>,
  account: string,
  { seen, at }: Asked,
): AsyncGenerator<readonly HeldRow[]> {
  const { database } = job;
  const balances = pagesOf(job, STEP, ({ limit, cursor }) => {
    const page = pageRequest(limit, cursor, 1);
    return at === undefined
      ? readBalances(database, account, page, seen)
      : readBalancesAt(database, account, at, page, seen);
  });
  for await (const page of balances) {
    if (at !== undefined) yield page.flatMap((view) => byPart(account, view));
    else yield* withSerials(job, account, page);
  }
}

function byPart(account: string, { instrument, kind, unit, parts }: BalanceView): HeldRow[] {
  return PARTS.filter((part) => parts[part] !== 0n).map((part) => ({
    ...{ account, instrument, kind, unit, part, quantity: parts[part] },
  }));
}

/** Units with serials are told block by block, so that quantity and serials of a row always agree. */
async function* withSerials(
  job: RunningJob<ExportHoldingsPayload>,
  account: string,
  balances: readonly BalanceView[],
): AsyncGenerator<readonly HeldRow[]> {
  const views = new Map(balances.map((view) => [view.instrument, view]));
  const serialised = new Set<string>();
  const blocks = pagesOf(job, STEP, ({ limit, cursor }) =>
    readBlocks(job.database, account, pageRequest(limit, cursor, 2), undefined, {
      instruments: [...views.keys()],
    }),
  );
  for await (const page of blocks) {
    yield page.flatMap((block) => {
      serialised.add(block.instrument);
      const view = views.get(block.instrument);
      return view === undefined ? [] : [blockRow(account, view, block)];
    });
  }
  yield balances
    .filter(({ instrument }) => !serialised.has(instrument))
    .flatMap((view) => byPart(account, view));
}

function blockRow(account: string, { kind, unit }: BalanceView, block: HeldBlock): HeldRow {
  const { instrument, part, first, last } = block;
  return { account, instrument, kind, unit, part, quantity: last - first + 1n, serials: { first, last } };
}

const PARTS_NOTE = {
  zh: '余额部分：available 可用，frozen 冻结，locked 挂单，pledged 质押，judicial 司法，pending 在途。',
  en: 'Parts: available, frozen, locked in an offer, pledged, held for a court (judicial), under way (pending).',
};

const NO_SERIALS = {
  zh: '过去时点的持仓按流水加总得出，不列编号。',
  en: 'Holdings of the past are added up from the journal; their serials are not listed.',
};

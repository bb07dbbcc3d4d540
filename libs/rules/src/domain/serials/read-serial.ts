/** What the serial number of another registry says. Fields that its format does not carry are absent. */
export interface ReadSerial {
  readonly format: SerialFormat;
  /** Whole units; absent where the number names a batch and not its units. */
  readonly units?: bigint;
  readonly first?: bigint;
  readonly last?: bigint;
  readonly project?: string;
  /** A year, or `2013-2014` where the period spans more. */
  readonly vintage?: string;
  /** ISO dates. */
  readonly from?: string;
  readonly to?: string;
  readonly country?: string;
  readonly issuance?: string;
  /** Verra: additional certification. */
  readonly flag?: boolean;
}

export type SerialFormat = 'verra-13' | 'verra-12' | 'gold-standard' | 'undp' | 'regen' | 'i-rec';

/** Why a text that looks like a serial number is none. */
export class SerialFault extends Error {
  constructor(readonly rule: 'order' | 'date') {
    super(rule);
  }
}

type Groups = Readonly<Record<string, string>>;

const DAY = String.raw`(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{4}`;
const VERRA_TAIL = String.raw`(?<country>[A-Z]{2})-(?<scope>\d+)-(?<project>\d+)-(?<from>${DAY})-(?<to>${DAY})-(?<flag>[01])`;
const BLOCK = String.raw`(?<first>\d{1,18})-(?<last>\d{1,18})`;

/** Each format with what it says; a text fits at most one. */
const FORMATS: readonly {
  readonly format: SerialFormat;
  readonly pattern: RegExp;
  readonly read: (g: Groups) => Omit<ReadSerial, 'format'>;
}[] = [
  {
    format: 'verra-13',
    pattern: new RegExp(String.raw`^(?<issuance>\d+)-${BLOCK}-VCS-VCU-\d+-VER-${VERRA_TAIL}$`),
    read: verra,
  },
  {
    format: 'verra-12',
    pattern: new RegExp(String.raw`^(?<issuance>\d+)-${BLOCK}-VCU-\d+-[A-Z]{3}-${VERRA_TAIL}$`),
    read: verra,
  },
  {
    format: 'gold-standard',
    pattern: new RegExp(
      String.raw`^GS1-1-(?<country>[A-Z]{2})-GS(?<project>\d+)-\d+-(?<vintage>\d{4})-(?<issuance>\d+)-${BLOCK}$`,
    ),
    read: (g) => ({
      ...block(g),
      project: `GS${g['project'] ?? ''}`,
      vintage: g['vintage'] ?? '',
      country: g['country'] ?? '',
      issuance: g['issuance'] ?? '',
    }),
  },
  {
    format: 'undp',
    pattern: new RegExp(
      String.raw`^CA0\d{3}-(?<country>[A-Z]{2,3})-[A-Z]{2,3}-(?<project>[A-Za-z0-9]+)-${BLOCK}-(?<vintage>\d{4})$`,
    ),
    read: (g) => ({
      ...block(g),
      project: g['project'] ?? '',
      vintage: g['vintage'] ?? '',
      country: g['country'] ?? '',
    }),
  },
  {
    format: 'regen',
    pattern: /^(?<project>[A-Z]{1,3}\d{2,}-\d{3,})-(?<from>\d{8})-(?<to>\d{8})-(?<issuance>\d{3,})$/,
    read: (g) => ({
      ...period(isoOfYmd(g['from'] ?? ''), isoOfYmd(g['to'] ?? '')),
      project: g['project'] ?? '',
      issuance: g['issuance'] ?? '',
    }),
  },
  {
    format: 'i-rec',
    pattern: /^(?<first>\d{4}(?:-\d{4}){3}) (?:to|至) (?<last>\d{4}(?:-\d{4}){3})$/,
    read: (g) => block({ first: plain(g['first']), last: plain(g['last']) }),
  },
];

const plain = (grouped = '') => grouped.replaceAll('-', '');

function verra(g: Groups): Omit<ReadSerial, 'format'> {
  return {
    ...block(g),
    ...period(isoOfDmy(g['from'] ?? ''), isoOfDmy(g['to'] ?? '')),
    project: g['project'] ?? '',
    country: g['country'] ?? '',
    issuance: g['issuance'] ?? '',
    flag: g['flag'] === '1',
  };
}

/** Both ends count: 1 to 10 are ten units (SER-008: a count that does not fit its block is wrong). */
function block(g: Groups): { units: bigint; first: bigint; last: bigint } {
  const [first, last] = [BigInt(g['first'] ?? 0), BigInt(g['last'] ?? 0)];
  if (last < first) throw new SerialFault('order');
  return { units: last - first + 1n, first, last };
}

function period(from: string, to: string): { from: string; to: string; vintage: string } {
  if (to < from) throw new SerialFault('order');
  const [start, end] = [from.slice(0, 4), to.slice(0, 4)];
  return { from, to, vintage: start === end ? start : `${start}-${end}` };
}

const isoOfDmy = (day: string) => iso(day.slice(4), day.slice(2, 4), day.slice(0, 2));
const isoOfYmd = (day: string) => iso(day.slice(0, 4), day.slice(4, 6), day.slice(6));

/** @throws SerialFault for a day that does not exist */
function iso(year: string, month: string, day: string): string {
  const text = `${year}-${month}-${day}`;
  const date = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) throw new SerialFault('date');
  return text;
}

/**
 * Reads a serial number of another registry (SER-001 to SER-006); undefined when it is in no known format.
 * @throws SerialFault when it ends before it begins, or names a day that does not exist
 */
export function readSerial(text: string): ReadSerial | undefined {
  for (const { format, pattern, read } of FORMATS) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return { format, ...read(groups) };
  }
  return undefined;
}

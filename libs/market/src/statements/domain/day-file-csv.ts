/** The trades of a day's file, as the JSON has them. */
interface DayFile {
  readonly trades: readonly Readonly<Record<string, string | null>>[];
  readonly form: string;
}

const EVERYBODY = ['trade', 'at', 'instrument', 'method', 'methodCode', 'priceFen', 'quantity', 'amountFen'];
const PARTIES = [
  ...[
    'seller',
    'sellerAccount',
    'sellOrder',
    'sellerFeeFen',
    'buyer',
    'buyerAccount',
    'buyOrder',
    'buyerFeeFen',
  ],
  ...['reference', 'transaction', 'rulePack'],
];

/** A field that a spreadsheet would take for a formula is quoted as text; none of ours should be one. */
const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const cell = (text: string | null) => {
  const plain = safe(text ?? '');
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** The trades of a day's file as CSV (RFC 4180, with a BOM): the same trades, the same bytes. */
export function dayFileCsv({ form, trades }: DayFile): string {
  const columns = form === 'full' ? [...EVERYBODY, ...PARTIES] : EVERYBODY;
  const lines = trades.map((trade) => columns.map((column) => cell(trade[column] ?? null)).join(','));
  return `\ufeff${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

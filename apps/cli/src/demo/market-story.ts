import type { Text } from '@carbon/kernel';
import type { Connection } from '../connection';
import { EXIT, type Exit, type Terminal } from '../terminal';
import { chapters } from './chapters';

const MARKET = 'CN';
const PUBLIC = `/v1/public/exchange/${MARKET}`;

interface Items<T> {
  readonly items: readonly T[];
}

interface Trade {
  readonly market: string;
  readonly instrument: string;
  readonly method: string;
  readonly price: string;
  readonly quantity: string;
  readonly seller: { readonly holder: string };
  readonly buyer: { readonly holder: string };
  readonly day: string;
  readonly tradedAt: string;
}

interface Day {
  readonly instruments: readonly {
    readonly instrument: string;
    readonly previousClose: string;
    readonly close: string | null;
    readonly listedQuantity: string;
    readonly blockQuantity: string;
    readonly auctionQuantity: string;
  }[];
  readonly composite: { readonly code: string | null; readonly price: string | null };
}

interface Level {
  readonly price: string;
  readonly quantity: string;
}

interface Statement {
  readonly faults: readonly object[];
  readonly trades: readonly object[];
  readonly lines: readonly Readonly<
    Record<'instrument' | 'opening' | 'bought' | 'sold' | 'fees' | 'movedIn' | 'movedOut' | 'closing', string>
  >[];
}

const METHODS: Readonly<Record<string, Text>> = {
  listed: { zh: '挂牌协议', en: 'listed' },
  block: { zh: '大宗协议', en: 'block' },
  auction: { zh: '单向竞价', en: 'auction' },
  continuous: { zh: '连续竞价', en: 'continuous' },
  swap: { zh: '置换', en: 'swap' },
};

/**
 * `carbon demo market`: the last day on the national market of the running platform, as it stands there; it changes nothing.
 * @returns `no` when a statement does not add up, or nobody has traded yet
 */
export async function tellMarket(terminal: Terminal, connection: Connection): Promise<Exit> {
  const telling = new MarketTelling(terminal, connection);
  const { items } = await connection.get<Items<Trade>>('/v1/exchange/trades?limit=100');
  const trades = items.filter(({ market }) => market === MARKET);
  const day = trades[0]?.day;
  if (day === undefined) {
    telling.say('全国市场尚无成交。', 'Nobody has traded in the national market yet.');
    return EXIT.no;
  }
  telling.title(day);
  const instruments = await telling.closes(day);
  telling.trades(trades.filter((trade) => trade.day === day));
  for (const instrument of instruments) await telling.depth(instrument);
  const balanced = await telling.statements(day);
  await telling.waiting();
  telling.whereToLook(day);
  return balanced ? EXIT.ok : EXIT.no;
}

class MarketTelling {
  private readonly chapter: ReturnType<typeof chapters>;

  constructor(
    private readonly terminal: Terminal,
    private readonly connection: Connection,
  ) {
    this.chapter = chapters(terminal);
  }

  say(zh: string, en: string): void {
    this.terminal.say(`  ${this.terminal.tell({ zh, en })}`);
  }

  title(day: string): void {
    this.terminal.say(
      this.terminal.tell({
        zh: `碳账本：全国碳市场的一天，${day}（主体与价格均为虚构示例，规则与核算为真）`,
        en: `Carbon Ledger: a day on the national market, ${day} (houses and prices are made up; rules and sums are not)`,
      }),
    );
  }

  /** Gives the instruments of the day. */
  async closes(day: string): Promise<readonly string[]> {
    this.chapter({
      zh: '收盘：挂牌成交的加权平均价，大宗与竞价不计入（TRD-008、TRD-009）',
      en: 'Closes: the average of listed trades by weight; blocks and auctions do not count (TRD-008, TRD-009)',
    });
    const { instruments, composite } = await this.connection.get<Day>(`${PUBLIC}/closes?day=${day}`);
    for (const { instrument, close, previousClose, ...traded } of instruments) {
      const { listedQuantity: listed, blockQuantity: block, auctionQuantity: auction } = traded;
      this.say(
        `${instrument} 收盘 ${close ?? '—'}（前收 ${previousClose}）：挂牌 ${listed} 吨，大宗 ${block} 吨，竞价 ${auction} 吨`,
        `${instrument} closed at ${close ?? '—'} (before: ${previousClose}): ${listed} t listed, ${block} t in blocks, ${auction} t by auction`,
      );
    }
    if (composite.price !== null)
      this.say(`${composite.code ?? ''} ${composite.price}`, `${composite.code ?? ''} ${composite.price}`);
    return instruments.map(({ instrument }) => instrument);
  }

  trades(trades: readonly Trade[]): void {
    this.chapter({ zh: '成交（TRD-001）', en: 'Trades (TRD-001)' });
    for (const { tradedAt, method, instrument, quantity, price, seller, buyer } of [...trades].reverse()) {
      const how = METHODS[method] ?? { zh: method, en: method };
      const what = `${instrument} ${quantity} × ${price}  ${seller.holder} → ${buyer.holder}`;
      this.say(
        `${tradedAt.slice(11, 16)}  ${how.zh}  ${what}`,
        `${tradedAt.slice(11, 16)}  ${how.en}  ${what}`,
      );
    }
  }

  async depth(instrument: string): Promise<void> {
    const path = `${PUBLIC}/instruments/${instrument}/depth`;
    const { buy, sell } = await this.connection.get<{ buy: Level[]; sell: Level[] }>(path);
    if (buy.length + sell.length === 0) return;
    this.chapter({
      zh: `${instrument} 盘口：等待摘牌（TRD-007）`,
      en: `${instrument}, what rests and waits to be picked (TRD-007)`,
    });
    for (const { price, quantity } of [...sell].reverse())
      this.say(`卖 ${price}  ${quantity} 吨`, `sell ${price}  ${quantity} t`);
    for (const { price, quantity } of buy)
      this.say(`买 ${price}  ${quantity} 吨`, `buy  ${price}  ${quantity} t`);
  }

  /** Adds every statement up. */
  async statements(day: string): Promise<boolean> {
    this.chapter({
      zh: '结算单：期初加变动等于期末（TRD-016）',
      en: 'Statements: opening and changes give the closing balance (TRD-016)',
    });
    const path = `/v1/trading-accounts?market=${MARKET}&limit=100`;
    const { items } = await this.connection.get<Items<{ number: string; holder: string }>>(path);
    let balanced = true;
    for (const { number, holder } of [...items].reverse()) {
      const statement = await this.connection.get<Statement>(
        `/v1/exchange/trading-accounts/${number}/statements/${day}`,
      );
      const adds = statement.faults.length === 0 && statement.lines.every(addsUp);
      balanced &&= adds;
      const closing = statement.lines.map(closingOf).join(this.terminal.tell({ zh: '，', en: ', ' }));
      const count = statement.trades.length;
      this.say(
        `${holder} ${number} ${adds ? '平衡' : '不平衡'}：${count} 笔成交；${closing}`,
        `${holder} ${number} ${adds ? 'balances' : 'DOES NOT BALANCE'}: ${count} trades; ${closing}`,
      );
    }
    return balanced;
  }

  async waiting(): Promise<void> {
    this.chapter({ zh: '等待办理', en: 'What waits for somebody' });
    const auctions =
      await this.connection.get<
        Items<{ phase: string; instrument: string; quantity: string; reservePrice: string; opensAt: string }>
      >('/v1/public/auctions');
    for (const { instrument, quantity, reservePrice, opensAt } of auctions.items.filter(
      ({ phase }) => phase === 'announced' || phase === 'open',
    ))
      this.say(
        `竞价：${instrument} ${quantity} 吨，底价 ${reservePrice}，${opensAt.slice(0, 16)} 起`,
        `auction: ${quantity} t of ${instrument}, from ${reservePrice} on, opens ${opensAt.slice(0, 16)}`,
      );
    const alerts = await this.connection.get<
      Items<{ titleZh: string; titleEn: string; holders: string[]; instrument: string | null }>
    >('/v1/surveillance/alerts?state=open');
    for (const { titleZh, titleEn, holders, instrument } of alerts.items)
      this.say(
        `预警：${titleZh} ${holders.join('、')} ${instrument ?? ''}`,
        `alert: ${titleEn}, ${holders.join(', ')} ${instrument ?? ''}`,
      );
    this.say(
      '大宗报价仅双方可见：以 maker@buyer.example 登录，查看 /v1/block-trades',
      'quotes of blocks are told to their two parties: sign in as maker@buyer.example, and look at /v1/block-trades',
    );
  }

  whereToLook(day: string): void {
    this.chapter({ zh: '在哪里看', en: 'Where to look' });
    this.say(
      '/v1/public/marketplace  现在可买的一切',
      '/v1/public/marketplace  everything that can be bought now',
    );
    this.say(
      `/v1/markets/${MARKET}/days/${day}/file  当日成交文件`,
      `/v1/markets/${MARKET}/days/${day}/file  the file of the day's trades`,
    );
    this.say('/docs  全部接口', '/docs  every route');
  }
}

/** What was bought cost money, and what was sold brought some. */
function addsUp(line: Statement['lines'][number]): boolean {
  const { instrument, opening, bought, sold, fees, movedIn, movedOut, closing } = line;
  const traded = (BigInt(bought) - BigInt(sold)) * (instrument === 'CNY' ? -1n : 1n);
  return BigInt(opening) + traded - BigInt(fees) + BigInt(movedIn) - BigInt(movedOut) === BigInt(closing);
}

/** Money is stated in fen. */
function closingOf({ instrument, closing }: Statement['lines'][number]): string {
  if (instrument !== 'CNY') return `${instrument} ${closing}`;
  const fen = closing.padStart(3, '0');
  return `CNY ${fen.slice(0, -2)}.${fen.slice(-2)}`;
}

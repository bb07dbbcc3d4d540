import type { Text } from '@carbon/kernel';
import type { Connection } from '../connection';
import { EXIT, type Exit, type Terminal } from '../terminal';

/** What the public trace tells, as far as it is shown. */
export interface PublicTrace {
  readonly code: string;
  readonly state: string;
  readonly productionMonth: string;
  readonly serial: string;
  readonly validThrough: string;
  readonly plant: {
    readonly code: string;
    readonly name: Text;
    readonly province: string;
    readonly technology: Text;
    readonly source: string;
  };
  readonly energy: readonly {
    readonly range: { readonly month: string; readonly fromWh: string; readonly toWh: string };
    readonly metered: string;
    readonly reportedBy: string;
    readonly basis: string;
  }[];
  readonly steps: readonly {
    readonly journalId: string;
    readonly transaction: string;
    readonly kind: string;
    readonly recordedAt: string;
    readonly leaf: string;
    readonly proof: {
      readonly anchoring?: string;
      readonly leafIndex?: string;
      readonly transaction?: string;
    };
  }[];
  readonly claim: null | {
    readonly receiptNumber: string;
    readonly beneficiary: Text | null;
    readonly purpose: string | null;
    readonly consumptionStart: string;
    readonly consumptionEnd: string;
  };
  readonly rulePack: string;
}

export function readTrace(connection: Connection, code: string): Promise<PublicTrace> {
  return connection.get<PublicTrace>(`/v1/public/certificates/${encodeURIComponent(code)}`);
}

const STATES: Readonly<Record<string, Text>> = {
  held: { zh: '持有中', en: 'held' },
  frozen: { zh: '冻结', en: 'frozen' },
  claimed: { zh: '已核销', en: 'claimed' },
  expired: { zh: '已失效', en: 'expired' },
  cancelled: { zh: '已注销', en: 'cancelled' },
};

const KINDS: Readonly<Record<string, Text>> = {
  issue: { zh: '核发', en: 'issued' },
  transfer: { zh: '划转', en: 'transferred' },
  retire: { zh: '核销', en: 'claimed' },
  expire: { zh: '失效', en: 'expired' },
  cancel: { zh: '注销', en: 'cancelled' },
  reverse: { zh: '撤销', en: 'reversed' },
};

/** `carbon trace CODE`: from the meter to the last use. */
export async function trace(
  terminal: Terminal,
  connection: Connection,
  code: string,
  options: { json: boolean },
): Promise<Exit> {
  const told = await readTrace(connection, code);
  if (options.json) terminal.say(JSON.stringify(told, null, 2));
  else for (const line of story(terminal, told)) terminal.say(line);
  return EXIT.ok;
}

/** The trace in sentences. */
export function story({ tell }: Pick<Terminal, 'tell'>, told: PublicTrace): string[] {
  const { plant, claim } = told;
  const lines = [
    `${told.code}  ${tell(STATES[told.state] ?? { zh: told.state, en: told.state })}`,
    tell({
      zh: `  电站：${plant.name.zh}（${plant.province}，${plant.technology.zh}），建档编码 ${plant.code}，来源 ${plant.source}`,
      en: `  plant: ${plant.name.en} (${plant.province}, ${plant.technology.en}), file code ${plant.code}, source ${plant.source}`,
    }),
    tell({
      zh: `  ${told.productionMonth} 第 ${told.serial} 张，有效期至 ${told.validThrough}`,
      en: `  number ${told.serial} of ${told.productionMonth}, valid through ${told.validThrough}`,
    }),
  ];
  for (const { range, metered, reportedBy, basis } of told.energy) {
    lines.push(
      tell({
        zh: `  电量：${range.month} 第 ${range.fromWh} 至 ${range.toWh} 瓦时，当月共 ${metered} 千瓦时（${reportedBy}；${basis}）`,
        en: `  energy: Wh ${range.fromWh} to ${range.toWh} of ${range.month}, which metered ${metered} kWh (${reportedBy}; ${basis})`,
      }),
    );
  }
  told.steps.forEach(({ kind, recordedAt, journalId, proof }, at) => {
    const anchored =
      proof.anchoring === 'anchored'
        ? tell({
            zh: `已锚定，日志第 ${proof.leafIndex ?? ''} 位`,
            en: `anchored, leaf ${proof.leafIndex ?? ''} of the log`,
          })
        : tell({ zh: '待锚定', en: 'anchoring pending' });
    lines.push(
      `  ${at + 1}. ${recordedAt}  ${tell(KINDS[kind] ?? { zh: kind, en: kind })}  #${journalId}  ${anchored}`,
    );
  });
  if (claim !== null) {
    lines.push(
      tell({
        zh: `  核销凭证 ${claim.receiptNumber}：${claim.beneficiary?.zh ?? '（自然人）'}，${claim.consumptionStart} 至 ${claim.consumptionEnd}`,
        en: `  receipt ${claim.receiptNumber}: ${claim.beneficiary?.en ?? '(a person)'}, ${claim.consumptionStart} to ${claim.consumptionEnd}`,
      }),
    );
  }
  return lines;
}

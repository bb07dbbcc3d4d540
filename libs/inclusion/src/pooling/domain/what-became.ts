import { formatGrams, type Micrograms, type Text } from '@carbon/kernel';
import type { RoundState } from './round-state';

/** What a resident's share of a round comes to. */
export interface ShareFacts {
  readonly round: number;
  readonly state: RoundState;
  readonly takenUg: Micrograms;
  readonly returnedUg: Micrograms;
  readonly issuedUg: Micrograms;
  readonly carriedUg: Micrograms;
  readonly bonusPoints: bigint;
  readonly issues: readonly IssueFacts[];
}

/** An issue that holds some of the share. Tonnes are whole. */
export interface IssueFacts {
  readonly instrument: string;
  readonly tonnes: bigint;
  readonly sold: bigint;
  readonly retired: bigint;
  readonly surrendered: bigint;
}

const sentence = (zh: string, en: string): Text => ({ zh, en });

/** What became of a share, in plain words, one sentence a thing. */
export function whatBecame(share: ShareFacts): Text {
  const sentences = [given(share), ...back(share), ...waits(share), ...inUnits(share), ...thanks(share)];
  return {
    zh: sentences.map(({ zh }) => `${zh}。`).join(''),
    en: sentences.map(({ en }) => `${en}.`).join(' '),
  };
}

function given({ round, takenUg }: ShareFacts): Text {
  const grams = formatGrams(takenUg);
  return sentence(
    `您的 ${grams} 克减排量参加了第 ${round} 批汇集`,
    `${grams} g of your reductions went into round ${round}`,
  );
}

function back({ returnedUg }: ShareFacts): Text[] {
  if (returnedUg === 0n) return [];
  const grams = formatGrams(returnedUg);
  return [sentence(`其中 ${grams} 克已退回您的账户`, `${grams} g of them came back to you`)];
}

function waits({ state, carriedUg }: ShareFacts): Text[] {
  if (carriedUg === 0n) return [];
  const grams = formatGrams(carriedUg);
  if (state === 'told')
    return [
      sentence(
        `${grams} 克正等待核证，签发前可随时取回`,
        `${grams} g wait for a verifier; you can take them back before they are issued`,
      ),
    ];
  if (state === 'verified')
    return [
      sentence(
        `${grams} 克已核证、等待签发，签发前仍可取回`,
        `${grams} g are verified and wait for the issue; until then you can take them back`,
      ),
    ];
  return [
    sentence(
      `${grams} 克不足整吨，留待下一批，仍可取回`,
      `${grams} g were below a whole tonne and wait for the next round; you can take them back`,
    ),
  ];
}

function inUnits({ issuedUg, issues }: ShareFacts): Text[] {
  if (issuedUg === 0n) return [];
  const grams = formatGrams(issuedUg);
  return [
    sentence(
      `${grams} 克已成为签发的整吨减排量，不能再取回`,
      `${grams} g are in whole tonnes that were issued and cannot come back`,
    ),
    ...issues.flatMap(ofIssue),
  ];
}

function ofIssue({ instrument, tonnes, sold, retired, surrendered }: IssueFacts): Text[] {
  const uses = [
    ...(surrendered > 0n
      ? [sentence(`${surrendered} 吨用于履约`, `${surrendered} t were surrendered for compliance`)]
      : []),
    ...(retired > 0n
      ? [sentence(`${retired} 吨已注销用于抵消`, `${retired} t were retired to offset emissions`)]
      : []),
  ];
  const sale =
    sold > 0n
      ? sentence(
          `${instrument} 共 ${tonnes} 吨，已售出 ${sold} 吨`,
          `Of ${tonnes} t of ${instrument}, ${sold} t are sold`,
        )
      : sentence(
          `${instrument} 共 ${tonnes} 吨，尚未售出`,
          `The ${tonnes} t of ${instrument} are not sold yet`,
        );
  return [sale, ...uses];
}

function thanks({ bonusPoints }: ShareFacts): Text[] {
  if (bonusPoints === 0n) return [];
  return [sentence(`您因此获得 ${bonusPoints} 积分`, `You got ${bonusPoints} points for it`)];
}

import { whatBecame } from './what-became';

const share = {
  ...({ round: 3, state: 'told', takenUg: 900_000_000n, returnedUg: 0n, issuedUg: 0n } as const),
  ...{ carriedUg: 900_000_000n, bonusPoints: 0n, issues: [] },
};

it('tells of a share that waits that it can come back', () => {
  expect(whatBecame(share)).toEqual({
    zh: '您的 900 克减排量参加了第 3 批汇集。900 克正等待核证，签发前可随时取回。',
    en: '900 g of your reductions went into round 3. 900 g wait for a verifier; you can take them back before they are issued.',
  });
});

it('S22 tells of units, their sale, their use and the points, and what stays', () => {
  const issue = { instrument: 'PHER-SZ-X', tonnes: 4n, sold: 3n, retired: 1n, surrendered: 2n };
  const text = whatBecame({
    ...{ ...share, state: 'issued', issuedUg: 500_000_000n, carriedUg: 300_000_000n },
    ...{ returnedUg: 100_000_000n, bonusPoints: 5n, issues: [issue] },
  });
  expect(text.en.split('. ')).toEqual([
    '900 g of your reductions went into round 3',
    '100 g of them came back to you',
    '300 g were below a whole tonne and wait for the next round; you can take them back',
    '500 g are in whole tonnes that were issued and cannot come back',
    'Of 4 t of PHER-SZ-X, 3 t are sold',
    '2 t were surrendered for compliance',
    '1 t were retired to offset emissions',
    'You got 5 points for it.',
  ]);
  expect(text.zh).toContain('您因此获得 5 积分');
});

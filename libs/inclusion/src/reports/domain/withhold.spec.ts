import { assert, bigInt, constantFrom, integer, property, record, array } from 'fast-check';
import { type Cell, withhold } from './withhold';

const GROUP = 10;

/** What somebody reads: each line or nothing, and the sum or nothing. */
function published(cells: readonly Cell[], residents: number): unknown {
  const told = withhold(cells, residents, GROUP);
  const sum = cells.reduce((all, { acts }) => all + acts, 0n);
  return {
    sum: told.total ? sum : null,
    lines: cells.map(({ acts }, at) => (told.cells[at] === true ? acts : null)),
  };
}

const cell = record({ residents: integer({ min: 1, max: 30 }), acts: bigInt({ min: 1n, max: 1_000n }) });
const month = record({
  cells: array(cell, { minLength: 1, maxLength: 6 }),
  more: integer({ min: 0, max: 40 }),
}).map(({ cells, more }) => ({
  cells,
  residents: Math.max(...cells.map(({ residents }) => residents)) + more,
}));

describe('PII-001 figures of small groups', () => {
  it('stand where every line is of a whole group', () => {
    const cells = [
      { residents: 10, acts: 5n },
      { residents: 40, acts: 9n },
    ];
    expect(withhold(cells, 45, GROUP)).toEqual({ total: true, cells: [true, true] });
  });

  it('a small line takes the smallest whole one with it, or the sum would tell it', () => {
    const cells = [
      { residents: 40, acts: 9n },
      { residents: 3, acts: 1n },
      { residents: 12, acts: 2n },
    ];
    expect(withhold(cells, 50, GROUP)).toEqual({ total: true, cells: [true, false, false] });
  });

  it('two small lines without a whole one are told together, when they are a group together', () => {
    const cells = [
      { residents: 6, acts: 1n },
      { residents: 5, acts: 2n },
    ];
    expect(withhold(cells, 11, GROUP)).toEqual({ total: true, cells: [false, false] });
    expect(withhold(cells, 9, GROUP)).toEqual({ total: false, cells: [false, false] });
  });

  it('an empty line tells nothing and hides nothing', () => {
    const cells = [
      { residents: 0, acts: 0n },
      { residents: 3, acts: 1n },
    ];
    expect(withhold(cells, 12, GROUP)).toEqual({ total: false, cells: [true, false] });
  });

  it('no line of a small group is told', () => {
    assert(
      property(month, ({ cells, residents }) => {
        const told = withhold(cells, residents, GROUP);
        cells.forEach((each, at) => {
          if (each.residents < GROUP) expect(told.cells[at]).toBe(false);
        });
        if (residents < GROUP) expect(told.total).toBe(false);
      }),
    );
  });

  it('no withheld line can be taken from the sum: other figures of it give the same answer', () => {
    assert(
      property(month, bigInt({ min: 1n, max: 50n }), ({ cells, residents }, more) => {
        const told = withhold(cells, residents, GROUP);
        cells.forEach(({ acts }, at) => {
          if (told.cells[at] === true) return;
          const other = cells.findIndex((_, place) => place !== at && told.cells[place] === false);
          const changed = cells.map((each, place) => {
            if (place === at) return { ...each, acts: acts + more };
            return told.total && place === other ? { ...each, acts: each.acts - more } : each;
          });
          // somebody who knows nothing of the others may think of as many acts as they like
          if (changed.some((each) => each.acts < 1n)) return;
          expect(published(changed, residents)).toEqual(published(cells, residents));
        });
      }),
    );
  });

  it('what the sum tells of all withheld lines is of a whole group', () => {
    assert(
      property(month, constantFrom(2, 5, GROUP), ({ cells, residents }, group) => {
        const told = withhold(cells, residents, group);
        const hidden = cells.filter((_, at) => told.cells[at] === false);
        if (!told.total || hidden.length === 0) return;
        const all = hidden.length === cells.length;
        expect(hidden.length).toBeGreaterThan(1);
        expect(all || hidden.some((each) => each.residents >= group)).toBe(true);
      }),
    );
  });
});

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { stateOfDump } from './embedded-state';

const block = (number: string, timestamp: string) => ({ header: { number, timestamp }, transactions: [] });

it('of the origins that each boot of the node adds, the first is kept; whatever their order, nothing else is touched', async () => {
  const first = block('0x0', '0x6b012b58');
  const strays = [block('0x0', '0x6b012b6a'), block('0x0', '0x6b012b5e')];
  const others = [block('0x2', '0x6b012b59'), block('0x1', '0x6b012b58')];
  const accounts = { '0xabc': { nonce: 3, balance: '0xd3c21bcecceda1000000' } };
  for (const blocks of [
    [...strays, first, ...others],
    [first, ...others, ...strays],
    [others[0], strays[1], others[1], first, strays[0]],
  ]) {
    const state = { best_block_number: 2, accounts, blocks };
    const dump = `0x${(await promisify(gzip)(JSON.stringify(state))).toString('hex')}`;
    const kept = JSON.parse((await stateOfDump(dump)).toString()) as typeof state;
    expect(kept).toEqual({
      ...state,
      blocks: blocks.filter((each) => each === first || others.includes(each!)),
    });
  }
});

import { toBeHex } from 'ethers';

/** The same hash with one bit turned over. */
export const flipped = (hash: string, bit = 0): string => toBeHex(BigInt(hash) ^ (1n << BigInt(bit)), 32);

/** Every way in which a proof is spoilt here: none of them may pass. */
export function forgeries(proof: string[]): { name: string; proof: string[] }[] {
  const stranger = flipped(`0x${'5a'.repeat(32)}`);
  const forged = [
    { name: 'extended at its end', proof: [...proof, stranger] },
    { name: 'extended at its start', proof: [stranger, ...proof] },
  ];
  proof.forEach((node, place) => {
    forged.push({
      name: `node ${place} flipped`,
      proof: proof.with(place, flipped(node, (place * 37) % 256)),
    });
    forged.push({ name: `node ${place} left out`, proof: proof.toSpliced(place, 1) });
    forged.push({ name: `node ${place} doubled`, proof: proof.toSpliced(place, 0, node) });
    const next = proof[place + 1];
    if (next !== undefined) {
      forged.push({
        name: `nodes ${place} and ${place + 1} swapped`,
        proof: proof.with(place, next).with(place + 1, node),
      });
    }
  });
  return forged;
}

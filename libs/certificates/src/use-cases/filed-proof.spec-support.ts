import type { Database } from '@carbon/database';
import { Contents, FileDesk, fileDocument, noScanner } from '@carbon/documents';

/** Files a text as a document of a holder, or of the operator (null); gives its SHA-256. */
export async function fileProof(
  database: Database,
  holderId: string | null,
  text: string,
  now: Date,
): Promise<Buffer> {
  const file = await new FileDesk(new Contents(), noScanner).receive({
    name: 'proof.txt',
    bytes: Buffer.from(text),
  });
  const holder = holderId === null ? undefined : { id: holderId, code: 'TEST', kind: 'generator' as const };
  const caller = { id: 'operator', ...(holder && { holder }) };
  await database.transaction((tx) => fileDocument(tx, file, { kind: 'contract' }, caller, now));
  return Buffer.from(file.sha256, 'hex');
}

/** The ledger or the log is not what it must be; nothing was sequenced. */
export class SequencingFault extends Error {
  constructor(
    readonly code: 'LOG_JOURNAL_INCOMPLETE' | 'LOG_TILES_DAMAGED',
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'SequencingFault';
  }
}

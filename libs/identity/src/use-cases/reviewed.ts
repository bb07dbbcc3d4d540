/** A reviewed act: who proposed and who approved it, on what it rests. */
export interface Reviewed {
  /** The initiator; stands as the actor. */
  readonly by: string;
  readonly approver: string | null;
  readonly taskId: string | null;
  readonly reason: string;
  /** SHA-256, hex. */
  readonly documentHash: string | null;
  readonly now: Date;
}

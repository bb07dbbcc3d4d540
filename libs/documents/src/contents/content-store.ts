/** Where the bytes of a document are. */
export const CONTENT_PLACES = ['database', 's3'] as const;
export type ContentPlace = (typeof CONTENT_PLACES)[number];

export interface Content {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** A place that keeps bytes under their SHA-256. */
export interface ContentStore {
  readonly place: ContentPlace;
  /**
   * Makes bytes durable before any row names them; bytes that are there already are no fault.
   * @returns what the row itself holds: the bytes where the database is the place, else nothing
   * @throws Refusal DOCUMENT_STORE_UNAVAILABLE
   */
  keep(content: Content): Promise<Buffer | null>;
  /**
   * @param inRow what the row holds
   * @returns undefined when the place has nothing under that hash
   * @throws Refusal DOCUMENT_STORE_UNAVAILABLE
   */
  read(sha256: string, inRow: Buffer | null): Promise<Buffer | undefined>;
  /** Rejects when the place cannot be reached. */
  check(): Promise<void>;
}

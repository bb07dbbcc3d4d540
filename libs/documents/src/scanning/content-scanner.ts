/** What a scanner says of a file. */
export type Verdict =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'infected'; readonly signature: string }
  | { readonly verdict: 'not-scanned' };

/** Looks for viruses in what is uploaded. */
export interface ContentScanner {
  /** @throws Refusal DOCUMENT_SCANNER_UNAVAILABLE: nothing passes unseen where a scanner is set up */
  scan(bytes: Buffer): Promise<Verdict>;
}

/** Where no scanner is set up nothing is claimed: files are marked as not scanned. */
export const noScanner: ContentScanner = {
  scan: () => Promise.resolve({ verdict: 'not-scanned' }),
};

/** How far a long piece of work is. `total` is absent while it is not known. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total?: number;
}

export type OnProgress = (progress: Progress) => void;

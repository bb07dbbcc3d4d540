/** Where everybody reaches the public pages, without a slash at its end. */
export class PublicSite {
  constructor(readonly address: string) {}
}
